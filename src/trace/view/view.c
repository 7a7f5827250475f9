#include "trace/view/view.h"

#include <inttypes.h>
#include <string.h>

#include "course/course.h"
#include "term/markdown.h"
#include "term/width.h"
#include "trace/describe.h"
#include "trace/sentence.h"

enum {
    HINT_SHARE = 3,   /* of the screen's rows, at most: one in so many */
    EVENT_SHARE = 8,  /* likewise */
    ENDING_ROWS = 3,  /* at most */
    OUTPUT_ROWS = 12, /* at most, frames included; so below */
    RIGHT_COLUMNS = 72,
    LEAST_PANE = 5, /* where there is little room; so below */
    LEAST_TIMELINE = 5,
    LEAST_OUTPUT = 3,
    LANES_FRAME = 4, /* rows of the timeline that are no lanes: its frame, ruler and legend */
    TITLE_FRAME = 7, /* columns of a pane's title: corners, a line, blanks and brackets */
};

#define MORE_HINT " ... h shows all of it "

/* ---- Shared by the panes ---- */

uint32_t view_runner(const struct view *view)
{
    const struct state *state = &view->model->state;
    if (state->running || !state->position)
        return state->running;
    const struct record *last = recording_at(view->model->recording, state->position - 1);
    bool has_stopped =
        last->kind == WORD_WAIT || last->kind == WORD_YIELD || last->kind == WORD_DONE;
    return has_stopped ? last->task : 0;
}

/* 0: none. */
static uint32_t last_to_wait(const struct state *state)
{
    uint32_t last = 0;
    for (uint32_t task = 1; task < state->task_count; task++) {
        const struct task_state *each = &state->tasks[task];
        if (each->status == TASK_WAITING && (!last || each->since > state->tasks[last].since))
            last = task;
    }
    return last;
}

uint32_t view_focus(const struct view *view)
{
    const struct state *state = &view->model->state;
    struct buf name = { 0 };
    uint32_t task = view_runner(view);
    if (!task && state_ready_count(state))
        task = state->ready[state->ready_first];
    for (size_t i = state->position; !task && i; i--)
        task = sentence_subject(view->model->recording,
                                recording_at(view->model->recording, i - 1), &name);
    buf_finish(&name);
    bool has_ended = task && state->tasks[task].status == TASK_DONE;
    uint32_t waiting = has_ended ? last_to_wait(state) : 0;
    return waiting ? waiting : task;
}

uint32_t view_subject(const struct view *view)
{
    const struct state *state = &view->model->state;
    bool is_there = view->selected && view->selected < state->task_count &&
                    state->tasks[view->selected].status != TASK_UNBORN;
    return is_there ? view->selected : view_focus(view);
}

static const struct record *last_change(const struct view *view, uint32_t task)
{
    return recording_at(view->model->recording, view->model->state.tasks[task].since);
}

const char *view_mark(const struct view *view, uint32_t task)
{
    static const char *const marks[] = {
        [TASK_UNBORN] = " ",  [TASK_READY] = "●",   [TASK_RUNNING] = "▶",
        [TASK_WAITING] = "○", [TASK_DROPPED] = "–",
    };
    enum task_status status = view->model->state.tasks[task].status;
    return status == TASK_DONE ? describe_end(last_change(view, task)) : marks[status];
}

enum style view_style(const struct view *view, uint32_t task)
{
    static const enum style styles[] = {
        [TASK_UNBORN] = STYLE_DIM,      [TASK_READY] = STYLE_TEXT,
        [TASK_RUNNING] = STYLE_RUNNING, [TASK_WAITING] = STYLE_WAITING,
        [TASK_DONE] = STYLE_DONE,       [TASK_DROPPED] = STYLE_CANCELLED,
    };
    enum task_status status = view->model->state.tasks[task].status;
    uint32_t ending = status == TASK_DONE ? last_change(view, task)->what : WORD_RESULT;
    if (ending == WORD_RESULT)
        return styles[status];
    return ending == WORD_CANCELLED ? STYLE_CANCELLED : STYLE_WRONG;
}

int view_task(const struct view *view, struct screen *screen, struct rect area, int row,
              int col, uint32_t task)
{
    struct buf name = { 0 };
    describe_task(view->model->recording, task, &name);
    enum style style = task ? style_lane(task - 1) : STYLE_DIM;
    col = screen_text(screen, area, row, col, style, buf_str(&name));
    buf_finish(&name);
    return col;
}

/* ---- Layout ---- */

static int at_most(int wanted, int limit)
{
    return wanted < limit ? wanted : limit;
}

static int at_least(int wanted, int limit)
{
    return wanted > limit ? wanted : limit;
}

