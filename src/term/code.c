#include "term/code.h"

#include <string.h>

static const char INDENT[] = "  ";
static const char INDENT_BROKEN[] = "      "; /* of the rest of a line that did not fit */
static const char BETWEEN[] = " │ ";
enum { BETWEEN_COLUMNS = 3 };

void code_render(const struct code *code, int columns, struct lines *out)
{
    struct line first = { 0 }, rest = { 0 };
    line_adds(&first, STYLE_TEXT, INDENT);
    line_adds(&rest, STYLE_TEXT, INDENT_BROKEN);
    if (code->syntax)
        line_adds(lines_add(out), STYLE_LABEL, syntax_label(code->syntax));
    for (size_t i = 0; i < code->lines.count; i++)
        lines_wrap(out, &code->lines.items[i], columns, &first, &rest);
    line_finish(&rest);
    line_finish(&first);
}

static int natural_columns(const struct code *code)
{
    int widest = 0;
    for (size_t i = 0; i < code->lines.count; i++) {
        int columns = line_columns(&code->lines.items[i]);
        widest = columns > widest ? columns : widest;
    }
    return widest + (int)strlen(INDENT);
}

bool code_fits_beside(const struct code *left, const struct code *right, int columns)
{
    return columns >= CODE_BESIDE_COLUMNS &&
           natural_columns(left) + BETWEEN_COLUMNS + natural_columns(right) <= columns;
}

/* Row 0 is the label, then the lines; past the end nothing is added. */
static void add_row(const struct code *code, size_t row, struct line *out)
{
    if (row == 0) {
        line_adds(out, STYLE_LABEL, code->syntax ? syntax_label(code->syntax) : "");
    } else if (row <= code->lines.count) {
        line_adds(out, STYLE_TEXT, INDENT);
        line_add_line(out, &code->lines.items[row - 1]);
    }
}

void code_render_beside(const struct code *left, const struct code *right, struct lines *out)
{
    size_t longer =
        left->lines.count > right->lines.count ? left->lines.count : right->lines.count;
    for (size_t row = 0; row <= longer; row++) {
        struct line *line = lines_add(out);
        add_row(left, row, line);
        line_pad(line, natural_columns(left));
        line_adds(line, STYLE_BORDER, BETWEEN);
        add_row(right, row, line);
    }
}

void code_finish(struct code *code)
{
    lines_finish(&code->lines);
    *code = (struct code){ 0 };
}
