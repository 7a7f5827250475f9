/* A full-screen view, drawn with ncursesw.
 *
 * One screen at a time. A frame is drawn from nothing: screen_clear(), then texts and boxes,
 * then screen_show(), which sends the terminal only what changed. The terminal is put back on
 * every way out, also by a crash or a kill (tty.h).
 *
 * Example:
 *     struct screen *screen = screen_open(caps);
 *     while (key != 'q') {
 *         screen_clear(screen);
 *         screen_box(screen, screen_area(screen), "Tasks");
 *         screen_text(screen, area, 1, 2, STYLE_RUNNING, "main");
 *         screen_show(screen);
 *         if (screen_read_key(screen, &key))
 *             break;
 *     }
 *     screen_close(screen); */
#ifndef TERM_SCREEN_H
#define TERM_SCREEN_H

#include "term/caps.h"
#include "term/line.h"

struct screen;

/* A rectangle of cells. Everything drawn "in" it is clipped to it, and to the terminal. */
struct rect {
    int row, col; /* of its upper left corner, from 0 */
    int rows, cols;
};

/* What screen_read_key() gives: the character typed as a code point ('q', 0x0d is Enter, 0x09
 * Tab, 0x1b Esc, 0x03 Ctrl-C), or one of these. */
enum screen_key {
    SCREEN_KEY_UP = 0x110000, /* past the last code point */
    SCREEN_KEY_DOWN,
    SCREEN_KEY_LEFT,
    SCREEN_KEY_RIGHT,
    SCREEN_KEY_HOME,
    SCREEN_KEY_END,
    SCREEN_KEY_PAGE_UP,
    SCREEN_KEY_PAGE_DOWN,
    SCREEN_KEY_BACKSPACE,
    SCREEN_KEY_DELETE,
    SCREEN_KEY_BACK_TAB,
    SCREEN_KEY_RESIZE, /* the terminal has a new size, or we come back from the background: draw
                          again */
};

/* Takes over the terminal on stdin and stdout. NULL when they are none, or one that cannot move
 * its cursor: use plain lines there. Needs a stack of TTY_STACK_BYTES.
 * `caps` is borrowed and its size kept up to date. */
struct screen *screen_open(struct caps *caps);
/* Gives the terminal back as it was. NULL is fine. */
void screen_close(struct screen *screen);

/* The whole terminal. It changes only inside screen_read_key(). */
struct rect screen_area(const struct screen *screen);

void screen_clear(struct screen *screen);
/* Draws the text at a row and column of the area (from 0; a negative column cuts its beginning
 * off), and returns the column after it. A wide character that the edge would cut is left out
 * whole. */
int screen_text(struct screen *screen, struct rect area, int row, int col, enum style style,
                const char *text);
__attribute__((format(printf, 6, 7))) int screen_format(struct screen *screen, struct rect area,
                                                        int row, int col, enum style style,
                                                        const char *format, ...);
int screen_line(struct screen *screen, struct rect area, int row, int col,
                const struct line *line);
/* Changes only the look of the cells already drawn in this part of the area's row. */
void screen_restyle(struct screen *screen, struct rect area, int row, int col, int cols,
                    enum style style);
/* A frame along the inside of the area's edge, with a title in its upper side (NULL: none). */
void screen_box(struct screen *screen, struct rect area, const char *title, enum style style);
/* The area inside such a frame. */
struct rect screen_inside(struct rect area);
void screen_show(struct screen *screen);

/* Waits for a key.
 *
 * Suspends the calling task until there is one. Returns 0 and the key; -EIO when the
 * terminal is gone; or the error with which the wait ended (ASYNC_ECANCELED). */
int screen_read_key(struct screen *screen, int *ret_key);

#endif
