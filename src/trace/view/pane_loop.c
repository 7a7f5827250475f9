/* What the loop has to do: what runs, and below it sections, which share the rows. */
#include "trace/view/view.h"

#include <inttypes.h>

#include "trace/describe.h"
#include "trace/view/loop_sections.h"

enum {
    SLOW_COLUMNS = 2, /* before what was slow */
    HELD_MS = 1000,   /* people do not take less for standing still */
};

/* ---- The tick ---- */

static void draw_slow(struct screen *screen, struct rect area, int row, int col,
                      int64_t held_us)
{
    struct buf text = { 0 };
    if (held_us < TICK_SLOW_US)
        return;
    buf_adds(&text, "! slow: ");
    describe_ms(held_us, &text);
    buf_adds(&text, " ms");
    screen_text(screen, area, row, col, STYLE_WARN, buf_str(&text));
    buf_finish(&text);
}

/* A step that may never end makes no record that could tell. */
static void draw_held(const struct view *view, struct screen *screen, struct rect area, int row,
                      int col)
{
    const struct state *state = &view->model->state;
    if (view->held_ms >= HELD_MS)
        screen_format(screen, area, row, col, STYLE_WARN, "  ! no await: %" PRId64 " s",
                      view->held_ms / 1000);
    else if (state->is_in_tick)
        draw_slow(screen, area, row, col + SLOW_COLUMNS, state->t_us - state->began_us);
}

/* The tick before, if it was slow, until this one does something: so that who goes from tick to
 * tick is told, too. */
static int draw_before(const struct view *view, struct screen *screen, struct rect area,
                       int row)
{
    const struct state *state = &view->model->state;
    if (state->held_us < TICK_SLOW_US)
        return row;
    const struct record *last = recording_at(view->model->recording, state->position - 1);
    if (state->is_in_tick && last->kind != WORD_TICK)
        return row;
    screen_text(screen, area, row, 1, STYLE_LABEL, "before");
    draw_slow(screen, area, row, LOOP_LABEL_COLUMNS, state->held_us);
    return row + 1;
}

static int draw_call(const struct view *view, struct screen *screen, struct rect area, int row,
                     const struct record *call)
{
    const char *name = recording_string(view->model->recording, call->name);
    int col = screen_format(screen, area, row, LOOP_LABEL_COLUMNS, STYLE_TEXT, "%s()", name);
    return screen_text(screen, area, row, col, STYLE_DIM, ", a callback");
}

static int draw_running(const struct view *view, struct screen *screen, struct rect area,
                        int row)
{
    const struct recording *recording = view->model->recording;
    const struct state *state = &view->model->state;
    int col = LOOP_LABEL_COLUMNS;
    screen_text(screen, area, row, 1, STYLE_LABEL, "runs");
    if (state->running)
        col = view_task(view, screen, area, row, col, state->running);
    else if (state->call)
        col = draw_call(view, screen, area, row, recording_at(recording, state->call));
    else
        col = screen_text(screen, area, row, col, STYLE_DIM,
                          state->is_in_tick ? "nobody" : "nobody: between ticks");
    draw_held(view, screen, area, row, col);
    return row + 1;
}

/* ---- One below the other ---- */

/* How many from this section on have something to show. */
static int count_sections(const size_t *counts, int section)
{
    int count = 0;
    for (; section < LOOP_SECTIONS; section++)
        count += counts[section] > 0;
    return count;
}

/* From this section on, in one row. */
static void draw_counts(struct screen *screen, struct rect area, int row, const size_t *counts,
                        int section)
{
    struct line line = { 0 };
    struct lines lines = { 0 };
    line_adds(&line, STYLE_DIM, "and");
    for (; section < LOOP_SECTIONS; section++) {
        const struct loop_section *each = &loop_sections[section];
        if (counts[section])
            line_addf(&line, STYLE_DIM, " %zu %s%s", counts[section],
                      counts[section] == 1 ? each->one : each->many,
                      count_sections(counts, section + 1) ? "," : "");
    }
    lines_wrap_rows(&lines, &line, area.cols - 1, NULL, NULL, 1);
    screen_line(screen, area, row, 1, &lines.items[0]);
    lines_finish(&lines);
    line_finish(&line);
}

/* A section's share of the rows that are left, or what the later ones do not need: but one for
 * each of those, and one at least. */
static int rows_for(int rows, const size_t *counts, int section)
{
    int after = count_sections(counts, section + 1);
    int share = (rows * loop_sections[section].share + 99) / 100;
    size_t needed = 0;
    for (int i = section + 1; i < LOOP_SECTIONS; i++)
        needed += counts[i];
    if (needed < (size_t)(rows - share))
        share = rows - (int)needed;
    int limit = rows > after ? rows - after : 1;
    return share < limit ? share : limit;
}

/* Each one with something to show gets a row at least; where there are too few, the last row
 * counts what is left out. */
static void draw_sections(const struct view *view, struct screen *screen, struct rect area,
                          int row)
{
    size_t counts[LOOP_SECTIONS];
    for (int i = 0; i < LOOP_SECTIONS; i++)
        counts[i] = loop_sections[i].count(view->model);
    for (int i = 0; i < LOOP_SECTIONS && row < area.rows; i++) {
        const struct loop_section *section = &loop_sections[i];
        int rows = area.rows - row, after = count_sections(counts, i + 1);
        bool is_last_row = rows == 1 && after;
        if (counts[i] && is_last_row) {
            draw_counts(screen, area, row++, counts, i);
        } else if (counts[i]) {
            screen_text(screen, area, row, 1, STYLE_LABEL, section->label);
            row = section->draw(view, screen, area, row, rows_for(rows, counts, i));
        } else if (section->nothing && rows > after) {
            screen_text(screen, area, row, 1, STYLE_LABEL, section->label);
            screen_text(screen, area, row++, LOOP_LABEL_COLUMNS, STYLE_DIM, section->nothing);
        }
    }
}

/* ---- The pane ---- */

void pane_loop(struct view *view, struct screen *screen, struct rect area)
{
    int row = draw_running(view, screen, area, 0);
    row = draw_before(view, screen, area, row);
    draw_sections(view, screen, area, row);
}
