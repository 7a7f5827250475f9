/* Entry point: the program runs on what it teaches. Every command is a coroutine in the main
 * task of a loop, so that prompts, children and files can be awaited wherever they are
 * needed. */
#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <async.h>

#include "cmd/cmd.h"

/* Line editor, database and full-screen view want more than a lean task's stack; only what
 * is touched costs. */
#define STACK_BYTES ((size_t)1024 * 1024)

struct run {
    struct app app;
    size_t count;
    const char *const *words;
    int status;
};

static int run_command(void *arg)
{
    struct run *run = arg;
    run->status = cmd_run(&run->app, run->count, run->words);
    return 0;
}

/* A result that did not reach its reader (a full disk) is no success. What an earlier write
 * failed of is not known any more. */
static int close_results(struct app *app, int status)
{
    bool is_lost = ferror(app->out);
    if (fflush(app->out) == 0 && !is_lost)
        return status;
    fprintf(app->err, "asynclearn: cannot write the results: %s\n",
            is_lost ? "some of them are lost (is the disk full?)" : strerror(errno));
    return STATUS_LACKING;
}

int main(int argc, char *argv[])
{
    struct run run = {
        .count = argc > 0 ? (size_t)argc - 1 : 0,
        .words = (const char *const *)argv + 1,
        .status = STATUS_LACKING,
    };
    const struct async_options options = { .clock = ASYNC_CLOCK_REAL,
                                           .stack_bytes = STACK_BYTES };
    /* Those are for the programs that we watch: our own trace would overwrite what is to be
     * read. */
    unsetenv("ASYNC_TRACE");
    unsetenv("ASYNC_CONTROL");
    signal(SIGXFSZ, SIG_IGN); /* a file past `ulimit -f` is an error of the write */
    app_init(&run.app, stdout, stderr);
    int err = async_run_with(&options, async_coro(run_command, &run), NULL);
    if (err)
        fprintf(stderr, "asynclearn: %s\n", async_strerror(err));
    int status = close_results(&run.app, run.status);
    app_finish(&run.app);
    return status;
}
