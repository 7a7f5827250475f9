/* What the terminal behind a stream can do: decided once, then only read.
 *
 * A lesson, a table and a full-screen view all ask this one record; nobody else looks at TERM,
 * NO_COLOR, COLUMNS or the locale. */
#ifndef TERM_CAPS_H
#define TERM_CAPS_H

#include <stdbool.h>

#include "term/style.h"

enum { CAPS_COLUMNS_MIN = 20, CAPS_COLUMNS_MAX = 200 };

struct caps {
    bool is_tty;   /* a person is looking, and there is a screen of rows x columns */
    bool is_dumb;  /* the terminal cannot move its cursor (TERM=dumb, unset or unknown) */
    bool is_plain; /* --plain: one fact a line, no redraw, for a screen reader */
    bool is_utf8;  /* else every character is shown by ASCII ones of the same width */
    enum style_depth depth; /* NONE when plain, dumb, not a terminal, NO_COLOR or --no-color */
    int columns; /* within CAPS_COLUMNS_MIN..MAX: COLUMNS, else the window's, else 80 */
    int rows;    /* LINES, else the window's, else 24 */
};

struct caps_request {
    bool no_color; /* --no-color */
    bool plain;    /* --plain */
    bool ascii;    /* --ascii */
};

/* Finds out about the terminal on `fd` (usually STDOUT_FILENO), and sets LC_CTYPE to a UTF-8
 * locale, in which this program works whatever the terminal shows; call it before anything else
 * in src/term. */
void caps_detect(int fd, const struct caps_request *request, struct caps *ret_caps);

/* Reads rows and columns again: after a resize. */
void caps_update_size(int fd, struct caps *caps);

#endif
