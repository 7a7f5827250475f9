#include "term/width.h"

#include <stdbool.h>
#include <string.h>
#include <wchar.h>

/* One visible character, and what stood for it in the text. */
struct glyph {
    char shown[8];
    size_t shown_len;
    int columns;
    size_t used; /* bytes of the text */
    wchar_t code;
};

static const wchar_t REPLACEMENT = 0xfffd;

/* Characters that do something to the line instead of standing in it. */
static bool is_acting(wchar_t c)
{
    return (c >= 0x80 && c < 0xa0) || c == 0x061c || c == 0x200e || c == 0x200f ||
           (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0xfeff;
}

static void show_ascii(unsigned char c, int column, struct glyph *glyph)
{
    bool is_control = c < 0x20 || c == 0x7f;
    glyph->used = 1;
    glyph->code = c;
    if (c == '\t') {
        glyph->columns = WIDTH_TAB - column % WIDTH_TAB;
        memset(glyph->shown, ' ', (size_t)glyph->columns);
    } else if (is_control) {
        glyph->columns = 2;
        glyph->shown[0] = '^';
        glyph->shown[1] = (char)(c ^ 0x40);
    } else {
        glyph->columns = 1;
        glyph->shown[0] = (char)c;
    }
    glyph->shown_len = (size_t)glyph->columns;
}

static void show_replacement(size_t used, struct glyph *glyph)
{
    memcpy(glyph->shown, "\xef\xbf\xbd", 3);
    glyph->shown_len = 3;
    glyph->columns = 1;
    glyph->used = used;
    glyph->code = REPLACEMENT;
}

static void read_glyph(const char *text, size_t len_bytes, int column, struct glyph *glyph)
{
    mbstate_t state = { 0 };
    wchar_t code = 0;
    if ((unsigned char)*text < 0x80) {
        show_ascii((unsigned char)*text, column, glyph);
        return;
    }
    size_t used = mbrtowc(&code, text, len_bytes, &state);
    if (used == (size_t)-1 || used == (size_t)-2) {
        show_replacement(1, glyph);
        return;
    }
    if (is_acting(code) || wcwidth(code) < 0) {
        show_replacement(used, glyph);
        return;
    }
    memcpy(glyph->shown, text, used);
    glyph->shown_len = used;
    glyph->columns = wcwidth(code);
    glyph->used = used;
    glyph->code = code;
}

int width_count(const char *text, size_t len_bytes, int column)
{
    struct glyph glyph;
    int at = column;
    for (size_t i = 0; i < len_bytes; i += glyph.used) {
        read_glyph(text + i, len_bytes - i, at, &glyph);
        at += glyph.columns;
    }
    return at - column;
}

void width_clean(const char *text, size_t len_bytes, int column, struct buf *out)
{
    struct glyph glyph;
    for (size_t i = 0; i < len_bytes; i += glyph.used) {
        read_glyph(text + i, len_bytes - i, column, &glyph);
        buf_add(out, glyph.shown, glyph.shown_len);
        column += glyph.columns;
    }
}

size_t width_fit(const char *text, size_t len_bytes, int columns)
{
    struct glyph glyph;
    int at = 0;
    size_t i = 0;
    for (; i < len_bytes; i += glyph.used) {
        read_glyph(text + i, len_bytes - i, at, &glyph);
        at += glyph.columns;
        if (at > columns)
            break;
    }
    return i;
}

void width_pad(const char *text, size_t len_bytes, int columns, struct buf *out)
{
    if (columns <= 0)
        return;
    int used = width_count(text, len_bytes, 0);
    if (used > columns) {
        len_bytes = width_fit(text, len_bytes, columns - 1);
        used = width_count(text, len_bytes, 0) + 1;
        width_clean(text, len_bytes, 0, out);
        buf_adds(out, "…");
    } else {
        width_clean(text, len_bytes, 0, out);
    }
    for (; used < columns; used++)
        buf_addc(out, ' ');
}

/* The nearest ASCII character, for those that our own texts and frames use. */
static char ascii_for(wchar_t code)
{
    static const struct {
        wchar_t code;
        char ascii;
    } table[] = {
        { L'\u00a0', ' ' }, { L'×', 'x' },  { L'·', '.' }, { L'–', '-' }, { L'—', '-' },
        { L'‘', '\'' },     { L'’', '\'' }, { L'“', '"' }, { L'”', '"' }, { L'…', '.' },
        { L'•', '*' },      { L'←', '<' },  { L'↑', '^' }, { L'→', '>' }, { L'↓', 'v' },
        { L'↪', '>' },      { L'─', '-' },  { L'━', '-' }, { L'│', '|' }, { L'┃', '|' },
        { L'█', '#' },      { L'▒', ':' },  { L'░', '.' }, { L'▶', '>' }, { L'◀', '<' },
        { L'●', '*' },      { L'○', 'o' },  { L'✓', '+' }, { L'✗', 'x' }, { L'≤', '<' },
        { L'≥', '>' },      { L'⊘', '/' },  { L'▼', 'v' },
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (table[i].code == code)
            return table[i].ascii;
    bool is_box_drawing = code >= 0x2500 && code < 0x2580;
    return is_box_drawing ? '+' : '?';
}

void width_ascii(const char *text, size_t len_bytes, struct buf *out)
{
    struct glyph glyph;
    for (size_t i = 0; i < len_bytes; i += glyph.used) {
        read_glyph(text + i, len_bytes - i, 0, &glyph);
        if (glyph.code < 0x80)
            buf_add(out, glyph.shown, glyph.shown_len);
        else
            for (int n = 0; n < glyph.columns; n++)
                buf_addc(out, ascii_for(glyph.code));
    }
}
