/* scenario FILE.json | scenario --batch: runs scenarios as SPEC.md tells, and prints their
 * traces. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/file.h"
#include "scenario.h"

#define DEFAULT_MAX_TICKS 5000
#define STACK_BYTES       ((size_t)1 << 20) /* bodies nest as deep as a scenario likes */

/* An error in a callback of the library is told at once. What nobody retrieved and the like has
 * lines of the trace too, in an order of its own. */
static void tell_report(const struct async_report *report, void *arg)
{
    struct world *world = arg;
    if (report->kind == ASYNC_REPORT_INVALID_STATE)
        line(world, "loop_error InvalidStateError");
}

static struct async_task **unfinished(struct world *world, size_t *ret_n)
{
    size_t n = async_all_tasks(NULL, 0);
    struct async_task **tasks = arena_alloc(&world->arena, n * sizeof(struct async_task *));
    *ret_n = async_all_tasks(tasks, n);
    return tasks;
}

/* Cancels what is left, and tells who failed meanwhile. */
static int shut_down(struct world *world)
{
    size_t n;
    struct async_task **tasks = unfinished(world, &n);
    if (!n)
        return 0;
    line(world, "shutdown %s", labels(world, tasks, n));
    int err = async_loop_cancel_all_tasks(world->loop);
    for (size_t i = 0; i < n && !err; i++) {
        int code = 0;
        struct async_future *future = async_task_future(tasks[i]);
        if (!async_future_exception(future, &code) && code)
            line(world, "unhandled %s ! %s", async_task_name(tasks[i]),
                 last_exception_text(world, code));
    }
    return err;
}

/* Runs the main task and what it leaves. 0, ASYNC_EDEADLOCK or ASYNC_ETICKLIMIT. */
static int run_main(struct world *world, struct ref *main_ref)
{
    int err = async_loop_run_until_complete(world->loop, main_ref->future);
    if (err)
        return err;
    void *result;
    int main_err = async_future_result(main_ref->future, &result);
    if (main_err)
        line(world, "main ! %s", last_exception_text(world, main_err));
    else
        line(world, "main = %s", value_text(world, result));
    return shut_down(world);
}

/* Whether anybody has looked at a future's error is its private field; the oracle reads
 * CPython's in the same way. */
static void tell_unretrieved(struct world *world)
{
    for (struct ref *ref = world->refs; ref; ref = ref->next) {
        if (!ref->label || !ref->future->is_unseen)
            continue;
        int err = async_future_result(ref->future, NULL);
        line(world, "unretrieved %s ! %s", ref->label, last_exception_text(world, err));
    }
}

static void run(const cJSON *scenario)
{
    struct world world;
    world_init(&world, scenario);
    struct async_options options = {
        .clock = ASYNC_CLOCK_VIRTUAL,
        .max_ticks = (uint64_t)int_of(scenario, "max_ticks", DEFAULT_MAX_TICKS),
        .slow_ms = -1,
        .stack_bytes = STACK_BYTES,
        .report = tell_report,
        .report_arg = &world,
    };
    if (async_loop_create(&options, &world.loop))
        abort();
    struct ref *main_ref = body_task(&world, "main");
    world_declare(&world);
    /* For the library no ticks at all would be no limit. */
    int err = options.max_ticks ? run_main(&world, main_ref) : ASYNC_ETICKLIMIT;
    if (err == ASYNC_EDEADLOCK)
        line(&world, "deadlock");
    else if (err == ASYNC_ETICKLIMIT)
        line(&world, "limit");
    tell_unretrieved(&world);
    size_t n;
    struct async_task **pending = unfinished(&world, &n);
    line(&world, "end pending=%s", labels(&world, pending, n));
    world_finish(&world);
}

static int run_text(const char *text)
{
    cJSON *scenario = cJSON_Parse(text);
    if (!scenario) {
        fprintf(stderr, "scenario: this is not JSON\n");
        return 2;
    }
    run(scenario);
    cJSON_Delete(scenario);
    return 0;
}

static int run_batch(void)
{
    char *text = NULL;
    size_t cap = 0;
    int status = 0;
    while (!status && getline(&text, &cap, stdin) > 0) {
        status = run_text(text);
        puts("---");
        fflush(stdout);
    }
    free(text);
    return status;
}

static int run_file(const char *path)
{
    struct buf text = { 0 };
    struct diag diag = { 0 };
    int status = 2;
    if (file_read(path, &text, &diag))
        fprintf(stderr, "scenario: cannot read %s\n", path);
    else
        status = run_text(buf_str(&text));
    buf_finish(&text);
    return status;
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: scenario FILE.json | scenario --batch\n");
        return 2;
    }
    return strcmp(argv[1], "--batch") ? run_file(argv[1]) : run_batch();
}
