#include "term/table.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum {
    GAP = 2,       /* blanks between two columns */
    NARROWEST = 6, /* a column is not squeezed below this */
};

struct line *table_add(struct table *table)
{
    return lines_add(&table->cells);
}

static size_t row_count(const struct table *table)
{
    return table->columns ? table->cells.count / table->columns : 0;
}

static const struct line *cell_at(const struct table *table, size_t row, size_t column)
{
    return &table->cells.items[row * table->columns + column];
}

static int natural_width(const struct table *table, size_t column)
{
    int widest = 1;
    for (size_t row = 0; row < row_count(table); row++) {
        int width = line_columns(cell_at(table, row, column));
        widest = width > widest ? width : widest;
    }
    return widest;
}

static int total_width(const struct table *table, const int *widths)
{
    int total = GAP * ((int)table->columns - 1);
    for (size_t i = 0; i < table->columns; i++)
        total += widths[i];
    return total;
}

static int *widest_of(const struct table *table, int *widths)
{
    int *widest = widths;
    for (size_t i = 1; i < table->columns; i++)
        if (widths[i] > *widest)
            widest = &widths[i];
    return widest;
}

/* Squeezes the widest columns until the table fits; false if it cannot. */
static bool choose_widths(const struct table *table, int width, int *widths)
{
    for (size_t i = 0; i < table->columns; i++)
        widths[i] = natural_width(table, i);
    while (total_width(table, widths) > width) {
        int *widest = widest_of(table, widths);
        if (*widest <= NARROWEST)
            return false;
        --*widest;
    }
    return true;
}

/* One row of cells may take several lines. The last column is not padded: lines end where their
 * text does. */
static void render_row(const struct table *table, size_t row, const int *widths,
                       struct lines *out)
{
    size_t first = out->count;
    int left = 0;
    for (size_t column = 0; column < table->columns; column++) {
        struct lines wrapped = { 0 };
        lines_wrap(&wrapped, cell_at(table, row, column), widths[column], NULL, NULL);
        for (size_t i = 0; i < wrapped.count; i++) {
            struct line *line =
                first + i < out->count ? &out->items[first + i] : lines_add(out);
            if (wrapped.items[i].text.len) {
                line_pad(line, left);
                line_add_line(line, &wrapped.items[i]);
            }
        }
        lines_finish(&wrapped);
        left += widths[column] + GAP;
    }
}

static void render_rule(const struct table *table, const int *widths, struct lines *out)
{
    struct line *line = lines_add(out);
    for (int n = total_width(table, widths); n > 0; n--)
        line_adds(line, STYLE_BORDER, "─");
}

static void render_records(const struct table *table, int width, struct lines *out)
{
    for (size_t row = 1; row < row_count(table); row++) {
        struct line record = { 0 };
        for (size_t column = 0; column < table->columns; column++) {
            line_adds(&record, STYLE_TEXT, column ? "; " : "");
            line_add_line(&record, cell_at(table, 0, column));
            line_adds(&record, STYLE_TEXT, ": ");
            line_add_line(&record, cell_at(table, row, column));
        }
        lines_wrap(out, &record, width, NULL, NULL);
        line_finish(&record);
    }
}

void table_render(const struct table *table, int width, bool as_records, struct lines *out)
{
    int *widths = mem_alloc((table->columns + 1) * sizeof *widths);
    if (as_records || !choose_widths(table, width, widths)) {
        render_records(table, width, out);
    } else {
        for (size_t row = 0; row < row_count(table); row++) {
            render_row(table, row, widths, out);
            if (row == 0)
                render_rule(table, widths, out);
        }
    }
    free(widths);
}

void table_finish(struct table *table)
{
    lines_finish(&table->cells);
    *table = (struct table){ 0 };
}
