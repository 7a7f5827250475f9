/* The tasks as a tree by parent: each with its state in words. Where there is no room for
 * all, those that have ended are left out first, the oldest ones before others; never the
 * one that is selected, or else runs. */
#include "trace/view/view.h"

#include <stdlib.h>

#include "base/mem.h"
#include "trace/describe.h"
#include "trace/tree.h"

static bool has_ended(const struct view *view, uint32_t task)
{
    enum task_status status = view->model->state.tasks[task].status;
    return status == TASK_DONE || status == TASK_DROPPED;
}

/* The newest ones that fit, first of those that live, then of the others. Returns how many are
 * left out. */
static size_t choose(const struct view *view, bool *chosen, size_t room)
{
    uint32_t subject = view_subject(view);
    size_t total = 0, taken = subject ? 1 : 0;
    for (int ended = 0; ended <= 1; ended++) {
        for (size_t task = view->model->state.task_count; task-- > 1;) {
            bool is_born = view->model->state.tasks[task].status != TASK_UNBORN;
            if (!is_born || has_ended(view, (uint32_t)task) != ended)
                continue;
            total++;
            chosen[task] = task == subject || taken < room;
            taken += task != subject && taken < room;
        }
    }
    return total - taken;
}

static void draw_task(const struct view *view, struct screen *screen, struct rect area, int row,
                      const struct tree_item *item)
{
    uint32_t task = item->task;
    struct buf text = { 0 };
    describe_state(view->model, task, &text);
    if (task == view->selected)
        screen_text(screen, area, row, 0, STYLE_STRONG, "→");
    int col = screen_format(screen, area, row, 1 + 2 * item->depth, view_style(view, task),
                            "%s ", view_mark(view, task));
    col = view_task(view, screen, area, row, col, task);
    screen_format(screen, area, row, col, view_style(view, task), " %s", buf_str(&text));
    if (task == view->selected)
        screen_restyle(screen, area, row, 0, area.cols, STYLE_SELECTED);
    buf_finish(&text);
}

void pane_tasks(struct view *view, struct screen *screen, struct rect area)
{
    if (area.rows < 1)
        return;
    bool *chosen = mem_alloc(view->model->state.task_count + 1);
    size_t room = (size_t)area.rows, left_out = choose(view, chosen, room);
    if (left_out)
        left_out = choose(view, chosen, room - 1);
    struct tree_item *items;
    size_t count = tree_list(view->model, &items);
    int row = 0;
    for (size_t i = 0; i < count; i++) {
        if (chosen[items[i].task])
            draw_task(view, screen, area, row++, &items[i]);
    }
    if (left_out)
        screen_format(screen, area, row, 1, STYLE_DIM, "and %zu more", left_out);
    free(items);
    free(chosen);
}
