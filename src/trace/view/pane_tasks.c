/* The tasks as a tree by parent: each with its state in words. Where there is no room for
 * all, those that have ended are left out first, the oldest ones before others; never the
 * one that is selected, or else runs: that one is wrapped even so. Where there is more than
 * enough, other long lines are, too. */
#include "trace/view/view.h"

#include <stdlib.h>

#include "base/mem.h"
#include "trace/describe.h"
#include "trace/tree.h"

enum { INDENT_COLUMNS = 5 }; /* of the rows below a task's first */

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

static int count_chosen(const bool *chosen, const struct tree_item *items, size_t count)
{
    int total = 0;
    for (size_t i = 0; i < count; i++)
        total += chosen[items[i].task];
    return total;
}

/* Its mark, its name, and what it does. */
static void compose(const struct view *view, const struct tree_item *item, struct line *line)
{
    uint32_t task = item->task;
    struct buf text = { 0 };
    line_adds(line, STYLE_STRONG, task == view->selected ? "→" : " ");
    line_addf(line, view_style(view, task), "%*s%s ", 2 * item->depth, "",
              view_mark(view, task));
    describe_task(view->model->recording, task, &text);
    line_adds(line, style_lane(task - 1), buf_str(&text));
    buf_truncate(&text, 0);
    describe_state(view->model, task, &text);
    line_addf(line, view_style(view, task), " %s", buf_str(&text));
    buf_finish(&text);
}

static void lay_out(const struct view *view, const struct tree_item *item, int columns,
                    int rows, struct lines *lines)
{
    struct line line = { 0 }, indent = { 0 };
    compose(view, item, &line);
    line_pad(&indent, INDENT_COLUMNS + 2 * item->depth);
    lines_wrap_rows(lines, &line, columns, NULL, &indent, (size_t)rows);
    line_finish(&indent);
    line_finish(&line);
}

/* On at most so many rows; returns how many it took. */
static int draw_task(const struct view *view, struct screen *screen, struct rect area, int row,
                     int rows, const struct tree_item *item)
{
    struct lines lines = { 0 };
    lay_out(view, item, area.cols, rows, &lines);
    int count = (int)lines.count;
    for (int i = 0; i < count; i++)
        screen_line(screen, area, row + i, 0, &lines.items[i]);
    for (int i = 0; i < count && item->task == view->selected; i++)
        screen_restyle(screen, area, row + i, 0, area.cols, STYLE_SELECTED);
    lines_finish(&lines);
    return count;
}

/* So many rows below its first the subject is to have, however little room there is: but one is
 * for the others. */
static int reserve(const struct view *view, struct rect area, const struct tree_item *items,
                   size_t count)
{
    uint32_t subject = view_subject(view);
    struct lines lines = { 0 };
    for (size_t i = 0; i < count && area.rows > 2; i++) {
        if (items[i].task == subject)
            lay_out(view, &items[i], area.cols, area.rows - 1, &lines);
    }
    int rows = lines.count ? (int)lines.count - 1 : 0;
    lines_finish(&lines);
    return rows;
}

void pane_tasks(struct view *view, struct screen *screen, struct rect area)
{
    if (area.rows < 1)
        return;
    struct tree_item *items;
    size_t count = tree_list(view->model, &items);
    bool *chosen = mem_alloc(view->model->state.task_count + 1);
    int reserved = reserve(view, area, items, count), row = 0;
    size_t room = (size_t)(area.rows - reserved), left_out = choose(view, chosen, room);
    if (left_out)
        left_out = choose(view, chosen, room - 1);
    int spare = (int)room - count_chosen(chosen, items, count) - (left_out > 0);
    for (size_t i = 0; i < count; i++) {
        if (!chosen[items[i].task])
            continue;
        int extra = items[i].task == view_subject(view) ? reserved : 0;
        int rows = 1 + extra + (spare > 0 ? spare : 0);
        int taken = draw_task(view, screen, area, row, rows, &items[i]);
        row += taken;
        spare -= taken - 1 - extra;
    }
    if (left_out)
        screen_format(screen, area, row, 1, STYLE_DIM, "and %zu more", left_out);
    free(items);
    free(chosen);
}
