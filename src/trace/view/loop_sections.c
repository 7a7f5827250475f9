#include "trace/view/loop_sections.h"

#include <stdio.h>

#include "term/width.h"
#include "trace/describe.h"

enum { GAP_COLUMNS = 2, MAX_ITEMS = 32 };

#define MORE "  and %zu more"

/* ---- What has no room ---- */

static int more_columns(size_t count)
{
    return snprintf(NULL, 0, MORE, count);
}

/* At the right edge. */
static void draw_more(struct screen *screen, struct rect area, int row, size_t count)
{
    screen_format(screen, area, row, area.cols - more_columns(count), STYLE_DIM, MORE, count);
}
/* ---- The queue ---- */

/* How many entries from `from` on are callbacks that follow each other. */
static size_t count_callbacks(const uint32_t *ready, size_t from, size_t to)
{
    size_t count = 0;
    while (from + count < to && !ready[from + count])
        count++;
    return count;
}

static void describe_entry(const struct view *view, uint32_t task, size_t calls,
                           struct buf *out)
{
    buf_truncate(out, 0);
    if (calls)
        buf_addf(out, "%zu callback%s", calls, calls == 1 ? "" : "s");
    else
        describe_task(view->model->recording, task, out);
}

/* Wrapped between names; callbacks are counted, and so is the rest at the end of the last
 * row. */
static int draw_queue(const struct view *view, struct screen *screen, struct rect area, int row,
                      int rows, size_t from, size_t to)
{
    const uint32_t *ready = view->model->state.ready;
    int col = LOOP_LABEL_COLUMNS, last = row + rows - 1;
    struct buf text = { 0 };
    while (from < to) {
        struct rect room = area;
        size_t calls = count_callbacks(ready, from, to), next = from + (calls ? calls : 1);
        if (row == last && next < to)
            room.cols -= more_columns(to - from);
        describe_entry(view, ready[from], calls, &text);
        bool is_wrapped =
            col > LOOP_LABEL_COLUMNS && col + width_count(text.data, text.len, 0) > room.cols;
        if (is_wrapped && row == last)
            break;
        row += is_wrapped;
        if (is_wrapped) {
            col = LOOP_LABEL_COLUMNS;
            continue;
        }
        enum style style = calls ? STYLE_DIM : style_lane(ready[from] - 1);
        col = screen_text(screen, room, row, col, style, buf_str(&text)) + GAP_COLUMNS;
        from = next;
    }
    if (from < to)
        draw_more(screen, area, last, to - from);
    buf_finish(&text);
    return row + 1;
}

/* ---- What will come: a record each ---- */

static void add_timed(const struct view *view, const struct record *timer, struct buf *out)
{
    if (timer->name)
        buf_adds(out, recording_string(view->model->recording, timer->name));
    else
        describe_task(view->model->recording, timer->by, out);
}

/* When it is due, whose it is, and the time left: the first and then the last is left out where
 * it would be cut, for a number that is cut is another one. */
static void draw_timer(const struct view *view, struct screen *screen, struct rect area,
                       int row, const struct record *timer)
{
    int64_t left_us = timer->amount - view->model->state.t_us;
    struct buf due = { 0 }, name = { 0 }, left = { 0 };
    describe_ms(timer->amount, &due);
    buf_adds(&due, " ms ");
    add_timed(view, timer, &name);
    buf_adds(&left, left_us < 0 ? "  late by " : "  in ");
    describe_ms(left_us < 0 ? -left_us : left_us, &left);
    buf_adds(&left, " ms");
    int col = LOOP_LABEL_COLUMNS;
    int room = area.cols - col - width_count(name.data, name.len, 0) - (int)left.len;
    if ((int)due.len <= room)
        col = screen_text(screen, area, row, col, STYLE_TEXT, buf_str(&due));
    if (timer->name)
        col = screen_text(screen, area, row, col, STYLE_TEXT, buf_str(&name));
    else
        col = view_task(view, screen, area, row, col, timer->by);
    if (room >= 0)
        screen_text(screen, area, row, col, STYLE_DIM, buf_str(&left));
    buf_finish(&left);
    buf_finish(&name);
    buf_finish(&due);
}

static void draw_wait(const struct view *view, struct screen *screen, struct rect area, int row,
                      const struct record *wait)
{
    struct buf text = { 0 };
    int col = view_task(view, screen, area, row, LOOP_LABEL_COLUMNS, wait->task);
    buf_adds(&text, "  ");
    describe_wait(view->model->recording, wait, 0, &text);
    screen_text(screen, area, row, col, STYLE_DIM, buf_str(&text));
    buf_finish(&text);
}

static void draw_job(const struct view *view, struct screen *screen, struct rect area, int row,
                     const struct record *job)
{
    const char *name = recording_string(view->model->recording, job->name);
    int col = screen_format(screen, area, row, LOOP_LABEL_COLUMNS, STYLE_TEXT, "%s()", name);
    col = screen_text(screen, area, row, col, STYLE_DIM, "  for ");
    view_task(view, screen, area, row, col, job->by);
}

