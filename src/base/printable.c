#include "base/printable.h"

#include <stdbool.h>

size_t printable_char_len(const char *text, size_t len_bytes)
{
    if (len_bytes == 0)
        return 0;
    const unsigned char *c = (const unsigned char *)text;
    if (c[0] < 0x80)
        return 1;
    size_t len = c[0] >= 0xF0 ? 4 : c[0] >= 0xE0 ? 3 : 2;
    if (c[0] < 0xC2 || c[0] > 0xF4 || len > len_bytes)
        return 0;
    for (size_t i = 1; i < len; i++) {
        if ((c[i] & 0xC0) != 0x80)
            return 0;
    }
    bool overlong = (c[0] == 0xE0 && c[1] < 0xA0) || (c[0] == 0xF0 && c[1] < 0x90);
    bool surrogate = c[0] == 0xED && c[1] > 0x9F;
    bool beyond_unicode = c[0] == 0xF4 && c[1] > 0x8F;
    return overlong || surrogate || beyond_unicode ? 0 : len;
}

static bool is_control(const char *text)
{
    unsigned char first = (unsigned char)text[0];
    if (first < 0x20)
        return first != '\t' && first != '\n';
    return first == 0x7F || (first == 0xC2 && (unsigned char)text[1] < 0xA0);
}

void printable_add(struct buf *out, const char *text, size_t len_bytes)
{
    for (size_t i = 0; i < len_bytes;) {
        size_t len = printable_char_len(text + i, len_bytes - i);
        if (len == 0 || is_control(text + i))
            buf_addc(out, '?');
        else
            buf_add(out, text + i, len);
        i += len ? len : 1;
    }
}