/* For the panes above the timeline and the output; 0: there is none. */
static int least_above(const struct view *view)
{
    const unsigned stacked = PANE_LOOP | PANE_TASKS, all = PANE_SOURCE | stacked;
    if ((view->panes & all) == all)
        return 2 * LEAST_PANE;
    return view->panes & all ? LEAST_PANE : 0;
}

/* So many rows the panes take to be of use. */
static int least_rows(const struct view *view)
{
    return least_above(view) + (view->panes & PANE_TIMELINE ? LEAST_TIMELINE : 0) +
           (view->panes & PANE_OUTPUT ? LEAST_OUTPUT : 0);
}

static struct rect cut_top(struct rect *rest, int rows)
{
    struct rect top = *rest;
    top.rows = at_most(rows, rest->rows);
    rest->row += top.rows;
    rest->rows -= top.rows;
    return top;
}

static struct rect cut_bottom(struct rect *rest, int rows)
{
    struct rect bottom = *rest;
    bottom.rows = at_most(rows, rest->rows);
    bottom.row = rest->row + rest->rows - bottom.rows;
    rest->rows -= bottom.rows;
    return bottom;
}

static struct rect cut_left(struct rect *rest, int cols)
{
    struct rect left = *rest;
    left.cols = cols;
    rest->col += cols;
    rest->cols -= cols;
    return left;
}

static struct rect cut_right(struct rect *rest, int cols)
{
    struct rect right = *rest;
    right.cols = cols;
    right.col = rest->col + rest->cols - cols;
    rest->cols -= cols;
    return right;
}

/* ---- Around the panes ---- */

/* Draws up to `limit` of the lines into the area's first rows; returns how many. */
static int draw_lines(struct screen *screen, struct rect area, const struct lines *lines,
                      int limit)
{
    int rows = lines->count < (size_t)limit ? (int)lines->count : limit;
    for (int i = 0; i < rows; i++)
        screen_line(screen, area, i, 1, &lines->items[i]);
    return rows;
}

static const char *doing(const struct view *view)
{
    const struct playback *playback = view->playback;
    size_t count = view->model->recording->count;
    bool is_at_end = view->model->state.position == count;
    bool is_cut_short = view->ending && !view->model->recording->is_ended;
    if (playback->is_over && is_at_end)
        return is_cut_short ? "cut short" : "ended";
    if (playback->is_asked && is_at_end)
        return "the program runs";
    return playback->is_paused ? "paused" : "playing";
}

/* Where there is no room for all of it, the time is left out. */
static void add_place(const struct view *view, int columns, struct buf *out)
{
    const struct state *state = &view->model->state;
    struct buf time = { 0 };
    buf_addf(out, " %s   tick %" PRIu32 "   ", view->title, state->tick);
    describe_ms(state->t_us, &time);
    buf_addf(&time, " ms %s   ",
             recording_string(view->model->recording, view->model->recording->clock));
    if ((int)(out->len + time.len + strlen(doing(view)) + 2) <= columns)
        buf_adds(out, buf_str(&time));
    buf_addf(out, "[%s]", doing(view));
    buf_finish(&time);
}

/* At the right edge, in so many columns: the event, and the speed if it fits. */
static void draw_progress(const struct view *view, struct screen *screen, struct rect row,
                          int columns)
{
    struct buf event = { 0 }, speed = { 0 };
    if (playback_has_speed(view->playback))
        buf_addf(&speed, "%g/s   ", view->playback->speed);
    buf_addf(&event, "event %zu of %zu ", view->model->state.position,
             view->model->recording->count);
    int col = row.cols - (int)event.len, speed_col = col - (int)speed.len;
    if ((int)event.len < columns)
        screen_text(screen, row, 0, col, STYLE_STRONG, buf_str(&event));
    if ((int)(event.len + speed.len) < columns)
        screen_text(screen, row, 0, speed_col, STYLE_STRONG, buf_str(&speed));
    buf_finish(&event);
    buf_finish(&speed);
}

static void draw_title(const struct view *view, struct screen *screen, struct rect row)
{
    struct buf text = { 0 };
    add_place(view, row.cols, &text);
    screen_text(screen, row, 0, 0, STYLE_STRONG, buf_str(&text));
    draw_progress(view, screen, row, row.cols - (int)text.len); /* it is ASCII, or nearly */
    screen_restyle(screen, row, 0, 0, row.cols, STYLE_SELECTED);
    buf_finish(&text);
}

static void compose_sentence(const struct view *view, size_t index, struct line *line)
{
    const struct recording *recording = view->model->recording;
    const struct record *record = recording_at(recording, index);
    struct buf text = { 0 };
    uint32_t task = sentence_subject(recording, record, &text);
    line_adds(line, task ? style_lane(task - 1) : STYLE_DIM, buf_str(&text));
    line_adds(line, STYLE_TEXT, " ");
    buf_truncate(&text, 0);
    sentence_predicate(recording, record, index, &text);
    line_adds(line, STYLE_STRONG, buf_str(&text));
    line_adds(line, STYLE_TEXT, "  ");
    if (record->at)
        line_adds(line, STYLE_DIM, describe_place(recording, record->at));
    buf_finish(&text);
}

