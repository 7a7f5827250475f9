/* The terminal as a device: waiting for its keys, and giving it back.
 *
 * A line editor and a full-screen view change the terminal's modes. Whatever happens - return,
 * exit(), a kill, a crash, Ctrl-Z - its user must get it back as it was; this file alone sees
 * to that, and has a guard (guard.h) for the kill that no program can catch. */
#ifndef TERM_TTY_H
#define TERM_TTY_H

#include <stdbool.h>

/* The stack that a task needs which opens a prompt or a screen (async_options.stack_bytes):
 * curses reads the terminal database, some 100 KiB, on it. */
enum { TTY_STACK_BYTES = 256 * 1024 };

enum tty_event {
    TTY_RESIZED = 1, /* the window has a new size */
    TTY_RESUMED = 2, /* we were stopped and go on: modes and screen are not ours any more */
};

/* Remembers the modes of the terminal on stdin, and from now on puts them back at every exit,
 * at every signal that ends or stops the process, and then lets the signal do what it did
 * before. Further calls do nothing. Returns 0, or -1 when stdin is no terminal. */
int tty_guard(void);

/* Bytes that bring the terminal's screen back to normal, written before the modes are restored:
 * what a full-screen view needs. Borrowed until replaced; NULL for none. */
void tty_set_leave(const char *bytes);

/* Puts everything back now. Safe in a signal handler. */
void tty_restore(void);

/* Waits until stdin can be read without blocking, or something happened to the terminal.
 *
 * Suspends the calling task; works for any stdin. Returns 0, with the events that came (a set
 * of enum tty_event) or 0 when there is input or its end; or the error of
 * async_wait_readable(). */
int tty_wait(unsigned *ret_events);

/* The terminal went away (its window was closed): reading only gives an end of file. */
bool tty_is_gone(void);

#endif
