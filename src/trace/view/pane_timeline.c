/* A lane for each task, from left to right what it did: it ran, waited (a letter for what),
 * was ready, ended. The way from the left is ticks and time together: every tick has its
 * place even where no time passes, and a long wait is a long line. What lies behind the
 * cursor is dimmed: it was recorded already, and is still to come; behind the last record there
 * is nothing. */
#include "trace/view/view.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "trace/describe.h"
#include "trace/tree.h"

enum {
    LABEL_SHARE = 5, /* of the columns, at most, for the names: one in so many */
    LABEL_COLUMNS = 16,
    TICK_COLUMNS = 4,    /* of a tick, at most, before it is zoomed */
    TIME_STEP_US = 1000, /* in a column, at least; likewise */
    LEGEND_ROWS = 5,     /* of the pane, from which on a lane makes room for the legend */
    SEEN_KINDS = 8,      /* of waits, in the legend */
};

/* The part of the recording that is drawn: column i shows records [starts[i], starts[i +
 * 1]). */
struct window {
    size_t *starts;
    int columns, cursor;
    uint32_t seen[SEEN_KINDS]; /* what is waited for in it */
    size_t seen_count;
};

/* ---- How far from the left a record is ---- */

struct scale {
    double tick_columns, us_columns;
};

static double column_of(const struct view *view, const struct scale *scale, size_t index)
{
    size_t ticks;
    int64_t us;
    lanes_place(&view->lanes, view->model->recording, index, &ticks, &us);
    return (double)ticks * scale->tick_columns + (double)us * scale->us_columns;
}

/* All fits when it is not zoomed: half of the width for ticks, half for time. In steps of
 * two, so that a growing recording does not move all the time. */
static struct scale fit(const struct view *view, int columns)
{
    struct scale scale = { TICK_COLUMNS, 1.0 / TIME_STEP_US };
    size_t ticks;
    int64_t us;
    lanes_place(&view->lanes, view->model->recording, view->model->recording->count - 1, &ticks,
                &us);
    while ((double)ticks * scale.tick_columns > columns / 2)
        scale.tick_columns /= 2;
    while ((double)us * scale.us_columns > columns / 2 - 1)
        scale.us_columns /= 2;
    for (int i = 0; i < view->zoom; i++) {
        scale.tick_columns *= 2;
        scale.us_columns *= 2;
    }
    return scale;
}

/* The first record that is as far as the column. */
static size_t find_start(const struct view *view, const struct scale *scale, double column)
{
    size_t first = 0, end = view->model->recording->count;
    while (first < end) {
        size_t middle = first + (end - first) / 2;
        if (column_of(view, scale, middle) < column)
            first = middle + 1;
        else
            end = middle;
    }
    return first;
}

/* The cursor is in the middle, unless an end of the recording is in sight. */
static void open_window(const struct view *view, int columns, struct window *window)
{
    struct scale scale = fit(view, columns);
    size_t position = view->model->state.position, count = view->model->recording->count;
    long now = (long)column_of(view, &scale, position ? position - 1 : 0);
    long last = (long)column_of(view, &scale, count - 1);
    long first =
        now - columns / 2 < last - columns + 1 ? now - columns / 2 : last - columns + 1;
    first = first > 0 ? first : 0;
    window->columns = columns;
    window->cursor = (int)(now - first);
    window->starts = mem_alloc(((size_t)columns + 1) * sizeof(*window->starts));
    for (int i = 0; i <= columns; i++)
        window->starts[i] = find_start(view, &scale, (double)(first + i));
}

/* ---- A lane ---- */

struct cell {
    const char *mark; /* "": it is the letter */
    enum style style;
    char letter[2];
};

/* Of those whose first letter another one has. */
static char second_letter(uint32_t what)
{
    static const struct {
        enum trace_word what;
        char letter;
    } letters[] = {
        { WORD_CANCELLATION, 'C' }, { WORD_FETCH, 'h' },   { WORD_FILE, 'F' },
        { WORD_GROUP, 'G' },        { WORD_PROCESS, 'P' }, { WORD_QUEUE_JOIN, 'j' },
        { WORD_QUEUE_PUT, 'p' },    { WORD_SERVER, 'v' },  { WORD_SHIELD, 'H' },
        { WORD_SIGNAL, 'S' },       { WORD_THREAD, 'T' },  { WORD_WAIT, 'W' },
    };
    for (size_t i = 0; i < sizeof(letters) / sizeof(letters[0]); i++) {
        if (letters[i].what == what)
            return letters[i].letter;
    }
    return 0;
}