/* The last event, whole where a few rows hold it: those are cut off from the rest of the
 * screen. */
static void draw_sentence(const struct view *view, struct screen *screen, struct rect *rest)
{
    size_t event = playback_shown(view->playback);
    int limit = screen_area(screen).rows / EVENT_SHARE;
    struct line line = { 0 };
    struct lines lines = { 0 };
    if (event)
        compose_sentence(view, event - 1, &line);
    lines_wrap_rows(&lines, &line, rest->cols - 1, NULL, NULL, limit > 1 ? (size_t)limit : 1);
    int rows = (int)lines.count;
    draw_lines(screen, cut_bottom(rest, rows), &lines, rows);
    lines_finish(&lines);
    line_finish(&line);
}

/* As many of them as there is room for. */
static void draw_offers(const struct view *view, struct screen *screen, struct rect row)
{
    static const char story[] = "h what happens";
    static const char *const offers[] = { "q leave",   "? help",    "space run/pause",
                                          ". , event", "> < tick",  "w why",
                                          story,       "t timeline" };
    int col = 1;
    for (size_t i = 0; i < sizeof(offers) / sizeof(offers[0]); i++) {
        if (offers[i] == story && !view->story)
            continue;
        if (col + (int)strlen(offers[i]) > row.cols)
            return;
        col = screen_text(screen, row, 0, col, STYLE_HINT, offers[i]) + 2;
    }
}

static void draw_keys(const struct view *view, struct screen *screen, struct rect row)
{
    if (view->asking == ASKING_FIND)
        screen_format(screen, row, 0, 1, STYLE_PROMPT, "Find: %s_   Enter finds, Esc leaves",
                      buf_str(&view->wanted));
    else if (view->asking == ASKING_EXPORT)
        screen_format(screen, row, 0, 1, STYLE_PROMPT,
                      "Export to: %s_   Enter writes, Esc leaves; .html .json .svg .cast",
                      buf_str(&view->file));
    else if (view->notice.len)
        screen_text(screen, row, 0, 1, STYLE_WARN, buf_str(&view->notice));
    else
        draw_offers(view, screen, row);
}

/* The story may be NULL. */
static void lay_out(const struct view *view, const char *story, int columns,
                    struct lines *lines)
{
    struct caps caps = *view->caps;
    struct buf text = { 0 };
    caps.columns = columns;
    buf_addf(&text, "**%s:** %s", view->label, view->hint);
    if (story)
        buf_addf(&text, "\n\n**What happens:** %s", story);
    markdown_render(buf_str(&text), text.len, &caps, lines);
    buf_finish(&text);
}

void view_lay_out_hint(const struct view *view, int columns, struct lines *lines)
{
    lay_out(view, view->story, columns, lines);
}

/* As much of it as a third of the screen holds, and less where the panes need the room; the
 * rest is a key away. */
static int draw_hint(const struct view *view, struct screen *screen, struct rect area)
{
    struct lines lines = { 0 };
    if (!view->hint)
        return 0;
    lay_out(view, NULL, area.cols - 2, &lines);
    int limit = at_most(screen_area(screen).rows / HINT_SHARE,
                        at_least(area.rows - least_rows(view), 1));
    int rows = draw_lines(screen, area, &lines, limit);
    if ((size_t)rows < lines.count)
        screen_text(screen, area, rows - 1, area.cols - (int)strlen(MORE_HINT), STYLE_HINT,
                    MORE_HINT);
    lines_finish(&lines);
    return rows;
}

/* How the program ended stands above the panes, once the view is there. */
static int draw_ending(const struct view *view, struct screen *screen, struct rect area)
{
    bool is_at_end = view->model->state.position == view->model->recording->count;
    struct line line = { 0 };
    struct lines lines = { 0 };
    if (!view->ending || !is_at_end)
        return 0;
    line_adds(&line, STYLE_WRONG, view->ending);
    lines_wrap(&lines, &line, area.cols - 2, NULL, NULL);
    int rows = draw_lines(screen, area, &lines, ENDING_ROWS);
    lines_finish(&lines);
    line_finish(&line);
    return rows;
}

/* ---- The panes ---- */

/* As much of it as has room, in whole names; the last one in any case. */
static const char *end_of_path(const char *path, int columns)
{
    const char *slash;
    while (width_count(path, strlen(path), 0) > columns && (slash = strchr(path, '/')))
        path = slash + 1;
    return path;
}

