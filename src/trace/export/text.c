#include <string.h>

#include "base/printable.h"
#include "trace/export/export.h"

static void add_json_char(struct buf *out, const char *at, size_t len)
{
    unsigned char c = (unsigned char)*at;
    if (len == 0)
        buf_adds(out, "\\ufffd");
    else if (c == '"' || c == '\\')
        buf_addf(out, "\\%c", c);
    else if (c < 0x20 || c == 0x7F || c == '<')
        buf_addf(out, "\\u%04x", c);
    else
        buf_add(out, at, len);
}

void export_json(struct buf *out, const char *text)
{
    size_t left = strlen(text);
    buf_addc(out, '"');
    while (left) {
        size_t len = printable_char_len(text, left);
        add_json_char(out, text, len);
        text += len ? len : 1;
        left -= len ? len : 1;
    }
    buf_addc(out, '"');
}

static const char *entity(const char *at)
{
    switch (*at) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    default: /* U+FFFE and U+FFFF are no characters of XML */
        return strncmp(at, "\xEF\xBF\xBE", 3) == 0 || strncmp(at, "\xEF\xBF\xBF", 3) == 0
                   ? "?"
                   : NULL;
    }
}

void export_xml(struct buf *out, const char *text)
{
    struct buf clean = { 0 };
    printable_add(&clean, text, strlen(text));
    size_t left = clean.len;
    for (const char *at = buf_str(&clean); left;) {
        size_t len = printable_char_len(at, left);
        const char *instead = entity(at);
        if (instead)
            buf_adds(out, instead);
        else
            buf_add(out, at, len);
        at += len;
        left -= len;
    }
    buf_finish(&clean);
}
