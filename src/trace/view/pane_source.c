/* The program's text. At the right of a line stand the tasks that are there: the running one,
 * whose line is bright and is the one where it goes on, those that are ready and, dim, those
 * that wait. Where they have no room
 * beside each other their function's name is left out, since it stands in the text; then those
 * are counted that do not fit either.
 *
 * As soon as a task goes on, an arrow leads there from the line on which it waited. */
#include "trace/view/view.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "term/width.h"
#include "trace/describe.h"

enum {
    NUMBER_COLUMNS = 5, /* with the arrow's */
    ARROW_COLUMN = 4,
    SHORT_COLUMNS = 6, /* of a name that has no number */
    MORE_COLUMNS = 4,  /* for " +12" */
};

/* What stands at the right of a row. */
struct label {
    struct line line;
    int wanted_columns; /* for all tasks with their whole names */
    int room;
    size_t left_out;
};

/* ---- The part that is shown ---- */

/* Moves the part that is shown as little as possible, so that the focus is in it with a line
 * around. */
static void scroll(struct view *view, const struct place *focus, int rows)
{
    int line = focus->line;
    bool is_new = view->is_far || view->shown != focus->source;
    if (is_new || line < view->top + 1 || line > view->top + rows - 2)
        view->top = line - rows / 2;
    view->shown = focus->source;
    view->is_far = false;
}

static void stay_inside(struct view *view, int rows)
{
    int last = (int)view->shown->lines.count - rows + 1;
    if (view->top > last)
        view->top = last;
    if (view->top < 1)
        view->top = 1;
}

/* Without a task to look at the text stays where it was. */
static void follow_focus(struct view *view, int rows)
{
    struct place focus;
    uint32_t task = view_subject(view);
    if (!view->is_scrolled && task && sources_place(&view->sources, view->model, task, &focus))
        scroll(view, &focus, rows);
}

/* ---- The tasks ---- */

static bool is_living(const struct view *view, uint32_t task)
{
    enum task_status status = view->model->state.tasks[task].status;
    return status == TASK_READY || status == TASK_RUNNING || status == TASK_WAITING;
}

/* The label of the row where the task is; NULL: it is on none of them. */
static struct label *find_label(struct view *view, uint32_t task, int rows,
                                struct label *labels)
{
    struct place place;
    if (!task || !is_living(view, task) ||
        !sources_place(&view->sources, view->model, task, &place))
        return NULL;
    int row = place.line - view->top;
    return place.source == view->shown && row >= 0 && row < rows ? &labels[row] : NULL;
}

/* Short is its number, or the beginning of the name that the program gave it. */
static void name_task(const struct view *view, uint32_t task, bool is_short, struct buf *out)
{
    struct buf name = { 0 };
    describe_task(view->model->recording, task, &name);
    const char *number = is_short ? strrchr(buf_str(&name), '#') : NULL;
    const char *shown = number ? number : buf_str(&name);
    size_t len =
        is_short && !number ? width_fit(shown, name.len, SHORT_COLUMNS) : strlen(shown);
    buf_addf(out, " %s%s%.*s", view_mark(view, task), is_short ? "" : " ", (int)len, shown);
    buf_finish(&name);
}

/* There may be thousands: where it is known that there is no room, none is named. */
static void count_task(const struct view *view, uint32_t task, struct label *label)
{
    struct buf text = { 0 };
    if (label->wanted_columns > label->room)
        return;
    name_task(view, task, false, &text);
    label->wanted_columns += width_count(text.data, text.len, 0);
    buf_finish(&text);
}

static void add_task(const struct view *view, uint32_t task, struct label *label)
{
    enum task_status status = view->model->state.tasks[task].status;
    enum style style = status == TASK_RUNNING   ? STYLE_RUNNING
                       : status == TASK_WAITING ? STYLE_DIM
                                                : style_lane(task - 1);
    if (label->left_out) {
        label->left_out++;
        return;
    }
    bool is_short = label->wanted_columns > label->room;
    int room = label->room - line_columns(&label->line) - (is_short ? MORE_COLUMNS : 0);
    struct buf text = { 0 };
    name_task(view, task, is_short, &text);
    if (width_count(text.data, text.len, 0) <= room)
        line_adds(&label->line, style, buf_str(&text));
    else
        label->left_out++;
    buf_finish(&text);
}

/* The running one comes first, so that it is never left out. */
static void add_tasks(struct view *view, int rows, struct label *labels,
                      void (*add)(const struct view *view, uint32_t task, struct label *label))
{
    const struct state *state = &view->model->state;
    struct label *label = find_label(view, state->running, rows, labels);
    if (label)
        add(view, state->running, label);
    for (uint32_t task = 1; task < state->task_count; task++) {
        label = task == state->running ? NULL : find_label(view, task, rows, labels);
        if (label)
            add(view, task, label);
    }
}