static void mark_wait(const struct recording *recording, const struct record *wait,
                      struct cell *cell)
{
    char second = second_letter(wait->what);
    cell->style = STYLE_WAITING;
    cell->letter[0] = second ? second : recording_string(recording, wait->what)[0];
    cell->mark = wait->what == WORD_SLEEP ? "─" : "";
}

/* It is done, or its loop has dropped it. */
static void mark_end(const struct record *end, struct cell *cell)
{
    bool is_dropped = end->kind == WORD_END;
    bool is_good = end->what == WORD_RESULT;
    bool is_cancelled = is_dropped || end->what == WORD_CANCELLED;
    cell->mark = is_dropped ? "–" : describe_end(end);
    cell->style = is_good ? STYLE_OK : is_cancelled ? STYLE_CANCELLED : STYLE_WRONG;
}

static void see(struct window *window, uint32_t what)
{
    for (size_t i = 0; i < window->seen_count; i++) {
        if (window->seen[i] == what)
            return;
    }
    if (window->seen_count < SEEN_KINDS)
        window->seen[window->seen_count++] = what;
}

/* Whether one of the changes from `first` to `last` is that it runs; soon found, if there is
 * one. */
static bool has_run(const struct recording *recording, const struct record_list *changes,
                    long first, long last)
{
    for (long i = first; i <= last; i++) {
        if (recording_at(recording, changes->items[i])->kind == WORD_RUN)
            return true;
    }
    return false;
}

/* An end is shown before anything else, then that it ran, then how the column leaves it. */
static struct cell draw_cell(const struct view *view, struct window *window, uint32_t task,
                             int column)
{
    const struct recording *recording = view->model->recording;
    long before = lanes_change_before(&view->lanes, task, window->starts[column]);
    long last = lanes_change_before(&view->lanes, task, window->starts[column + 1]);
    struct cell cell = { " ", STYLE_TEXT, "" };
    bool is_recorded = window->starts[column] < recording->count;
    if (last < 0 || !is_recorded)
        return cell;
    const struct record_list *changes = &view->lanes.items[task];
    const struct record *change = recording_at(recording, changes->items[last]);
    if (change->kind == WORD_DONE || change->kind == WORD_END) {
        if (last > before)
            mark_end(change, &cell);
    } else if (has_run(recording, changes, before < last ? before + 1 : last, last)) {
        cell = (struct cell){ "█", STYLE_RUNNING, "" };
    } else if (change->kind == WORD_WAIT) {
        mark_wait(recording, change, &cell);
        see(window, change->what);
    } else {
        cell.mark = "·";
    }
    return cell;
}

/* Of a column: what is still to come stands back. */
static enum style style_at(const struct view *view, const struct window *window, int column,
                           enum style style)
{
    bool is_to_come =
        window->starts[column] >= view->model->state.position && column != window->cursor;
    return is_to_come ? STYLE_LATER : style;
}

static void draw_lane(const struct view *view, struct screen *screen, struct rect label,
                      struct rect lane, int row, struct window *window, uint32_t task)
{
    int col = screen_format(screen, label, row, 0, view_style(view, task), "%s ",
                            view_mark(view, task));
    view_task(view, screen, label, row, col, task);
    if (task == view->selected)
        screen_restyle(screen, label, row, 0, label.cols, STYLE_SELECTED);
    for (int i = 0; i < window->columns; i++) {
        struct cell cell = draw_cell(view, window, task, i);
        if (i == window->cursor && cell.style == STYLE_RUNNING)
            cell.mark = "▶"; /* in the bar of the cursor a block would be a hole */
        screen_text(screen, lane, row, i, style_at(view, window, i, cell.style),
                    *cell.mark ? cell.mark : cell.letter);
    }
}

/* ---- Around the lanes ---- */

static bool is_slow(const struct view *view, const struct window *window, int column)
{
    return lanes_has_slow(&view->lanes, window->starts[column], window->starts[column + 1]);
}

/* Whether a mark would hide a digit of a number on these columns. */
static bool has_mark(const struct view *view, const struct window *window, int first, int count)
{
    int end = first + count < window->columns ? first + count : window->columns;
    bool has_cursor = first <= window->cursor && window->cursor < end;
    return has_cursor ||
           lanes_has_slow(&view->lanes, window->starts[first], window->starts[end]);
}

