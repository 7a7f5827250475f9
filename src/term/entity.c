#include "term/entity.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include "base/mem.h"

static const struct {
    const char *entity, *text;
} names[] = {
    { "&amp;", "&" },    { "&lt;", "<" },        { "&gt;", ">" },    { "&quot;", "\"" },
    { "&apos;", "'" },   { "&nbsp;", "\u00a0" }, { "&ndash;", "–" }, { "&mdash;", "—" },
    { "&hellip;", "…" }, { "&larr;", "←" },      { "&rarr;", "→" },  { "&times;", "×" },
};

static bool add_code_point(long code, struct buf *out)
{
    mbstate_t state = { 0 };
    char bytes[16];
    bool is_valid = code > 0 && code <= 0x10ffff;
    size_t len = is_valid ? wcrtomb(bytes, (wchar_t)code, &state) : (size_t)-1;
    if (len == (size_t)-1)
        return false;
    buf_add(out, bytes, len);
    return true;
}

static bool add_numbered(const char *entity, struct buf *out)
{
    bool is_hex = entity[2] == 'x' || entity[2] == 'X';
    return entity[1] == '#' &&
           add_code_point(strtol(entity + 2 + is_hex, NULL, is_hex ? 16 : 10), out);
}

static bool add_named(const char *entity, struct buf *out)
{
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcmp(names[i].entity, entity))
            continue;
        buf_adds(out, names[i].text);
        return true;
    }
    return false;
}

void entity_add(const char *entity, size_t len_bytes, struct buf *out)
{
    char *text = mem_strndup(entity, len_bytes);
    if (!add_named(text, out) && !add_numbered(text, out))
        buf_add(out, entity, len_bytes);
    free(text);
}