/* A label may cover half of the pane, and what is free at the right of its line. */
static void measure(const struct view *view, struct rect area, struct label *labels)
{
    const struct lines *lines = &view->shown->lines;
    for (int row = 0; row < area.rows; row++) {
        size_t at = (size_t)(view->top + row) - 1;
        int code = at < lines->count ? line_columns(&lines->items[at]) : 0;
        int whole = area.cols - NUMBER_COLUMNS;
        labels[row].room = whole - code > whole / 2 ? whole - code : whole / 2;
    }
}

/* ---- The rows ---- */

static void draw_row(const struct view *view, struct screen *screen, struct rect area, int row,
                     struct label *label)
{
    int number = view->top + row;
    if ((size_t)number > view->shown->lines.count)
        return;
    screen_format(screen, area, row, 0, STYLE_DIM, "%4d", number);
    screen_line(screen, area, row, NUMBER_COLUMNS, &view->shown->lines.items[number - 1]);
    if (label->left_out)
        line_addf(&label->line, STYLE_DIM, " +%zu", label->left_out);
    int columns = line_columns(&label->line);
    if (columns)
        screen_line(screen, area, row, area.cols > columns ? area.cols - columns : 0,
                    &label->line);
}

/* Where the task waited before it went on. */
static bool find_left(struct view *view, uint32_t task, struct place *ret_place)
{
    uint32_t left = view->model->state.tasks[task].left;
    const char *at = recording_string(view->model->recording, left);
    return left && sources_find(&view->sources, at, ret_place) &&
           ret_place->source == view->shown;
}

static void draw_arrow(struct screen *screen, struct rect area, int from, int to)
{
    int step = from < to ? 1 : -1;
    if (from == to)
        return;
    screen_text(screen, area, from, ARROW_COLUMN, STYLE_RUNNING, from < to ? "┌" : "└");
    for (int row = from + step; row != to; row += step)
        screen_text(screen, area, row, ARROW_COLUMN, STYLE_RUNNING, "│");
    screen_text(screen, area, to, ARROW_COLUMN, STYLE_RUNNING, "→");
}

static void mark_running(struct view *view, struct screen *screen, struct rect area)
{
    struct place place, left;
    uint32_t task = view_runner(view);
    if (!task || !is_living(view, task) ||
        !sources_place(&view->sources, view->model, task, &place) ||
        place.source != view->shown)
        return;
    if (find_left(view, task, &left))
        draw_arrow(screen, area, left.line - view->top, place.line - view->top);
    if (view->model->state.running)
        screen_restyle(screen, area, place.line - view->top, 0, area.cols, STYLE_SELECTED);
}

/* ---- The pane ---- */

/* Where the task was seen last, or else made: the file of that place. Owned; NULL: unknown. */
static char *file_of(const struct view *view, uint32_t task)
{
    const struct recording *recording = view->model->recording;
    uint32_t seen = view->model->state.tasks[task].at;
    uint32_t at = seen ? seen : recording_at(recording, recording->tasks[task].born)->at;
    const char *place = recording_string(recording, at), *colon = strrchr(place, ':');
    return colon ? mem_strndup(place, (size_t)(colon - place)) : NULL;
}

static void tell_missing(const struct view *view, struct buf *out)
{
    uint32_t task = view_focus(view);
    char *file = task ? file_of(view, task) : NULL;
    if (file)
        sources_tell_missing(&view->sources, file, out);
    else
        buf_adds(out, task ? "The source is not here." : "No code has run yet.");
    if (task)
        buf_addf(out, " %s from where it was compiled.",
                 view->sources.beside ? "Put it there, or start" : "Start");
    free(file);
}

static void say_missing(const struct view *view, struct screen *screen, struct rect area)
{
    struct buf text = { 0 };
    struct line line = { 0 };
    struct lines lines = { 0 };
    tell_missing(view, &text);
    line_adds(&line, STYLE_DIM, buf_str(&text));
    lines_wrap_rows(&lines, &line, area.cols - 2, NULL, NULL, (size_t)area.rows);
    for (size_t i = 0; i < lines.count; i++)
        screen_line(screen, area, (int)i, 1, &lines.items[i]);
    lines_finish(&lines);
    line_finish(&line);
    buf_finish(&text);
}

void pane_source(struct view *view, struct screen *screen, struct rect area)
{
    if (area.rows < 1)
        return;
    follow_focus(view, area.rows);
    if (!view->shown)
        view->shown = sources_main(&view->sources);
    if (!view->shown) {
        say_missing(view, screen, area);
        return;
    }
    stay_inside(view, area.rows);
    struct label *labels = mem_alloc((size_t)area.rows * sizeof(*labels));
    measure(view, area, labels);
    add_tasks(view, area.rows, labels, count_task);
    add_tasks(view, area.rows, labels, add_task);
    for (int row = 0; row < area.rows; row++) {
        draw_row(view, screen, area, row, &labels[row]);
        line_finish(&labels[row].line);
    }
    mark_running(view, screen, area);
    free(labels);
}
