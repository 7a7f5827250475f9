/* What the loop has to do: what runs, what is ready in which order, what comes from outside and
 * from threads, its timers, and what tasks share. */
#include "trace/view/view.h"

#include <inttypes.h>
#include <stdio.h>

#include "term/width.h"
#include "trace/describe.h"

enum {
    LABEL_COLUMNS = 8,
    GAP_COLUMNS = 2,
    MAX_ITEMS = 32,
    HELD_MS = 1000, /* people do not take less for standing still */
};

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

static void describe_entry(const struct view *view, uint32_t task, size_t calls,
                           struct buf *out)
{
    buf_truncate(out, 0);
    if (calls)
        buf_addf(out, "%zu callback%s", calls, calls == 1 ? "" : "s");
    else
        describe_task(view->model->recording, task, out);
}

/* In at most so many rows, wrapped between names; callbacks are counted, and so is the rest at the
 * end of the last row. Returns the row after it. */
static int draw_queue(const struct view *view, struct screen *screen, struct rect area, int row,
                      int rows, size_t from, size_t to)
{
    const uint32_t *ready = view->model->state.ready;
    int col = LABEL_COLUMNS, last = row + rows - 1;
    struct buf text = { 0 };
    while (from < to) {
        struct rect room = area;
        size_t calls = count_callbacks(ready, from, to), next = from + (calls ? calls : 1);
        if (row == last && next < to)
            room.cols -= more_columns(to - from);
        describe_entry(view, ready[from], calls, &text);
        bool is_wrapped =
            col > LABEL_COLUMNS && col + width_count(text.data, text.len, 0) > room.cols;
        if (is_wrapped && row == last)
            break;
        row += is_wrapped;
        if (is_wrapped) {
            col = LABEL_COLUMNS;
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

typedef size_t collect_fn(const struct model *model, const struct record **ret_items,
                          size_t cap);
typedef void draw_item_fn(const struct view *view, struct screen *screen, struct rect area,
                          int row, const struct record *item);

/* In at most so many rows; the last of them counts the rest. Returns the row after it. */
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

/* In the rows that are left. Returns the row after it. */
static int draw_shared(const struct view *view, struct screen *screen, struct rect area,
                       int row)
{
    uint32_t objects[MAX_ITEMS];
    size_t count = model_shared(view->model, objects, MAX_ITEMS), drawn = 0;
    for (; drawn < count && drawn < MAX_ITEMS && row < area.rows; drawn++) {
        struct lines lines = { 0 };
        int columns = area.cols - LABEL_COLUMNS, rows = area.rows - row;
        if (rows == 1 && drawn + 1 < count)
            columns -= more_columns(count - drawn - 1);
        lay_out_shared(view->model, objects[drawn], columns, rows, &lines);
        for (size_t i = 0; i < lines.count; i++)
            screen_line(screen, area, row++, LABEL_COLUMNS, &lines.items[i]);
        lines_finish(&lines);
    }
    if (drawn < count)
        draw_more(screen, area, row - 1, count - drawn);
    return row;
}

/* ---- One below the other ---- */

enum section { READY, NEXT, OUTSIDE, THREADS, TIMERS, SHARED, SECTIONS };

static const struct {
    const char *label;
    int share;           /* of the rows that are left, at most, per cent: others follow */
    const char *nothing; /* said in the place of none; NULL: nothing is */
} sections[SECTIONS] = {
    [READY] = { "ready", 50, "empty" },  [NEXT] = { "next", 50, NULL },
    [OUTSIDE] = { "I/O", 33, NULL },     [THREADS] = { "thread", 33, NULL },
    [TIMERS] = { "timers", 75, "none" }, [SHARED] = { "shared", 100, NULL },
};

/* Where the entries end that this tick runs; between ticks the next one runs all. */
static size_t end_of_batch(const struct state *state)
{
    return state->is_in_tick ? state->ready_first + state->batch : state->ready_end;
}

static size_t count_items(const struct view *view, enum section section)
{
    const struct state *state = &view->model->state;
    switch (section) {
    case READY:
        return end_of_batch(state) - state->ready_first;
    case NEXT:
        return state->ready_end - end_of_batch(state);
    case OUTSIDE:
        return model_io(view->model, NULL, 0);
    case THREADS:
        return model_jobs(view->model, NULL, 0);
    case TIMERS:
        return model_timers(view->model, NULL, 0);
    default:
        return model_shared(view->model, NULL, 0);
    }
}

static int draw_items(const struct view *view, struct screen *screen, struct rect area, int row,
                      int rows, enum section section)
{
    const struct state *state = &view->model->state;
    switch (section) {
    case READY:
        return draw_queue(view, screen, area, row, rows, state->ready_first,
                          end_of_batch(state));
    case NEXT:
        return draw_queue(view, screen, area, row, rows, end_of_batch(state), state->ready_end);
    case OUTSIDE:
        return draw_list(view, screen, area, row, rows, model_io, draw_wait);
    case THREADS:
        return draw_list(view, screen, area, row, rows, model_jobs, draw_job);
    case TIMERS:
        return draw_list(view, screen, area, row, rows, model_timers, draw_timer);
    default:
        return draw_shared(view, screen, area, row);
    }
}

/* How many from this section on have something to show. */
static int count_sections(const size_t *counts, int section)
{
    int count = 0;
    for (; section < SECTIONS; section++)
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
    for (; section < SECTIONS; section++) {
        if (counts[section])
            line_addf(&line, STYLE_DIM, " %zu %s%s", counts[section], sections[section].label,
                      count_sections(counts, section + 1) ? "," : "");
    }
    lines_wrap_rows(&lines, &line, area.cols - 1, NULL, NULL, 1);
    screen_line(screen, area, row, 1, &lines.items[0]);
    lines_finish(&lines);
    line_finish(&line);
}

/* A section's share of the rows that are left, or what the later ones do not need: but one for each
 * of those, and one at least. */
static int rows_for(int rows, const size_t *counts, int section)
{
    int after = count_sections(counts, section + 1);
    int share = (rows * sections[section].share + 99) / 100;
    size_t needed = 0;
    for (int i = section + 1; i < SECTIONS; i++)
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
    size_t counts[SECTIONS];
    for (int i = 0; i < SECTIONS; i++)
        counts[i] = count_items(view, (enum section)i);
    for (int i = 0; i < SECTIONS && row < area.rows; i++) {
        int rows = area.rows - row, after = count_sections(counts, i + 1);
        if (!counts[i] && sections[i].nothing && rows > after) {
            screen_text(screen, area, row, 1, STYLE_LABEL, sections[i].label);
            screen_text(screen, area, row++, LABEL_COLUMNS, STYLE_DIM, sections[i].nothing);
        } else if (counts[i] && rows == 1 && after) {
            draw_counts(screen, area, row++, counts, i);
        } else if (counts[i]) {
            screen_text(screen, area, row, 1, STYLE_LABEL, sections[i].label);
            row =
                draw_items(view, screen, area, row, rows_for(rows, counts, i), (enum section)i);
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
