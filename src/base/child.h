/* A child process: started with exactly the descriptors it was given, awaited as a coroutine,
 * ended with everything it started.
 *
 * Example:
 *     struct child child;
 *     int ours, theirs;
 *     if (child_pipe(&ours, &theirs))
 *         return -1;
 *     if (child_start(&child, &(struct child_request){
 *             .argv = (const char *const[]){ "cc", "--version", NULL },
 *             .fds = (struct child_fd[]){ { theirs, STDOUT_FILENO } },
 *             .n_fds = 1,
 *         }, diag))
 *         return -1;
 *     close(theirs);
 *     int err = child_drain(ours, &text, CAP_BYTES, NULL);
 *     if (!err)
 *         err = child_wait(&child, &end);
 *     child_finish(&child);
 *     child_close(ours); */
#ifndef BASE_CHILD_H
#define BASE_CHILD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"

/* Our descriptor `ours` is the child's descriptor `theirs`. */
struct child_fd {
    int ours, theirs;
};

struct child_request {
    const char *const *argv; /* up to a NULL; the first is looked up in PATH */
    const char *const *env;  /* "NAME=value" up to a NULL; NULL: our environment */
    const char *dir;         /* where it works; NULL: here */
    /* All that it has open; of 0, 1 and 2 those not listed are /dev/null. */
    const struct child_fd *fds;
    size_t n_fds;
    /* Called in the child when all else is done: limits, a sandbox. Only functions that are
     * safe after a fork. Returns 0, or an errno: then nothing is run. May be NULL. */
    int (*prepare)(void *arg);
    void *prepare_arg;
};

struct child_end {
    int code;       /* exit status; -1 when a signal ended it */
    int signal;     /* that signal, or 0 */
    int64_t cpu_ms; /* of it and of its children that it waited for */
};

/* A `prepare`: the child is killed when its parent ends, however that happens. */
int child_end_with_parent(void *arg);

struct child {
    pid_t pid; /* also the number of its session and process group; 0 once it was waited for */
    int pidfd; /* readable when it has ended */
};

/* Our environment with changes, up to a NULL: "NAME=value" sets a variable, "NAME" takes it
 * away. In `arena`; the values are borrowed. */
const char *const *child_env(struct arena *arena, const char *const changes[]);

/* Starts it in a session of its own, with default signal actions; a signal that ends us kills
 * it and everything in its process group. Does not suspend. Returns 0, or -1 with `diag` naming
 * the program and why it cannot run; there is nothing to finish then. */
int child_start(struct child *child, const struct child_request *request, struct diag *diag);

/* Waits until it has ended. May suspend. Returns 0; or ASYNC_ECANCELED or another error of the
 * wait: it is still there then. */
int child_wait(struct child *child, struct child_end *ret_end);

/* Adds what there is to say about an end that is no success, to be put behind the program's
 * name: " was killed by SIGSEGV (Segmentation fault)", " ended with exit status 3". Returns
 * whether there is anything. */
bool child_describe_end(const struct child_end *end, struct buf *out);

/* Kills it and everything in its process group. Harmless when it has ended. */
void child_kill(struct child *child);

/* Kills what still runs of it, and lets go of it. Does not suspend. */
void child_finish(struct child *child);

/* A pipe to read what the child writes: our end does not block, neither is inherited by
 * accident. Returns 0 or a negative errno. */
int child_pipe(int *ret_ours, int *ret_theirs);

/* Adds what comes out of `fd` (not blocking) to `text` until its end. Keeps the first
 * `cap_bytes`, and reads the rest all the same, so that the writer never waits for us;
 * `*ret_total` (may be NULL) counts all of it. May suspend. Returns 0, ASYNC_ECANCELED, or a
 * negative errno. The caller owns `fd`; close it with child_close(). */
int child_drain(int fd, struct buf *text, size_t cap_bytes, size_t *ret_total);

/* Closes a descriptor that was waited for; nothing for a negative one. */
void child_close(int fd);

#endif
