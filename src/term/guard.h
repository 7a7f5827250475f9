/* A process that gives the terminal back when ours is killed outright.
 *
 * No program can catch SIGKILL. So a child of ours waits at a socket that closes when we are
 * gone, however that happened, and then does what is still owed to the terminal. It is in a
 * process group of its own and deaf to signals: what ends or stops us leaves it alone. It holds
 * the terminal and that socket, nothing else. */
#ifndef TERM_GUARD_H
#define TERM_GUARD_H

#include <stdbool.h>
#include <sys/types.h>
#include <termios.h>

struct guard {
    pid_t pid;  /* 0: there is none */
    int socket; /* our end */
};

/* Starts one for the terminal on stdin and stdout, which is to get these modes back. Where that
 * is not possible there is none, and the other functions do nothing. Does not suspend. */
void guard_start(struct guard *guard, const struct termios *normal);

/* What is owed from now on: the normal modes, as long as the terminal has those that we gave
 * it, for others are somebody else's, like a shell's that is back already; and these bytes
 * (NULL: none). Both are copied. Safe in a signal handler. */
void guard_owe(const struct guard *guard, const struct termios *ours, const char *bytes);

/* Nothing is owed any more: ends it, and leaves no zombie. Safe in a signal handler. */
void guard_end(struct guard *guard);

bool guard_same_modes(const struct termios *a, const struct termios *b);

#endif
