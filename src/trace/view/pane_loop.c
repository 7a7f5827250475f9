/* What the loop has to do: what runs, what is ready in which order, what comes from outside and
 * from threads, its timers, and what tasks share. */
#include "trace/view/view.h"

#include <inttypes.h>

#include "term/width.h"
#include "trace/describe.h"

enum {
    LABEL_COLUMNS = 8,
    GAP_COLUMNS = 2,
    MAX_ITEMS = 32,
    OUTSIDE_SHARE = 3,
    SHARED_SHARE = 4,
    HELD_MS = 1000, /* people do not take less for standing still */
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
        draw_slow(screen, area, row, col + GAP_COLUMNS, state->t_us - state->began_us);
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
    draw_slow(screen, area, row, LABEL_COLUMNS, state->held_us);
    return row + 1;
}

static int draw_call(const struct view *view, struct screen *screen, struct rect area, int row,
                     const struct record *call)
{
    const char *name = recording_string(view->model->recording, call->name);
    int col = screen_format(screen, area, row, LABEL_COLUMNS, STYLE_TEXT, "%s()", name);
    return screen_text(screen, area, row, col, STYLE_DIM, ", a callback");
}

static int draw_running(const struct view *view, struct screen *screen, struct rect area,
                        int row)
{
    const struct recording *recording = view->model->recording;
    const struct state *state = &view->model->state;
    int col = LABEL_COLUMNS;
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

/* How many entries from `from` on are callbacks that follow each other. */
static size_t count_callbacks(const uint32_t *ready, size_t from, size_t to)
{
    size_t count = 0;
    while (from + count < to && !ready[from + count])
        count++;
    return count;
}

/* Entries [from, to) of the queue, wrapped between names; callbacks are counted. */
static int draw_queue(const struct view *view, struct screen *screen, struct rect area, int row,
                      const char *label, size_t from, size_t to)
{
    const uint32_t *ready = view->model->state.ready;
    int col = LABEL_COLUMNS;
    struct buf text = { 0 };
    screen_text(screen, area, row, 1, STYLE_LABEL, label);
    if (from == to)
        screen_text(screen, area, row, col, STYLE_DIM, "empty");
    for (size_t i = from; i < to && row < area.rows; i++) {
        size_t calls = count_callbacks(ready, i, to);
        buf_truncate(&text, 0);
        if (calls)
            buf_addf(&text, "%zu callback%s", calls, calls == 1 ? "" : "s");
        else
            describe_task(view->model->recording, ready[i], &text);
        if (col > LABEL_COLUMNS && col + width_count(text.data, text.len, 0) > area.cols) {
            col = LABEL_COLUMNS;
            row++;
        }
        enum style style = calls ? STYLE_DIM : style_lane(ready[i] - 1);
        col = screen_text(screen, area, row, col, style, buf_str(&text)) + GAP_COLUMNS;
        i += calls ? calls - 1 : 0;
    }
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
    int col = LABEL_COLUMNS;
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
    int col = view_task(view, screen, area, row, LABEL_COLUMNS, wait->task);
    buf_adds(&text, "  ");
    describe_wait(view->model->recording, wait, 0, &text);
    screen_text(screen, area, row, col, STYLE_DIM, buf_str(&text));
    buf_finish(&text);
}

static void draw_job(const struct view *view, struct screen *screen, struct rect area, int row,
                     const struct record *job)
{
    const char *name = recording_string(view->model->recording, job->name);
    int col = screen_format(screen, area, row, LABEL_COLUMNS, STYLE_TEXT, "%s()", name);
    col = screen_text(screen, area, row, col, STYLE_DIM, "  for ");
    view_task(view, screen, area, row, col, job->by);
}

struct list {
    const char *label;
    size_t (*collect)(const struct model *model, const struct record **ret_items, size_t cap);
    void (*draw)(const struct view *view, struct screen *screen, struct rect area, int row,
                 const struct record *item);
};

/* At the right edge; returns the columns that it takes. */
static int draw_more(struct screen *screen, struct rect area, int row, size_t count)
{
    struct line line = { 0 };
    line_addf(&line, STYLE_DIM, "  and %zu more", count);
    int columns = line_columns(&line);
    screen_line(screen, area, row, area.cols - columns, &line);
    line_finish(&line);
    return columns;
}

/* In at most so many rows; the last of them counts the rest. Returns the row after it. */
static int draw_list(const struct view *view, struct screen *screen, struct rect area, int row,
                     int rows, const struct list *list)
{
    const struct record *items[MAX_ITEMS];
    size_t cap = rows < MAX_ITEMS ? (size_t)rows : MAX_ITEMS;
    size_t count = rows > 0 ? list->collect(view->model, items, cap) : 0;
    if (!count)
        return row;
    screen_text(screen, area, row, 1, STYLE_LABEL, list->label);
    for (size_t i = 0; i < count && i < cap; i++) {
        struct rect room = area;
        if (count > cap && i == cap - 1)
            room.cols -= draw_more(screen, area, row, count - cap);
        list->draw(view, screen, room, row++, items[i]);
    }
    return row;
}

static int draw_lists(const struct view *view, struct screen *screen, struct rect area, int row)
{
    static const struct list outside[] = { { "I/O", model_io, draw_wait },
                                           { "thread", model_jobs, draw_job } };
    static const struct list timers = { "timers", model_timers, draw_timer };
    for (size_t i = 0; i < sizeof(outside) / sizeof(outside[0]); i++) {
        int share = (area.rows - row + OUTSIDE_SHARE - 1) / OUTSIDE_SHARE;
        row = draw_list(view, screen, area, row, share, &outside[i]);
    }
    int rows = area.rows - row;
    if (model_shared(view->model, NULL, 0))
        rows -= rows / SHARED_SHARE;
    int end = draw_list(view, screen, area, row, rows, &timers);
    if (end > row)
        return end;
    screen_text(screen, area, row, 1, STYLE_LABEL, "timers");
    screen_text(screen, area, row, LABEL_COLUMNS, STYLE_DIM, "none");
    return row + 1;
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

/* In the rows that are left. */
static void draw_shared(const struct view *view, struct screen *screen, struct rect area,
                        int row)
{
    uint32_t objects[MAX_ITEMS];
    size_t count = model_shared(view->model, objects, MAX_ITEMS), drawn = 0;
    if (!count || row >= area.rows)
        return;
    screen_text(screen, area, row, 1, STYLE_LABEL, "shared");
    for (; drawn < count && drawn < MAX_ITEMS && row < area.rows; drawn++) {
        struct lines lines = { 0 };
        lay_out_shared(view->model, objects[drawn], area.cols - LABEL_COLUMNS, area.rows - row,
                       &lines);
        for (size_t i = 0; i < lines.count; i++)
            screen_line(screen, area, row++, LABEL_COLUMNS, &lines.items[i]);
        lines_finish(&lines);
    }
    if (drawn < count)
        draw_more(screen, area, area.rows - 1, count - drawn);
}

/* ---- The pane ---- */

void pane_loop(struct view *view, struct screen *screen, struct rect area)
{
    const struct state *state = &view->model->state;
    size_t first = state->ready_first, batch_end = first + state->batch;
    int row = draw_running(view, screen, area, 0);
    row = draw_before(view, screen, area, row);
    if (state->is_in_tick || batch_end == state->ready_end)
        row = draw_queue(view, screen, area, row, "ready", first, batch_end);
    if (batch_end < state->ready_end)
        row = draw_queue(view, screen, area, row, state->is_in_tick ? "next" : "ready",
                         batch_end, state->ready_end);
    row = draw_lists(view, screen, area, row);
    draw_shared(view, screen, area, row);
}
