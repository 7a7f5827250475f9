// rejected: leak, finished: after an error the other tasks run on
#include "pipeline.h"

#include <stdlib.h>

struct pipeline {
    struct async_queue queue;
    struct async_future failed; /* an error of anybody */
    size_t count;
    struct async_task **tasks; /* consumers and producers */
};

struct producer {
    struct pipeline *pipeline;
    size_t number;
};

/* Nobody else has to hear of the error of a task that was told to stop. */
static int report(struct pipeline *pipeline, int err)
{
    if (err && err != ASYNC_ECANCELED && !async_future_is_done(&pipeline->failed))
        return async_future_set_error(&pipeline->failed, err);
    return err == ASYNC_ECANCELED ? err : 0;
}

static int run_producer(void *arg)
{
    const struct producer *producer = arg;
    struct pipeline *pipeline = producer->pipeline;
    for (;;) {
        struct item *item;
        int err = produce(producer->number, &item);
        if (err || !item)
            return report(pipeline, err);
        err = async_queue_put(&pipeline->queue, item);
        if (err)
            return report(pipeline, err);
    }
}

static int run_consumer(void *arg)
{
    struct pipeline *pipeline = arg;
    for (;;) {
        void *item;
        int err = async_queue_get(&pipeline->queue, &item);
        if (err)
            return report(pipeline, err);
        err = consume(item);
        async_queue_task_done(&pipeline->queue);
        if (err)
            return report(pipeline, err);
    }
}

struct work {
    struct pipeline *pipeline;
    size_t consumers;
};

/* All producers at their end, and then all items. */
static int wait_for_all(void *arg)
{
    const struct work *work = arg;
    struct pipeline *pipeline = work->pipeline;
    for (size_t i = work->consumers; i < pipeline->count; i++) {
        int err = async_await(pipeline->tasks[i], NULL);
        if (err)
            return err;
    }
    return async_queue_join(&pipeline->queue);
}

static void stop(struct async_task *task)
{
    while (!async_task_is_done(task)) {
        async_task_cancel(task, NULL);
        (void)!async_await(task, NULL);
    }
    async_task_release(task);
}

/* Until the work is done or somebody has failed, whichever comes first. */
static int race(struct pipeline *pipeline, size_t consumers)
{
    struct work work = { pipeline, consumers };
    struct async_task *all = async_create_task(async_coro(wait_for_all, &work));
    struct async_future *either[] = { async_task_future(all), &pipeline->failed };
    int err = async_wait(either, 2, ASYNC_FIRST_COMPLETED, ASYNC_NO_TIMEOUT);
    if (!err && async_future_is_done(&pipeline->failed))
        err = async_future_result(&pipeline->failed, NULL);
    stop(all);
    return err;
}

static int run_tasks(struct pipeline *pipeline, size_t producers, size_t consumers)
{
    struct producer all[producers];
    for (size_t i = 0; i < consumers; i++)
        pipeline->tasks[pipeline->count++] =
            async_create_task(async_coro(run_consumer, pipeline));
    for (size_t i = 0; i < producers; i++) {
        all[i] = (struct producer){ pipeline, i };
        pipeline->tasks[pipeline->count++] =
            async_create_task(async_coro(run_producer, &all[i]));
    }
    int err = race(pipeline, consumers);
    for (size_t i = 0; i < pipeline->count; i++) {
        if (err)
            async_task_release(pipeline->tasks[i]);
        else
            stop(pipeline->tasks[i]);
    }
    return err;
}

int run_pipeline(size_t producers, size_t consumers, size_t room)
{
    struct pipeline pipeline = { .tasks = calloc(producers + consumers,
                                                 sizeof(struct async_task *)) };
    int err = pipeline.tasks ? async_queue_init(&pipeline.queue, room) : ASYNC_ENOMEM;
    if (!err) {
        async_future_init(&pipeline.failed, "failed");
        err = run_tasks(&pipeline, producers, consumers);
        async_future_finish(&pipeline.failed);
        async_queue_finish(&pipeline.queue);
    }
    free(pipeline.tasks);
    return err;
}
