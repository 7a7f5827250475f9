/* Runs a command in this process and keeps what it printed. */
#ifndef TESTS_CMD_RAN_H
#define TESTS_CMD_RAN_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <async.h>

#include "cmd/cmd.h"
#include "scratch.h"

/* Group fixtures: the learner's things go to a scratch directory. */
static inline int ran_setup(void **state)
{
    static struct scratch home;
    home = scratch_make();
    *state = &home;
    return setenv("ASYNCLEARN_HOME", home.path, 1);
}

static inline int ran_teardown(void **state)
{
    scratch_remove(*state);
    return 0;
}

struct ran {
    int status;
    char *out, *err; /* owned */
};

struct ran_call {
    struct app *app;
    const char *words[16];
    size_t count;
    int status;
};

static inline int ran_in_task(void *arg)
{
    struct ran_call *call = arg;
    call->status = cmd_run(call->app, call->count, call->words);
    return 0;
}

/* `line` is split at spaces. `course_dir` NULL: the clone's own course. Runs in a task, as
 * main() runs it. */
static inline struct ran ran_command(const char *course_dir, const char *line)
{
    struct ran ran = { 0 };
    size_t out_len, err_len;
    FILE *out = open_memstream(&ran.out, &out_len), *err = open_memstream(&ran.err, &err_len);
    struct app app;
    app_init(&app, out, err);
    app_set_course_dir(&app, course_dir ? course_dir : app.home);
    app.no_input = true;

    struct ran_call call = { .app = &app };
    char *copy = strdup(line), *rest = NULL;
    for (char *word = strtok_r(copy, " ", &rest); word && call.count < 16;
         word = strtok_r(NULL, " ", &rest))
        call.words[call.count++] = word;
    const struct async_options options = { .clock = ASYNC_CLOCK_REAL,
                                           .stack_bytes = (size_t)1024 * 1024 };
    assert_int_equal(async_run_with(&options, async_coro(ran_in_task, &call), NULL), 0);
    ran.status = call.status;

    free(copy);
    app_finish(&app);
    fclose(out);
    fclose(err);
    return ran;
}

static inline void ran_finish(struct ran *ran)
{
    free(ran->out);
    free(ran->err);
    *ran = (struct ran){ 0 };
}

#endif