/* The time where a column begins, as often as there is room; where a slow tick ended; now. */
static void draw_ruler(const struct view *view, struct screen *screen, struct rect ruler,
                       const struct window *window)
{
    const struct recording *recording = view->model->recording;
    struct buf text = { 0 };
    int64_t labelled = -1;
    int free_from = 0;
    for (int i = 0; i < window->columns; i++) {
        bool has_records = window->starts[i] < window->starts[i + 1];
        int64_t us = has_records ? recording_at(recording, window->starts[i])->t_us : labelled;
        if (i < free_from || us == labelled)
            continue;
        buf_truncate(&text, 0);
        describe_ms(us, &text);
        buf_adds(&text, labelled < 0 ? " ms" : "");
        if (has_mark(view, window, i, (int)text.len))
            continue; /* the cursor's time is in the title */
        labelled = us;
        free_from = screen_text(screen, ruler, 0, i, STYLE_DIM, buf_str(&text)) + 1;
    }
    for (int i = 0; i < window->columns; i++) {
        if (is_slow(view, window, i))
            screen_text(screen, ruler, 0, i, style_at(view, window, i, STYLE_WARN), "!");
    }
    screen_text(screen, ruler, 0, window->cursor, STYLE_STRONG, "▼");
    buf_finish(&text);
}

static void draw_legend(const struct view *view, struct screen *screen, struct rect row,
                        const struct window *window)
{
    const struct recording *recording = view->model->recording;
    int col = screen_text(screen, row, 0, 0, STYLE_DIM, "█ runs  · ready");
    if (lanes_has_slow(&view->lanes, window->starts[0], window->starts[window->columns]))
        col = screen_text(screen, row, 0, col, STYLE_DIM, "  ! slow tick");
    for (size_t i = 0; i < window->seen_count; i++) {
        struct record wait = { .what = window->seen[i] };
        struct cell cell = { 0 };
        mark_wait(recording, &wait, &cell);
        col = screen_format(screen, row, 0, col, STYLE_DIM, "  %s %s",
                            *cell.mark ? cell.mark : cell.letter,
                            recording_string(recording, wait.what));
    }
}

/* There is one where all lanes have room beside it, and in a large pane. */
static bool has_legend(const struct view *view, int rows)
{
    int lanes = (int)view->model->state.task_count - 1;
    return rows >= LEGEND_ROWS || rows >= 1 + lanes + 1;
}

/* Moves the lanes that are shown as little as possible. */
static void scroll(struct view *view, const struct tree_item *items, size_t count, int rows)
{
    uint32_t subject = view_subject(view);
    int at = view->lane_top, total = (int)count;
    for (int i = 0; i < total; i++)
        at = items[i].task == subject ? i : at;
    if (at < view->lane_top)
        view->lane_top = at;
    if (at >= view->lane_top + rows)
        view->lane_top = at - rows + 1;
    if (view->lane_top > total - rows)
        view->lane_top = total - rows;
    if (view->lane_top < 0)
        view->lane_top = 0;
}

/* `head` is above the names: there stands which lanes are shown, if not all. */
static void draw_lanes(struct view *view, struct screen *screen, struct rect head,
                       struct rect label, struct rect lane, struct window *window)
{
    struct tree_item *items;
    size_t count = tree_list(view->model, &items);
    scroll(view, items, count, lane.rows);
    for (int row = 0; row < lane.rows && (size_t)(view->lane_top + row) < count; row++)
        draw_lane(view, screen, label, lane, row, window, items[view->lane_top + row].task);
    if (count > (size_t)lane.rows)
        screen_format(screen, head, 0, 0, STYLE_DIM, "%d-%d of %zu", view->lane_top + 1,
                      view->lane_top + lane.rows, count);
    for (int row = 0; row < lane.rows; row++)
        screen_restyle(screen, lane, row, window->cursor, 1, STYLE_SELECTED);
    free(items);
}

void pane_timeline(struct view *view, struct screen *screen, struct rect area)
{
    int label_columns =
        area.cols / LABEL_SHARE < LABEL_COLUMNS ? area.cols / LABEL_SHARE : LABEL_COLUMNS;
    struct rect label = { area.row, area.col, area.rows, label_columns };
    struct rect lane = { area.row, area.col + label_columns + 1, area.rows,
                         area.cols - label_columns - 1 };
    struct window window = { 0 };
    lanes_update(&view->lanes, view->model->recording);
    if (area.rows < 2 || lane.cols < 2 || !view->model->recording->count)
        return;
    open_window(view, lane.cols, &window);
    draw_ruler(view, screen, lane, &window);
    struct rect head = label;
    struct rect legend = { area.row + area.rows - 1, area.col + 1, 1, area.cols - 1 };
    lane.row = label.row = area.row + 1;
    lane.rows = label.rows = area.rows - (has_legend(view, area.rows) ? 2 : 1);
    draw_lanes(view, screen, head, label, lane, &window);
    if (has_legend(view, area.rows))
        draw_legend(view, screen, legend, &window);
    free(window.starts);
}
