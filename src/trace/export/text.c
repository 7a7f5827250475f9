#include <string.h>

#include "base/json_quote.h"
#include "base/printable.h"
#include "trace/export/export.h"

void export_json(struct buf *out, const char *text)
{
    json_quote(out, text, strlen(text));
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
