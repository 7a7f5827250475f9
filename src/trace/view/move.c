/* Moving about in the view: from pane to pane, through their text, from task to task. */
#include "trace/view/view.h"

#include <stdint.h>
#include <stdlib.h>

#include "course/course.h"
#include "trace/tree.h"

enum { MAX_ZOOM = 16 };

void view_next_pane(struct view *view, int step)
{
    static const unsigned order[] = { PANE_SOURCE, PANE_LOOP, PANE_TASKS, PANE_TIMELINE,
                                      PANE_OUTPUT };
    int count = (int)(sizeof(order) / sizeof(order[0])), at = step < 0 ? count : -1;
    for (int i = 0; i < count; i++)
        at = order[i] == view->active ? i : at;
    for (int i = 0; i < count; i++) {
        at = (at + step + count) % count;
        if (order[at] & view->panes)
            break;
    }
    view->active = order[at];
}

/* `from` and so many more (or less, negative), within 0 and `last`. */
static size_t step_from(size_t from, int step, size_t last)
{
    size_t rows = (size_t)abs(step);
    if (step < 0)
        return from > rows ? from - rows : 0;
    return last - from > rows ? from + rows : last;
}

/* So many tasks after the subject in the tree; the first time it is the subject. */
static void select_task(struct view *view, int rows)
{
    struct tree_item *items;
    size_t count = tree_list(view->model, &items), at = 0;
    uint32_t subject = view_subject(view);
    while (at + 1 < count && items[at].task != subject)
        at++;
    if (view->selected && count)
        at = step_from(at, rows, count - 1);
    view->selected = count ? items[at].task : 0;
    free(items);
}

void view_move(struct view *view, int rows)
{
    if (view->active == PANE_SOURCE) {
        view->top += rows;
        view->is_scrolled = true;
    } else if (view->active == PANE_OUTPUT) {
        view->output_back = step_from(view->output_back, -rows, SIZE_MAX);
    } else {
        select_task(view, rows);
        view->is_scrolled = false;
    }
}

void view_page(struct view *view, int step)
{
    view_move(view, view->page > 1 ? step * view->page : step);
}

void view_toggle_pane(struct view *view, unsigned pane)
{
    if (view->panes == pane) {
        buf_adds(&view->notice, "this is the last pane; 1 to 5 open the others");
        return;
    }
    view->panes ^= pane;
    view->active &= view->panes;
}

void view_zoom(struct view *view, int step)
{
    view->zoom += step;
    if (view->zoom < 0)
        view->zoom = 0;
    if (view->zoom > MAX_ZOOM)
        view->zoom = MAX_ZOOM;
}

void view_follow(struct view *view)
{
    view->is_scrolled = false;
    view->output_back = 0;
}

void view_jump(struct view *view)
{
    view->is_far = true;
    view->lane_top = 0;
}
