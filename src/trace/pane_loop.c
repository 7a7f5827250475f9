/* What the loop has to do: what runs, what is ready in which order, and its timers. */
#include "trace/view.h"

#include <inttypes.h>

#include "trace/describe.h"

enum { LABEL_COLUMNS = 8, MAX_TIMERS = 32 };

static int draw_running(const struct view *view, struct screen *screen, struct rect area,
                        int row)
{
    const struct state *state = &view->model->state;
    screen_text(screen, area, row, 1, STYLE_LABEL, "runs");
    if (state->running)
        view_task(view, screen, area, row, LABEL_COLUMNS, state->running);
    else
        screen_text(screen, area, row, LABEL_COLUMNS, STYLE_DIM,
                    state->is_in_tick ? "nobody" : "nobody: between ticks");
    return row + 1;
}

/* Entries [from, to) of the queue, wrapped; callbacks that follow each other are counted. */
static int draw_queue(const struct view *view, struct screen *screen, struct rect area, int row,
                      const char *label, size_t from, size_t to)
{
    const uint32_t *ready = view->model->state.ready;
    int col = LABEL_COLUMNS;
    screen_text(screen, area, row, 1, STYLE_LABEL, label);
    if (from == to)
        screen_text(screen, area, row, col, STYLE_DIM, "empty");
    for (size_t i = from; i < to && row < area.rows; i++) {
        size_t calls = 0;
        while (i + calls < to && !ready[i + calls])
            calls++;
        if (!calls)
            col = view_task(view, screen, area, row, col, ready[i]);
        else
            col = screen_format(screen, area, row, col, STYLE_DIM, "%zu callback%s", calls,
                                calls == 1 ? "" : "s");
        i += calls ? calls - 1 : 0;
        col = screen_text(screen, area, row, col, STYLE_DIM, i + 1 < to ? "  " : "");
        if (col > area.cols - 8) {
            col = LABEL_COLUMNS;
            row++;
        }
    }
    return col == LABEL_COLUMNS && from != to ? row : row + 1;
}

static void draw_timer(const struct view *view, struct screen *screen, struct rect area,
                       int row, const struct record *timer)
{
    struct buf text = { 0 };
    describe_ms(timer->amount, &text);
    buf_adds(&text, " ms ");
    int col = screen_text(screen, area, row, LABEL_COLUMNS, STYLE_TEXT, buf_str(&text));
    buf_truncate(&text, 0);
    buf_adds(&text, "  in ");
    describe_ms(timer->amount - view->model->state.t_us, &text);
    buf_adds(&text, " ms");
    if (timer->name)
        col = screen_text(screen, area, row, col, STYLE_TEXT,
                          recording_string(view->model->recording, timer->name));
    else
        col = view_task(view, screen, area, row, col, timer->by);
    screen_text(screen, area, row, col, STYLE_DIM, buf_str(&text));
    buf_finish(&text);
}

static void draw_timers(const struct view *view, struct screen *screen, struct rect area,
                        int row)
{
    const struct record *timers[MAX_TIMERS];
    int room = area.rows - row;
    if (room < 1)
        return;
    size_t cap = room < MAX_TIMERS ? (size_t)room : MAX_TIMERS;
    size_t count = model_timers(view->model, timers, cap);
    screen_text(screen, area, row, 1, STYLE_LABEL, "timers");
    if (!count)
        screen_text(screen, area, row, LABEL_COLUMNS, STYLE_DIM, "none");
    bool is_cut = count > cap;
    for (size_t i = 0; i < (is_cut ? cap - 1 : count); i++)
        draw_timer(view, screen, area, row++, timers[i]);
    if (is_cut)
        screen_format(screen, area, row, LABEL_COLUMNS, STYLE_DIM, "and %zu more",
                      count - (cap - 1));
}

void pane_loop(struct view *view, struct screen *screen, struct rect area)
{
    const struct state *state = &view->model->state;
    size_t first = state->ready_first, batch_end = first + state->batch;
    int row = draw_running(view, screen, area, 0);
    if (state->is_in_tick)
        row = draw_queue(view, screen, area, row, "ready", first, batch_end);
    row = draw_queue(view, screen, area, row, state->is_in_tick ? "next" : "ready", batch_end,
                     state->ready_end);
    draw_timers(view, screen, area, row);
}
