#include "term/screen.h"

#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <wchar.h>

/* Functions only: as macros they take everyday names like `clear`. */
#define NCURSES_NOMACROS 1
#include <curses.h>

#include <async/error.h>

#include "base/mem.h"
#include "term/terminfo.h"
#include "term/tty.h"
#include "term/width.h"

enum {
    ESCAPE_MS = 25, /* how long curses waits for the rest of a key that begins with Esc */
    CTRL_Z = 0x1a,
};

struct screen {
    struct caps *caps; /* borrowed */
    SCREEN *curses;
    struct buf leave; /* what puts the screen back in an emergency */
    attr_t attributes[STYLE_COUNT];
    short pairs[STYLE_COUNT];
};

/* ---- Opening and closing ---- */

/* How many colours we may use: COLORS is only known after start_color(). */
static enum style_depth start_colours(const struct screen *screen)
{
    if (screen->caps->depth == STYLE_DEPTH_NONE || !has_colors())
        return STYLE_DEPTH_NONE;
    start_color();
    use_default_colors();
    return COLORS >= 256 ? screen->caps->depth : STYLE_DEPTH_16;
}

static attr_t attributes_of(const struct style_look *look)
{
    return (look->is_bold ? A_BOLD : 0) | (look->is_dim ? A_DIM : 0) |
           (look->is_italic ? A_ITALIC : 0) | (look->is_underlined ? A_UNDERLINE : 0) |
           (look->is_reversed ? A_REVERSE : 0);
}

static void init_looks(struct screen *screen)
{
    enum style_depth depth = start_colours(screen);
    for (int i = 0; i < STYLE_COUNT; i++) {
        const struct style_look look = style_look((enum style)i, depth);
        short pair = (short)(i + 1);
        screen->attributes[i] = attributes_of(&look);
        if (look.colour >= 0 && init_pair(pair, look.colour, -1) == OK)
            screen->pairs[i] = pair;
    }
}

/* raw(): Ctrl-C and Ctrl-Z are keys, so that the view decides when it is left. */
static void init_modes(void)
{
    raw();
    noecho();
    nonl();
    keypad(stdscr, TRUE);
    nodelay(stdscr, TRUE);
    leaveok(stdscr, TRUE);
    curs_set(0);
    set_escdelay(ESCAPE_MS);
}

struct screen *screen_open(struct caps *caps)
{
    if (!caps->is_tty || caps->is_dumb || tty_guard())
        return NULL;
    struct screen *screen = mem_alloc(sizeof *screen);
    screen->caps = caps;
    terminfo_add_leave(STDOUT_FILENO, &screen->leave);
    screen->curses = newterm(NULL, stdout, stdin);
    if (!screen->curses) {
        buf_finish(&screen->leave);
        free(screen);
        return NULL;
    }
    tty_set_leave(buf_str(&screen->leave));
    init_modes();
    init_looks(screen);
    return screen;
}

void screen_close(struct screen *screen)
{
    if (!screen)
        return;
    endwin();
    tty_set_leave(NULL);
    delscreen(screen->curses);
    buf_finish(&screen->leave);
    free(screen);
}

/* ---- Drawing ---- */

struct rect screen_area(const struct screen *screen)
{
    return (struct rect){ 0, 0, LINES, COLS };
}

struct rect screen_inside(struct rect area)
{
    return (struct rect){ area.row + 1, area.col + 1, area.rows - 2, area.cols - 2 };
}

void screen_clear(struct screen *screen)
{
    erase();
}

void screen_show(struct screen *screen)
{
    refresh();
}

static void use_style(const struct screen *screen, enum style style)
{
    attr_set(screen->attributes[style], screen->pairs[style], NULL);
}

/* Skips what lies left of column `left`, and a wide character that this edge cuts. */
static size_t skip_to(const char *text, size_t len, int left, int *col)
{
    size_t skipped = 0;
    while (*col < left && skipped < len) {
        size_t n = width_fit(text + skipped, len - skipped, left - *col);
        if (n == 0)
            n = width_fit(text + skipped, len - skipped, left - *col + 1);
        *col += width_count(text + skipped, n, 0);
        skipped += n;
    }
    return skipped;
}

static void put(const struct screen *screen, int row, int col, enum style style,
                const char *text, size_t len)
{
    struct buf shown = { 0 };
    if (screen->caps->is_utf8)
        buf_add(&shown, text, len);
    else
        width_ascii(text, len, &shown);
    use_style(screen, style);
    mvaddnstr(row, col, buf_str(&shown), (int)shown.len);
    buf_finish(&shown);
}

/* Draws clean text from absolute column `col` on, as much of it as lies in the area. Returns
 * the column after all of it. */
static int draw_run(const struct screen *screen, struct rect area, int row, int col,
                    enum style style, const char *text, size_t len)
{
    int end = col + width_count(text, len, 0);
    int right = area.col + area.cols < COLS ? area.col + area.cols : COLS;
    int left = area.col > 0 ? area.col : 0;
    bool is_outside =
        row < 0 || row >= area.rows || area.row + row < 0 || area.row + row >= LINES;
    size_t skipped = skip_to(text, len, left, &col);
    size_t fits = col < right ? width_fit(text + skipped, len - skipped, right - col) : 0;
    if (!is_outside && fits)
        put(screen, area.row + row, col, style, text + skipped, fits);
    return end;
}

