#include "quiz/examiner/fold.h"

#include <stdint.h>
#include <string.h>

#include "base/mem.h"

/* U+00C0..U+017F without their accents. */
static const char latin[] = "AAAAAAACEEEEIIIIDNOOOOOxOUUUUYTsaaaaaaaceeeeiiiidnooooo/ouuuuyty"
                            "AaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIiIiJjKkkLlLlLlL"
                            "lLlNnNnNnnNnOoOoOoOoRrRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzs";

static const struct {
    uint32_t code;
    const char *ascii;
} signs[] = {
    { 0x2018, "'" },    { 0x2019, "'" },    { 0x02BC, "'" },    { 0x00B4, "'" },
    { 0x201C, "\"" },   { 0x201D, "\"" },   { 0x201E, "\"" },   { 0x00AB, "\"" },
    { 0x00BB, "\"" },   { 0x2010, "-" },    { 0x2011, "-" },    { 0x2012, "-" },
    { 0x2013, " - " },  { 0x2014, " - " },  { 0x2015, " - " },  { 0x2212, " - " },
    { 0x2026, "..." },  { 0x2190, "<-" },   { 0x2192, "->" },   { 0x21D2, "=>" },
    { 0x27F6, "->" },   { 0x279C, "->" },   { 0x2794, "->" },   { 0x2022, "\n* " },
    { 0x25CF, "\n* " }, { 0x25AA, "\n* " }, { 0x00B7, "\n* " }, { 0x2260, "!=" },
    { 0x00D7, "x" },    { 0x200B, "" },     { 0x200C, "" },     { 0x200D, "" },
    { 0xFEFF, "" },     { 0x00AD, "" },     { 0xFB01, "fi" },   { 0xFB02, "fl" },
    { 0x2502, "|" },    { 0x2028, "\n" },   { 0x2029, "\n" },
};

/* Decodes one character; `*ret_len` gets its bytes, at least 1. Returns 0 for what is not
 * UTF-8. */
static uint32_t decode(const unsigned char *s, size_t len, size_t *ret_len)
{
    static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
    size_t need = s[0] >= 0xF0 ? 4 : s[0] >= 0xE0 ? 3 : s[0] >= 0xC2 ? 2 : 1;
    *ret_len = 1;
    if (need == 1 || need > len || s[0] > 0xF4)
        return s[0] < 0x80 ? s[0] : 0;
    uint32_t code = s[0] & (0x7Fu >> need);
    for (size_t i = 1; i < need; i++) {
        if ((s[i] & 0xC0) != 0x80)
            return 0;
        code = code << 6 | (s[i] & 0x3F);
    }
    if (code < least[need] || (code >= 0xD800 && code < 0xE000))
        return 0;
    *ret_len = need;
    return code;
}

/* `scratch` holds the answer for a single letter. */
static const char *ascii_of(uint32_t code, char scratch[2])
{
    scratch[0] = ' ';
    scratch[1] = '\0';
    if (code == '\n' || (code >= 0x20 && code < 0x7F))
        scratch[0] = (char)code;
    else if (code >= 0xC0 && code < 0x180 && code != 0xD7)
        scratch[0] = latin[code - 0xC0];
    else if (code >= 0xFF01 && code <= 0xFF5E) /* full-width forms */
        scratch[0] = (char)(code - 0xFEE0);
    else
        for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
            if (signs[i].code == code)
                return signs[i].ascii;
    return scratch;
}

void fold_text(const char *text, size_t len_bytes, struct buf *out, size_t **ret_places)
{
    size_t *places = NULL;
    size_t cap = 0;
    for (size_t at = 0; at < len_bytes;) {
        size_t used = 1;
        char scratch[2];
        uint32_t code = decode((const unsigned char *)text + at, len_bytes - at, &used);
        const char *ascii = ascii_of(code, scratch);
        places = mem_grow(places, &cap, out->len + strlen(ascii) + 1, sizeof *places);
        for (const char *p = ascii; *p; p++) {
            places[out->len] = at;
            buf_addc(out, *p);
        }
        at += used;
    }
    places = mem_grow(places, &cap, out->len + 1, sizeof *places);
    places[out->len] = len_bytes;
    *ret_places = places;
}
