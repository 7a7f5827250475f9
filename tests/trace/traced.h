/* Real traces: programs run in this process on virtual time, with their trace in a file. */
#ifndef TESTS_TRACE_TRACED_H
#define TESTS_TRACE_TRACED_H

#include <stdlib.h>

#include <async.h>

#include "scratch.h"
#include "trace/recording.h"

/* Runs the coroutine and adds its trace to the text; what it prints is in there too. Returns
 * how it ended. */
static inline int traced_text(struct buf *text, async_fn *fn, void *arg)
{
    struct scratch dir = scratch_make();
    char *path = path_join(dir.path, "trace.jsonl");
    const struct async_options options = { .clock = ASYNC_CLOCK_VIRTUAL };
    struct diag diag = { 0 };
    setenv("ASYNC_TRACE", path, 1);
    setenv("ASYNC_OUTPUT", "trace", 1);
    int err = async_run_with(&options, (async_coro)(fn, arg, "main", NULL), NULL);
    unsetenv("ASYNC_TRACE");
    unsetenv("ASYNC_OUTPUT");
    if (file_read(path, text, &diag))
        fail_msg("%s: %s", diag.file, diag.message);
    free(path);
    scratch_remove(&dir);
    return err;
}

/* The same into an empty recording. */
static inline int traced_read(struct recording *recording, async_fn *fn, void *arg)
{
    struct buf text = { 0 };
    struct diag diag = { 0 };
    int err = traced_text(&text, fn, arg);
    if (recording_feed(recording, text.data, text.len, &diag) ||
        recording_close(recording, &diag))
        fail_msg("%s:%d: %s", diag.file, diag.line, diag.message);
    buf_finish(&text);
    return err;
}

/* The same for a program that ends well. */
static inline void traced_run(struct recording *recording, async_fn *fn, void *arg)
{
    recording_init(recording, "test");
    int err = traced_read(recording, fn, arg);
    if (err)
        fail_msg("the program failed: %s", async_strerror(err));
}

static inline void traced_file(struct recording *recording, const char *path)
{
    struct diag diag = { 0 };
    recording_init(recording, path);
    if (recording_read_file(recording, path, &diag))
        fail_msg("%s:%d: %s", path, diag.line, diag.message);
}

/* A recording of these lines. */
static inline void traced_lines(struct recording *recording, const char *lines)
{
    struct diag diag = { 0 };
    recording_init(recording, "test");
    if (recording_feed(recording, lines, strlen(lines), &diag) ||
        recording_close(recording, &diag))
        fail_msg("line %d: %s", diag.line, diag.message);
}

/* ---- Programs that do something different for every seed ---- */

struct traced_random {
    unsigned long long seed;
    int depth;
};

static inline unsigned traced_roll(struct traced_random *random, unsigned sides)
{
    random->seed = random->seed * 6364136223846793005ULL + 1442695040888963407ULL;
    return (unsigned)(random->seed >> 33) % sides;
}

static int traced_body(void *arg);

/* Mostly passes errors of children over: whatever happens, it is in the trace. */
static inline int traced_children(struct traced_random *random)
{
    struct traced_random parts[3];
    struct async_task *tasks[3];
    size_t count = 1 + traced_roll(random, 3);
    for (size_t i = 0; i < count; i++) {
        parts[i] = (struct traced_random){ random->seed + 7919 * (i + 1), random->depth + 1 };
        tasks[i] = async_create_task(async_coro(traced_body, &parts[i]));
    }
    int err = traced_roll(random, 2) ? async_sleep((int64_t)traced_roll(random, 9)) : 0;
    if (traced_roll(random, 3) == 0)
        async_task_cancel(tasks[0], traced_roll(random, 2) ? "enough" : NULL);
    for (size_t i = 0; i < count; i++) {
        int ended = async_await(tasks[i], NULL);
        err = err ? err : ended == ASYNC_EVALUE ? 0 : ended;
    }
    for (size_t i = 0; i < count; i++) {
        while (!async_task_is_done(tasks[i])) {
            async_task_cancel(tasks[i], NULL);
            int ignored = async_await(tasks[i], NULL);
            (void)ignored;
        }
        async_task_release(tasks[i]);
    }
    return err;
}

static inline int traced_step(struct traced_random *random)
{
    struct traced_random part = { random->seed + 104729, random->depth + 1 };
    bool is_deep = random->depth > 3;
    switch (traced_roll(random, 7)) {
    case 0:
        return async_sleep(0);
    case 1:
        return async_sleep(1 + (int64_t)traced_roll(random, 50));
    case 2:
        printf("line %u\nand another\n", traced_roll(random, 100));
        return 0;
    case 3:
        return is_deep ? 0 : async_await(async_coro(traced_body, &part), NULL);
    case 4:
        return is_deep ? 0 : traced_children(random);
    case 5:
        return is_deep ? 0 : async_wait_for(async_coro(traced_body, &part), 20, NULL);
    default:
        return random->depth && traced_roll(random, 4) == 0 ? async_raise(ASYNC_EVALUE, "no")
                                                            : 0;
    }
}

static int traced_body(void *arg)
{
    struct traced_random random = *(struct traced_random *)arg;
    int err = 0;
    for (unsigned steps = 2 + traced_roll(&random, 4); steps && !err; steps--)
        err = traced_step(&random);
    return err;
}

/* The whole program: bodies one after the other, their errors passed over. */
static inline int traced_main(void *arg)
{
    struct traced_random random = { (unsigned long long)(uintptr_t)arg, 0 };
    for (int i = 0; i < 8; i++) {
        random.seed += 15485863;
        int ignored = async_await(async_coro(traced_body, &random), NULL);
        (void)ignored;
    }
    return 0;
}

#endif
