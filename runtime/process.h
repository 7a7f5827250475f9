/* Child processes from the inside. */
#ifndef RUNTIME_PROCESS_H
#define RUNTIME_PROCESS_H

#include <async/process.h>

#include <spawn.h>

#include "waiters.h"

struct async_process {
    pid_t pid;
    bool has_own_group;
    bool has_ended;
    int code;                 /* once it has ended */
    int pidfd;                /* -1: SIGCHLD tells of its end */
    struct poll_watch *watch; /* of the pidfd, until the end */
    unsigned n_refused;       /* times that the watch was refused */
    struct async_waiters waiters;
    struct async_stream *streams[3]; /* owned; NULL where there is no pipe */
    unsigned refs;                   /* the owner's, and those of the tasks that wait */
};

/* Runs argv[0]; `theirs[i]` is to be its descriptor i (-1: /dev/null). 0 or a negative
 * errno. */
int spawn(const char *const *argv, const struct async_process_options *options,
          const int theirs[3], pid_t *ret_pid);

#endif