/* Of what it shows since it was drawn, for so many columns. */
static const char *title_of(const struct view *view, unsigned pane, int columns)
{
    switch (pane) {
    case PANE_LOOP:
        return "Loop";
    case PANE_TASKS:
        return "Tasks";
    case PANE_TIMELINE:
        return "Timeline";
    case PANE_OUTPUT:
        return view->has_more_output ? "Output: more above" : "Output";
    default:
        return view->shown ? end_of_path(view->shown->path, columns) : "Source";
    }
}

/* The active one is told by its frame and by brackets. */
static void draw_pane(struct view *view, struct screen *screen, struct rect area, unsigned pane,
                      void (*draw)(struct view *view, struct screen *screen, struct rect area))
{
    bool is_active = view->active == pane;
    struct buf title = { 0 };
    draw(view, screen, screen_inside(area));
    buf_addf(&title, is_active ? "[%s]" : "%s", title_of(view, pane, area.cols - TITLE_FRAME));
    screen_box(screen, area, buf_str(&title), is_active ? STYLE_STRONG : STYLE_BORDER);
    if (is_active)
        view->page = screen_inside(area).rows;
    buf_finish(&title);
}

/* Loop above tasks, or beside them where no source is. */
static void draw_right(struct view *view, struct screen *screen, struct rect area)
{
    bool has_source = view->panes & PANE_SOURCE;
    bool has_loop = view->panes & PANE_LOOP, has_tasks = view->panes & PANE_TASKS;
    struct rect loop = area;
    if (has_loop && has_tasks)
        loop =
            has_source ? cut_top(&area, (area.rows + 1) / 2) : cut_left(&area, area.cols / 2);
    if (has_loop)
        draw_pane(view, screen, loop, PANE_LOOP, pane_loop);
    if (has_tasks)
        draw_pane(view, screen, area, PANE_TASKS, pane_tasks);
}

/* Of all its lanes, as far as the others keep their room. */
static int timeline_rows(const struct view *view, int rows, int output)
{
    int lanes = (int)view->model->recording->task_count - 1;
    int spare = at_least(rows - least_rows(view), 0);
    int limit = at_most(rows * 2 / 5, LEAST_TIMELINE + (spare + 1) / 2);
    if (!(view->panes & PANE_TIMELINE))
        return 0;
    return at_most(at_most(lanes, rows) + LANES_FRAME,
                   least_above(view) ? limit : rows - output);
}

/* Output below timeline, across the whole width. Where nothing is above them, the output gets
 * what the lanes leave. */
static void draw_bottom(struct view *view, struct screen *screen, struct rect *area)
{
    bool has_timeline = view->panes & PANE_TIMELINE, has_output = view->panes & PANE_OUTPUT;
    int above = least_above(view);
    int output = at_most(area->rows / (has_timeline ? 4 : 3), OUTPUT_ROWS);
    int timeline = timeline_rows(view, area->rows, output);
    int rest = area->rows - timeline - above;
    output = above ? at_most(output, at_least(rest, LEAST_OUTPUT)) : rest;
    if (has_output)
        draw_pane(view, screen, cut_bottom(area, output), PANE_OUTPUT, pane_output);
    if (has_timeline)
        draw_pane(view, screen, cut_bottom(area, above ? timeline : area->rows), PANE_TIMELINE,
                  pane_timeline);
}

static void draw_panes(struct view *view, struct screen *screen, struct rect area)
{
    bool has_source = view->panes & PANE_SOURCE;
    bool has_right = view->panes & (PANE_LOOP | PANE_TASKS);
    draw_bottom(view, screen, &area);
    if (has_right) {
        int cols = at_most(area.cols * 9 / 20, RIGHT_COLUMNS);
        draw_right(view, screen, cut_right(&area, has_source ? cols : area.cols));
    }
    if (has_source)
        draw_pane(view, screen, area, PANE_SOURCE, pane_source);
}

/* ---- All of it ---- */

void view_draw(struct view *view, struct screen *screen)
{
    struct rect whole = screen_area(screen), rest = whole;
    screen_clear(screen);
    draw_title(view, screen, cut_top(&rest, 1));
    draw_keys(view, screen, cut_bottom(&rest, 1));
    draw_sentence(view, screen, &rest);
    cut_top(&rest, draw_hint(view, screen, rest));
    cut_top(&rest, draw_ending(view, screen, rest));
    draw_panes(view, screen, rest);
    view_draw_sheet(view, screen, whole);
    screen_show(screen);
}

void view_finish(struct view *view)
{
    sources_finish(&view->sources);
    lanes_finish(&view->lanes);
    buf_finish(&view->wanted);
    buf_finish(&view->file);
    buf_finish(&view->notice);
    *view = (struct view){ 0 };
}
