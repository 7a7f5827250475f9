/* The tasks as a tree by parent: each with its state in words. Where there is no room for all,
 * those that have ended are left out first, the oldest ones before others. */
#include "trace/view.h"

#include <stdlib.h>

#include "base/mem.h"
#include "trace/describe.h"

struct branches {
    uint32_t *tasks; /* those that are shown, in the order they were made */
    size_t count;
    int row;
};

static bool has_ended(const struct view *view, uint32_t task)
{
    enum task_status status = view->model->state.tasks[task].status;
    return status == TASK_DONE || status == TASK_DROPPED;
}

/* The newest ones that fit, first of those that live, then of the others. */
static size_t choose(const struct view *view, bool *chosen, size_t room)
{
    size_t total = 0, taken = 0;
    for (int ended = 0; ended <= 1; ended++) {
        for (size_t task = view->model->state.task_count; task-- > 1;) {
            bool is_born = view->model->state.tasks[task].status != TASK_UNBORN;
            if (!is_born || has_ended(view, (uint32_t)task) != ended)
                continue;
            total++;
            chosen[task] = taken < room;
            taken += taken < room;
        }
    }
    return total - taken;
}

static void draw_task(const struct view *view, struct screen *screen, struct rect area, int row,
                      int depth, uint32_t task)
{
    const struct task_state *state = &view->model->state.tasks[task];
    struct buf text = { 0 };
    describe_state(view->model, task, &text);
    int col = 1 + 2 * depth;
    col = screen_format(screen, area, row, col, view_style(state->status), "%s ",
                        view_mark(state->status));
    col = view_task(view, screen, area, row, col, task);
    screen_format(screen, area, row, col, view_style(state->status), " %s", buf_str(&text));
    buf_finish(&text);
}

static void draw_children(const struct view *view, struct screen *screen, struct rect area,
                          struct branches *branches, uint32_t parent, int depth)
{
    for (size_t i = 0; i < branches->count; i++) {
        uint32_t task = branches->tasks[i];
        if (!task || view->model->recording->tasks[task].parent != parent)
            continue;
        branches->tasks[i] = 0; /* drawn */
        draw_task(view, screen, area, branches->row++, depth, task);
        draw_children(view, screen, area, branches, task, depth + 1);
    }
}

void pane_tasks(struct view *view, struct screen *screen, struct rect area)
{
    size_t count = view->model->state.task_count;
    if (area.rows < 2)
        return;
    bool *chosen = mem_alloc(count + 1);
    size_t room = (size_t)area.rows;
    size_t left_out = choose(view, chosen, room);
    if (left_out)
        left_out = choose(view, chosen, room - 1);
    struct branches branches = { .tasks = mem_alloc(room * sizeof(*branches.tasks)) };
    for (uint32_t task = 1; task < count; task++) {
        if (chosen[task])
            branches.tasks[branches.count++] = task;
    }
    draw_children(view, screen, area, &branches, 0, 0);
    for (size_t i = 0; i < branches.count; i++) { /* whose parents are left out */
        uint32_t task = branches.tasks[i];
        branches.tasks[i] = 0;
        if (task) {
            draw_task(view, screen, area, branches.row++, 1, task);
            draw_children(view, screen, area, &branches, task, 2);
        }
    }
    if (left_out)
        screen_format(screen, area, branches.row, 1, STYLE_DIM, "and %zu more", left_out);
    free(branches.tasks);
    free(chosen);
}