int screen_line(struct screen *screen, struct rect area, int row, int col,
                const struct line *line)
{
    int at = area.col + col;
    for (size_t from = 0; from < line->text.len;) {
        size_t to = line_run_end(line, from);
        at = draw_run(screen, area, row, at, line_style_at(line, from), line->text.data + from,
                      to - from);
        from = to;
    }
    return at - area.col;
}

int screen_text(struct screen *screen, struct rect area, int row, int col, enum style style,
                const char *text)
{
    struct line line = { 0 };
    line_adds(&line, style, text);
    int end = screen_line(screen, area, row, col, &line);
    line_finish(&line);
    return end;
}

int screen_format(struct screen *screen, struct rect area, int row, int col, enum style style,
                  const char *format, ...)
{
    struct buf text = { 0 };
    va_list args;
    va_start(args, format);
    buf_addv(&text, format, args);
    va_end(args);
    int end = screen_text(screen, area, row, col, style, buf_str(&text));
    buf_finish(&text);
    return end;
}

void screen_restyle(struct screen *screen, struct rect area, int row, int col, int cols,
                    enum style style)
{
    int from = col > 0 ? col : 0;
    int to = col + cols < area.cols ? col + cols : area.cols;
    if (row >= 0 && row < area.rows && from < to)
        mvchgat(area.row + row, area.col + from, to - from, screen->attributes[style],
                screen->pairs[style], NULL);
}

static void draw_side(struct screen *screen, struct rect area, int row, const char *left,
                      const char *right, enum style style)
{
    struct buf side = { 0 };
    buf_adds(&side, left);
    for (int n = area.cols - 2; n > 0; n--)
        buf_adds(&side, "─");
    buf_adds(&side, right);
    screen_text(screen, area, row, 0, style, buf_str(&side));
    buf_finish(&side);
}

void screen_box(struct screen *screen, struct rect area, const char *title, enum style style)
{
    if (area.rows < 2 || area.cols < 2)
        return;
    draw_side(screen, area, 0, "┌", "┐", style);
    for (int row = 1; row < area.rows - 1; row++) {
        screen_text(screen, area, row, 0, style, "│");
        screen_text(screen, area, row, area.cols - 1, style, "│");
    }
    draw_side(screen, area, area.rows - 1, "└", "┘", style);
    struct rect inside = { area.row, area.col + 1, 1, area.cols - 2 };
    if (title)
        screen_format(screen, inside, 0, 1, STYLE_LABEL, " %s ", title);
}

/* ---- Keys ---- */

static int translate(int kind, wint_t key)
{
    static const struct {
        wint_t curses;
        enum screen_key key;
    } table[] = {
        { KEY_UP, SCREEN_KEY_UP },
        { KEY_DOWN, SCREEN_KEY_DOWN },
        { KEY_LEFT, SCREEN_KEY_LEFT },
        { KEY_RIGHT, SCREEN_KEY_RIGHT },
        { KEY_HOME, SCREEN_KEY_HOME },
        { KEY_END, SCREEN_KEY_END },
        { KEY_PPAGE, SCREEN_KEY_PAGE_UP },
        { KEY_NPAGE, SCREEN_KEY_PAGE_DOWN },
        { KEY_BACKSPACE, SCREEN_KEY_BACKSPACE },
        { KEY_DC, SCREEN_KEY_DELETE },
        { KEY_BTAB, SCREEN_KEY_BACK_TAB },
        { KEY_ENTER, '\r' },
        { KEY_RESIZE, SCREEN_KEY_RESIZE },
    };
    if (kind != KEY_CODE_YES)
        return key == 0x7f || key == '\b' ? SCREEN_KEY_BACKSPACE : (int)key;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (table[i].curses == key)
            return (int)table[i].key;
    return 0;
}

static void follow_size(struct screen *screen)
{
    struct winsize window;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &window) == 0 && window.ws_row && window.ws_col)
        resizeterm(window.ws_row, window.ws_col);
    caps_update_size(STDOUT_FILENO, screen->caps);
}

/* Left by curses itself, who would otherwise leave once more when it comes back, and put the
 * cursor where the shell has written meanwhile. */
static void stop_program(void)
{
    endwin();
    raise(SIGTSTP); /* coming back is an event */
}

/* The shell had the terminal meanwhile: take it again, and draw all of it. */
static void come_back(void)
{
    if (!isendwin())
        endwin();
    clearok(curscr, TRUE);
    refresh();
}

/* Takes a key that is there already; one that has no meaning here is 0. */
static bool take_key(int *ret_key)
{
    wint_t key = 0;
    int kind = get_wch(&key);
    if (kind == ERR)
        return false;
    *ret_key = translate(kind, key);
    return true;
}

static int handle_events(struct screen *screen, unsigned events)
{
    if (events & TTY_RESUMED)
        come_back();
    if (events)
        follow_size(screen);
    return events ? SCREEN_KEY_RESIZE : 0;
}

int screen_read_key(struct screen *screen, int *ret_key)
{
    int key = 0;
    while (!key) {
        unsigned events = 0;
        if (take_key(&key)) {
            if (key == CTRL_Z)
                stop_program();
            key = key == CTRL_Z ? 0 : key;
            continue;
        }
        if (tty_is_gone())
            return -EIO;
        int err = tty_wait(&events);
        if (err)
            return err;
        key = handle_events(screen, events);
    }
    *ret_key = key;
    return 0;
}
