#include "base/json_quote.h"

#include "base/printable.h"

static void add_char(struct buf *out, const char *at, size_t len)
{
    unsigned char c = (unsigned char)*at;
    if (len == 0 || c == '\0')
        buf_adds(out, "\\ufffd");
    else if (c == '"' || c == '\\')
        buf_addf(out, "\\%c", c);
    else if (c == '\n')
        buf_adds(out, "\\n");
    else if (c < 0x20 || c == 0x7F || c == '<')
        buf_addf(out, "\\u%04x", c);
    else
        buf_add(out, at, len);
}

void json_quote(struct buf *out, const char *text, size_t len_bytes)
{
    buf_addc(out, '"');
    while (len_bytes) {
        size_t len = printable_char_len(text, len_bytes);
        add_char(out, text, len);
        text += len ? len : 1;
        len_bytes -= len ? len : 1;
    }
    buf_addc(out, '"');
}
