/* Starting a program. The C library's posix_spawn() does not copy our memory map, and tells
 * why a program cannot be run. */
#include "process.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

/* posix_spawn's own errors, the first of which counts. */
struct attempt {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    int err;
};

static void note(struct attempt *attempt, int err)
{
    if (!attempt->err)
        attempt->err = err;
}

static void place_descriptors(struct attempt *attempt, const int theirs[3])
{
    posix_spawn_file_actions_t *actions = &attempt->actions;
    for (int fd = 0; fd < 3; fd++) {
        if (theirs[fd] < 0)
            note(attempt,
                 posix_spawn_file_actions_addopen(actions, fd, "/dev/null", O_RDWR, 0));
        else
            note(attempt, posix_spawn_file_actions_adddup2(actions, theirs[fd], fd));
    }
    note(attempt, posix_spawn_file_actions_addclosefrom_np(actions, 3));
}

/* No signal is blocked in the child, whatever the loop waits for; SIGPIPE ends it, as usual. */
static void set_signals(struct attempt *attempt, short flags)
{
    sigset_t none, pipe;
    sigemptyset(&none);
    sigemptyset(&pipe);
    sigaddset(&pipe, SIGPIPE);
    note(attempt, posix_spawnattr_setsigmask(&attempt->attributes, &none));
    note(attempt, posix_spawnattr_setsigdefault(&attempt->attributes, &pipe));
    note(attempt,
         posix_spawnattr_setflags(&attempt->attributes, (short)(flags | POSIX_SPAWN_SETSIGMASK |
                                                                POSIX_SPAWN_SETSIGDEF)));
}

int spawn(const char *const *argv, const struct async_process_options *options,
          const int theirs[3], pid_t *ret_pid)
{
    struct attempt attempt = { 0 };
    note(&attempt, posix_spawn_file_actions_init(&attempt.actions));
    note(&attempt, posix_spawnattr_init(&attempt.attributes));
    place_descriptors(&attempt, theirs);
    if (options->dir)
        note(&attempt, posix_spawn_file_actions_addchdir_np(&attempt.actions, options->dir));
    set_signals(&attempt, options->has_own_group ? POSIX_SPAWN_SETPGROUP : 0);
    char *const *args = (char *const *)(uintptr_t)argv;
    char *const *env = options->env ? (char *const *)(uintptr_t)options->env : environ;
    if (!attempt.err)
        attempt.err =
            posix_spawnp(ret_pid, args[0], &attempt.actions, &attempt.attributes, args, env);
    posix_spawn_file_actions_destroy(&attempt.actions);
    posix_spawnattr_destroy(&attempt.attributes);
    return -attempt.err;
}
