/* What lies over the panes until a key takes it away: the help, the hint, the answer to `w`. A
 * text that is too long for the screen is scrolled. */
#include "trace/view/view.h"

#include "trace/why.h"

enum { TEXT_COLUMNS = 74, LABEL_COLUMNS = 10 };

/* ---- The texts ---- */

static void add_paragraph(struct lines *text, const char *words, int columns)
{
    struct line line = { 0 };
    line_adds(&line, STYLE_TEXT, words);
    lines_wrap(text, &line, columns, NULL, NULL);
    line_finish(&line);
}

static void add_row(struct lines *text, const char *label, const char *meaning, int columns)
{
    struct line left = { 0 }, right = { 0 };
    line_adds(&left, STYLE_LABEL, label);
    line_pad(&left, LABEL_COLUMNS);
    line_adds(&right, STYLE_TEXT, meaning);
    lines_wrap_beside(text, &left, &right, columns);
    line_finish(&left);
    line_finish(&right);
}

static void add_help(const struct view *view, int columns, struct lines *text)
{
    static const struct {
        const char *label, *meaning; /* NULL: a blank row */
    } rows[] = {
        { "space", "run or pause: the program too" },
        { ". ,", "one event forward or back" },
        { "> <", "one tick forward or back (also Right and Left)" },
        { "Home End", "to the beginning or the end of what happened" },
        { "+ -  z Z", "faster or slower; the timeline nearer or farther" },
        { "b", "on to the next event of this kind" },
        { "/  n", "find a task or an event by a part of its text; the next" },
        { "Tab", "the next pane; Up, Down, PgUp and PgDn scroll or select" },
        { "1 to 5", "show or hide source, loop, tasks, timeline (also t), output" },
        { "w  h", "why the task does not run; what to watch, and what happens" },
        { "i", "unfold the library's own doings, or fold them away" },
        { "e", "export to a file: .html, .json (Perfetto), .svg, .cast" },
        { "q", "leave, and stop the program" },
        { NULL, NULL },
        { "▶ ● ○", "runs now; is ready and will run; waits" },
        { "✓ ✗ ⊘ –", "has ended; failed; was cancelled; was dropped with its loop" },
        { "Timeline", "█ ran, · was ready, ─ slept, l waited for a lock, ! slow tick" },
        { "Source", "dim: a task waits here; bright: it runs, and goes on here (→)" },
        { "Loop", "a tick runs what was ready when it began, in order; what becomes ready "
                  "meanwhile runs in the next one" },
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        if (rows[i].label)
            add_row(text, rows[i].label, rows[i].meaning, columns);
        else
            lines_add(text);
    }
}

static void add_why(const struct view *view, int columns, struct lines *text)
{
    uint32_t task = view_subject(view);
    struct buf words = { 0 };
    struct lines circle = { 0 };
    if (task)
        why_sentence(view->model, task, &words);
    else
        buf_adds(&words, "There is no task yet");
    buf_adds(&words, ".");
    add_paragraph(text, buf_str(&words), columns);
    buf_finish(&words);
    why_circle(view->model, task, &circle);
    if (circle.count)
        lines_add(text);
    for (size_t i = 0; i < circle.count; i++)
        line_add_line(lines_add(text), &circle.items[i]);
    lines_finish(&circle);
}

/* ---- The sheet ---- */

/* An empty sheet in the middle, framed; returns the area for its text. */
static struct rect draw_frame(struct screen *screen, struct rect area, const char *title,
                              int rows, int columns)
{
    struct rect box = { .rows = rows + 2 < area.rows ? rows + 2 : area.rows,
                        .cols = columns + 2 < area.cols ? columns + 2 : area.cols };
    box.row = area.row + (area.rows - box.rows) / 2;
    box.col = area.col + (area.cols - box.cols) / 2;
    for (int row = 0; row < box.rows; row++)
        screen_format(screen, box, row, 0, STYLE_TEXT, "%*s", box.cols, "");
    screen_box(screen, box, title, STYLE_HEADING);
    return screen_inside(box);
}

static int widest(const struct lines *text)
{
    int columns = 0;
    for (size_t i = 0; i < text->count; i++) {
        int wanted = line_columns(&text->items[i]);
        columns = wanted > columns ? wanted : columns;
    }
    return columns;
}

/* The last row says how to go on, below a blank one where there is room for that. */
static void draw_text(struct view *view, struct screen *screen, struct rect area,
                      const char *title, const struct lines *text)
{
    static const char closing[] = "Any key closes this.";
    static const char scrolling[] = "Up, Down: scroll; other keys close.";
    int count = (int)text->count, columns = widest(text);
    columns = columns > (int)sizeof(scrolling) - 1 ? columns : (int)sizeof(scrolling) - 1;
    struct rect inside = draw_frame(screen, area, title, count + 2, columns + 2);
    int room = inside.rows - (count + 2 <= inside.rows ? 2 : 1);
    view->sheet_rest = room > 0 && count > room ? count - room : 0;
    if (view->sheet_top > view->sheet_rest)
        view->sheet_top = view->sheet_rest;
    for (int row = 0; row < room && row < count; row++)
        screen_line(screen, inside, row, 1, &text->items[view->sheet_top + row]);
    screen_text(screen, inside, inside.rows - 1, 1, STYLE_HINT,
                view->sheet_rest ? scrolling : closing);
}

void view_draw_sheet(struct view *view, struct screen *screen, struct rect area)
{
    static const struct {
        const char *title;
        void (*add)(const struct view *view, int columns, struct lines *text);
    } sheets[] = {
        [SHEET_HELP] = { "Help", add_help },
        [SHEET_HINT] = { "What there is to watch", view_lay_out_hint },
        [SHEET_WHY] = { "Why does it not run?", add_why },
    };
    struct lines text = { 0 };
    if (view->sheet == SHEET_NONE)
        return;
    int columns = area.cols - 4 < TEXT_COLUMNS ? area.cols - 4 : TEXT_COLUMNS;
    sheets[view->sheet].add(view, columns, &text);
    draw_text(view, screen, area, sheets[view->sheet].title, &text);
    lines_finish(&text);
}

void view_open_sheet(struct view *view, enum sheet sheet)
{
    view->sheet = sheet;
    view->sheet_top = 0;
    view->sheet_rest = 0;
}

bool view_scroll_sheet(struct view *view, int rows)
{
    view->sheet_top += rows;
    if (view->sheet_top < 0)
        view->sheet_top = 0;
    return view->sheet_rest > 0;
}
