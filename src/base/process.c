/* The happy path: start it; two coroutines read its output to the end; wait for it. Whatever
 * stops that early, the end of its time or a cancellation, comes out of the scope as an
 * error, and child_finish() ends the child. */
#include "base/process.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <async.h>

#include "base/child.h"
#include "base/file.h"
#include "base/mem.h"

/* ---- Environment ---- */

static bool is_overridden(const char *assignment, const char *const env[])
{
    size_t len = strcspn(assignment, "=") + 1;
    for (size_t i = 0; env[i]; i++) {
        if (strncmp(env[i], assignment, len) == 0)
            return true;
    }
    return false;
}

/* `env` and then ours, without what `env` sets anew. Owned array, borrowed entries. */
static const char **join_environment(const char *const env[])
{
    size_t ours = 0, added = 0, count = 0;
    while (environ[ours])
        ours++;
    while (env[added])
        added++;
    const char **joined = mem_alloc((ours + added + 1) * sizeof(*joined));
    for (size_t i = 0; i < added; i++)
        joined[count++] = env[i];
    for (size_t i = 0; i < ours; i++) {
        if (!is_overridden(environ[i], env))
            joined[count++] = environ[i];
    }
    return joined;
}

/* ---- Output ---- */

struct stream {
    int ours, theirs;
    struct buf *text;
};

static int drain(void *arg)
{
    struct stream *stream = arg;
    return child_drain(stream->ours, stream->text, PROCESS_MAX_OUTPUT, NULL);
}

/* Both at once: a child that fills one pipe while we wait at the other would never end. */
static int drain_both(struct stream streams[2])
{
    struct async_coro *drains[] = { async_coro(drain, &streams[0]),
                                    async_coro(drain, &streams[1]) };
    struct async_outcome outcomes[2] = { { 0 } };
    int err = async_gather_outcomes(drains, 2, outcomes);
    for (size_t i = 0; i < 2; i++) {
        async_error_release(outcomes[i].error);
        if (!err)
            err = outcomes[i].err;
    }
    return err;
}

/* ---- Running ---- */

static int start(struct child *child, const char *const argv[], const char *const env[],
                 const struct stream streams[2], struct diag *diag)
{
    static const char *const nothing[] = { NULL };
    const char **environment = join_environment(env ? env : nothing);
    const struct child_fd fds[] = { { streams[0].theirs, STDOUT_FILENO },
                                    { streams[1].theirs, STDERR_FILENO } };
    const struct child_request request = {
        .argv = argv,
        .env = environment,
        .fds = fds,
        .n_fds = 2,
    };
    int err = child_start(child, &request, diag);
    free(environment);
    return err;
}

static int wait_within(struct child *child, struct stream streams[2], int64_t timeout_ms,
                       struct child_end *end)
{
    struct async_timeout scope;
    int err = async_timeout_enter(&scope, timeout_ms);
    if (err)
        return err;
    err = drain_both(streams);
    if (!err)
        err = child_wait(child, end);
    return async_timeout_exit(&scope, err);
}

static int run(const char *const argv[], const char *const env[], int64_t timeout_ms,
               struct stream streams[2], struct process_end *end, struct diag *diag)
{
    struct child child;
    struct child_end how = { 0 };
    if (start(&child, argv, env, streams, diag))
        return -1;
    for (size_t i = 0; i < 2; i++) {
        child_close(streams[i].theirs); /* or its output would never end */
        streams[i].theirs = -1;
    }
    int err = wait_within(&child, streams, timeout_ms, &how);
    child_finish(&child);
    end->timed_out = err == ASYNC_ETIMEDOUT;
    end->code = how.signal ? 128 + how.signal : how.code;
    if (!err || end->timed_out)
        return 0;
    diag_set(diag, argv[0], 0, 0, "was stopped: %s", async_strerror(err));
    return -1;
}

int process_run(const char *const argv[], const char *const env[], int64_t timeout_ms,
                struct process_end *ret_end, struct diag *diag)
{
    struct process_end end = { 0 };
    struct stream streams[2] = { { -1, -1, &end.out }, { -1, -1, &end.err } };
    int err = 0;
    for (size_t i = 0; i < 2 && !err; i++)
        err = child_pipe(&streams[i].ours, &streams[i].theirs);
    if (err)
        diag_set(diag, argv[0], 0, 0, "cannot be started: %s", strerror(-err));
    else
        err = run(argv, env, timeout_ms, streams, &end, diag);
    for (size_t i = 0; i < 2; i++) {
        child_close(streams[i].ours);
        child_close(streams[i].theirs);
    }
    if (err) {
        process_end_finish(&end);
        return -1;
    }
    *ret_end = end;
    return 0;
}

void process_end_finish(struct process_end *end)
{
    buf_finish(&end->out);
    buf_finish(&end->err);
    *end = (struct process_end){ 0 };
}

bool process_exists(const char *command)
{
    char *name = mem_strndup(command, strcspn(command, " "));
    const char *path = strchr(name, '/') ? "" : getenv("PATH");
    char *dirs = mem_strdup(path ? path : "/usr/bin:/bin"), *rest = NULL;
    bool exists = strchr(name, '/') && access(name, X_OK) == 0;
    for (char *dir = strtok_r(dirs, ":", &rest); dir && !exists;
         dir = strtok_r(NULL, ":", &rest)) {
        char *file = path_join(dir, name);
        exists = access(file, X_OK) == 0;
        free(file);
    }
    free(dirs);
    free(name);
    return exists;
}
