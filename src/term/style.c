#include "term/style.h"

enum { LANES = STYLE_COUNT - STYLE_LANE_0 };

#define PLAIN                           \
    {                                   \
        .colour16 = -1, .colour256 = -1 \
    }

/* No background has to be guessed. The colours of the 256 are those in the middle of the
 * brightness scale: each has a contrast of at least 3.8 to black and to white (a test holds
 * them to it). Of the classic ones yellow vanishes on white and blue on black, so neither is
 * used. */
static const struct role {
    bool is_bold, is_dim, is_italic, is_underlined, is_reversed;
    short colour16, colour256;
} roles[STYLE_COUNT] = {
    [STYLE_TEXT] = PLAIN,
    [STYLE_STRONG] = { .is_bold = true, .colour16 = -1, .colour256 = -1 },
    [STYLE_EMPHASIS] = { .is_italic = true, .colour16 = -1, .colour256 = -1 },
    [STYLE_HEADING] = { .is_bold = true, .colour16 = 6, .colour256 = 32 },
    [STYLE_HINT] = { .colour16 = 6, .colour256 = 30 },
    [STYLE_DIM] = { .is_dim = true, .colour16 = -1, .colour256 = -1 },
    [STYLE_LATER] = { .is_dim = true, .colour16 = -1, .colour256 = 243 },
    [STYLE_LINK] = { .is_underlined = true, .colour16 = -1, .colour256 = -1 },
    [STYLE_QUOTE] = { .is_italic = true, .colour16 = -1, .colour256 = -1 },
    [STYLE_LABEL] = { .is_bold = true, .colour16 = 6, .colour256 = 30 },
    [STYLE_CODE] = { .colour16 = 6, .colour256 = 30 },
    [STYLE_KEYWORD] = { .is_bold = true, .colour16 = 5, .colour256 = 98 },
    [STYLE_STRING] = { .colour16 = 2, .colour256 = 28 },
    [STYLE_NUMBER] = { .colour16 = 6, .colour256 = 130 },
    [STYLE_COMMENT] = { .is_italic = true, .colour16 = -1, .colour256 = 243 },
    [STYLE_OK] = { .is_bold = true, .colour16 = 2, .colour256 = 28 },
    [STYLE_WRONG] = { .is_bold = true, .colour16 = 1, .colour256 = 196 },
    [STYLE_WARN] = { .is_bold = true, .colour16 = 5, .colour256 = 130 },
    [STYLE_PROMPT] = { .is_bold = true, .colour16 = 6, .colour256 = 27 },
    [STYLE_BORDER] = { .colour16 = -1, .colour256 = 243 },
    [STYLE_SELECTED] = { .is_reversed = true, .colour16 = -1, .colour256 = -1 },
    [STYLE_RUNNING] = { .is_bold = true, .colour16 = 2, .colour256 = 28 },
    [STYLE_WAITING] = { .colour16 = 6, .colour256 = 130 },
    [STYLE_DONE] = { .is_dim = true, .colour16 = -1, .colour256 = -1 },
    [STYLE_CANCELLED] = { .colour16 = 5, .colour256 = 163 },
    [STYLE_LANE_0] = { .colour16 = 6, .colour256 = 27 },
    [STYLE_LANE_1] = { .colour16 = 5, .colour256 = 130 },
    [STYLE_LANE_2] = { .colour16 = 2, .colour256 = 30 },
    [STYLE_LANE_3] = { .colour16 = 1, .colour256 = 163 },
    [STYLE_LANE_4] = { .colour16 = 6, .colour256 = 64 },
    [STYLE_LANE_5] = { .colour16 = 5, .colour256 = 160 },
    [STYLE_LANE_6] = { .colour16 = 2, .colour256 = 98 },
    [STYLE_LANE_7] = { .colour16 = 1, .colour256 = 66 },
};

/* Many terminals show bold text of a classic colour in its bright twin, and bright green is as
 * bad on white as yellow: there a colour is enough. So it is for what stands back: few
 * terminals can dim black text. */
struct style_look style_look(enum style style, enum style_depth depth)
{
    const struct role *role = &roles[style < STYLE_COUNT ? style : STYLE_TEXT];
    short colour = depth == STYLE_DEPTH_256  ? role->colour256
                   : depth == STYLE_DEPTH_16 ? role->colour16
                                             : -1;
    return (struct style_look){
        .is_bold = role->is_bold && (depth != STYLE_DEPTH_16 || colour < 0),
        .is_dim = role->is_dim && colour < 0,
        .is_italic = role->is_italic,
        .is_underlined = role->is_underlined,
        .is_reversed = role->is_reversed,
        .colour = colour,
    };
}

enum style style_lane(unsigned n)
{
    return (enum style)(STYLE_LANE_0 + n % LANES);
}

static void add_parameters(const struct style_look *look, enum style_depth depth,
                           struct buf *out)
{
    if (look->is_bold)
        buf_adds(out, ";1");
    if (look->is_dim)
        buf_adds(out, ";2");
    if (look->is_italic)
        buf_adds(out, ";3");
    if (look->is_underlined)
        buf_adds(out, ";4");
    if (look->is_reversed)
        buf_adds(out, ";7");
    if (depth == STYLE_DEPTH_256 && look->colour >= 0)
        buf_addf(out, ";38;5;%d", look->colour);
    else if (look->colour >= 0)
        buf_addf(out, ";%d", 30 + look->colour);
}

/* Every parameter is written with a `;` before it; the leading empty one means 0, "reset
 * first", so a role never inherits a look from what stood before. */
void style_begin(enum style style, enum style_depth depth, struct buf *out)
{
    const struct style_look look = style_look(style, depth);
    struct buf parameters = { 0 };
    if (depth != STYLE_DEPTH_NONE)
        add_parameters(&look, depth, &parameters);
    if (parameters.len)
        buf_addf(out, "\033[%sm", buf_str(&parameters));
    buf_finish(&parameters);
}

void style_end(enum style style, enum style_depth depth, struct buf *out)
{
    size_t before = out->len;
    style_begin(style, depth, out);
    bool is_normal = out->len == before;
    buf_truncate(out, before);
    if (!is_normal)
        buf_adds(out, "\033[m");
}
