/* The program's text. At the right of a line stand the tasks that are there: the running one,
 * whose line is bright, those that are ready and those that wait. */
#include "trace/view.h"

#include <stdlib.h>

#include "trace/describe.h"

enum { NUMBER_COLUMNS = 5 };

/* Moves the part that is shown as little as possible, so that the focus is in it with a line
 * around. */
static void scroll(struct view *view, const struct place *focus, int rows)
{
    int line = focus->line;
    if (view->shown != focus->source || line < view->top + 1 || line > view->top + rows - 2)
        view->top = line - rows / 2;
    view->shown = focus->source;
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

static void add_task(const struct view *view, uint32_t task, struct line *label)
{
    struct buf name = { 0 };
    enum task_status status = view->model->state.tasks[task].status;
    enum style style = status == TASK_RUNNING ? STYLE_RUNNING : style_lane(task - 1);
    describe_task(view->model->recording, task, &name);
    line_addf(label, style, " %s %s", view_mark(view, task), buf_str(&name));
    buf_finish(&name);
}

/* A label for each row: the tasks on its line. */
static void collect(struct view *view, int rows, struct line *labels)
{
    const struct state *state = &view->model->state;
    for (uint32_t task = 1; task < state->task_count; task++) {
        enum task_status status = state->tasks[task].status;
        struct place place;
        if (status != TASK_READY && status != TASK_RUNNING && status != TASK_WAITING)
            continue;
        if (!sources_place(&view->sources, view->model, task, &place))
            continue;
        int row = place.line - view->top;
        if (place.source == view->shown && row >= 0 && row < rows)
            add_task(view, task, &labels[row]);
    }
}

static void draw_row(const struct view *view, struct screen *screen, struct rect area, int row,
                     const struct line *label)
{
    int number = view->top + row, columns = line_columns(label);
    if ((size_t)number > view->shown->lines.count)
        return;
    screen_format(screen, area, row, 0, STYLE_DIM, "%4d", number);
    screen_line(screen, area, row, NUMBER_COLUMNS, &view->shown->lines.items[number - 1]);
    if (columns)
        screen_line(screen, area, row, area.cols > columns ? area.cols - columns : 0, label);
}

static void mark_running(struct view *view, struct screen *screen, struct rect area)
{
    struct place place;
    uint32_t task = view->model->state.running;
    if (task && sources_place(&view->sources, view->model, task, &place) &&
        place.source == view->shown)
        screen_restyle(screen, area, place.line - view->top, 0, area.cols, STYLE_SELECTED);
}

void pane_source(struct view *view, struct screen *screen, struct rect area)
{
    if (area.rows < 1)
        return;
    follow_focus(view, area.rows);
    if (!view->shown) {
        screen_text(screen, area, 0, 1, STYLE_DIM,
                    view_focus(view) ? "The source is not here." : "No code has run yet.");
        return;
    }
    stay_inside(view, area.rows);
    struct line *labels = calloc((size_t)area.rows, sizeof(*labels));
    if (!labels)
        return;
    collect(view, area.rows, labels);
    for (int row = 0; row < area.rows; row++) {
        draw_row(view, screen, area, row, &labels[row]);
        line_finish(&labels[row]);
    }
    mark_running(view, screen, area);
    free(labels);
}