typedef size_t collect_fn(const struct model *model, const struct record **ret_items,
                          size_t cap);
typedef void draw_item_fn(const struct view *view, struct screen *screen, struct rect area,
                          int row, const struct record *item);

/* The last row counts the rest. */
static int draw_list(const struct view *view, struct screen *screen, struct rect area, int row,
                     int rows, collect_fn *collect, draw_item_fn *draw_item)
{
    const struct record *items[MAX_ITEMS];
    size_t cap = rows < MAX_ITEMS ? (size_t)rows : MAX_ITEMS;
    size_t count = collect(view->model, items, cap);
    for (size_t i = 0; i < count && i < cap; i++) {
        struct rect room = area;
        if (count > cap && i == cap - 1) {
            room.cols -= more_columns(count - cap);
            draw_more(screen, area, row, count - cap);
        }
        draw_item(view, screen, room, row++, items[i]);
    }
    return row;
}

/* ---- What tasks share ---- */

static void lay_out_shared(const struct model *model, uint32_t object, int columns, int rows,
                           struct lines *out)
{
    struct buf text = { 0 };
    struct line line = { 0 }, indent = { 0 };
    describe_shared(model, object, &text);
    line_adds(&line, STYLE_TEXT, buf_str(&text));
    line_adds(&indent, STYLE_TEXT, "  ");
    lines_wrap_rows(out, &line, columns, NULL, &indent, (size_t)rows);
    line_finish(&line);
    line_finish(&indent);
    buf_finish(&text);
}

static int draw_shared(const struct view *view, struct screen *screen, struct rect area,
                       int row, int rows)
{
    uint32_t objects[MAX_ITEMS];
    size_t count = model_shared(view->model, objects, MAX_ITEMS), drawn = 0;
    int end = row + rows;
    for (; drawn < count && drawn < MAX_ITEMS && row < end; drawn++) {
        struct lines lines = { 0 };
        int columns = area.cols - LOOP_LABEL_COLUMNS;
        if (row == end - 1 && drawn + 1 < count)
            columns -= more_columns(count - drawn - 1);
        lay_out_shared(view->model, objects[drawn], columns, end - row, &lines);
        for (size_t i = 0; i < lines.count; i++)
            screen_line(screen, area, row++, LOOP_LABEL_COLUMNS, &lines.items[i]);
        lines_finish(&lines);
    }
    if (drawn < count)
        draw_more(screen, area, row - 1, count - drawn);
    return row;
}

/* ---- The sections ---- */

/* Where the entries end that this tick runs; between ticks the next one runs all. */
static size_t end_of_batch(const struct state *state)
{
    return state->is_in_tick ? state->ready_first + state->batch : state->ready_end;
}

static size_t count_ready(const struct model *model)
{
    return end_of_batch(&model->state) - model->state.ready_first;
}

static int draw_ready(const struct view *view, struct screen *screen, struct rect area, int row,
                      int rows)
{
    const struct state *state = &view->model->state;
    return draw_queue(view, screen, area, row, rows, state->ready_first, end_of_batch(state));
}

static size_t count_next(const struct model *model)
{
    return model->state.ready_end - end_of_batch(&model->state);
}

static int draw_next(const struct view *view, struct screen *screen, struct rect area, int row,
                     int rows)
{
    const struct state *state = &view->model->state;
    return draw_queue(view, screen, area, row, rows, end_of_batch(state), state->ready_end);
}

static size_t count_outside(const struct model *model)
{
    return model_io(model, NULL, 0);
}

static int draw_outside(const struct view *view, struct screen *screen, struct rect area,
                        int row, int rows)
{
    return draw_list(view, screen, area, row, rows, model_io, draw_wait);
}

static size_t count_jobs(const struct model *model)
{
    return model_jobs(model, NULL, 0);
}

static int draw_jobs(const struct view *view, struct screen *screen, struct rect area, int row,
                     int rows)
{
    return draw_list(view, screen, area, row, rows, model_jobs, draw_job);
}

static size_t count_timers(const struct model *model)
{
    return model_timers(model, NULL, 0);
}

static int draw_timers(const struct view *view, struct screen *screen, struct rect area,
                       int row, int rows)
{
    return draw_list(view, screen, area, row, rows, model_timers, draw_timer);
}

static size_t count_shared(const struct model *model)
{
    return model_shared(model, NULL, 0);
}

const struct loop_section loop_sections[LOOP_SECTIONS] = {
    { "ready", "ready", "ready", 50, "empty", count_ready, draw_ready },
    { "next", "next", "next", 50, NULL, count_next, draw_next },
    { "I/O", "I/O", "I/O", 33, NULL, count_outside, draw_outside },
    { "thread", "thread", "threads", 33, NULL, count_jobs, draw_jobs },
    { "timers", "timer", "timers", 75, "none", count_timers, draw_timers },
    { "shared", "shared", "shared", 100, NULL, count_shared, draw_shared },
};
