// rejected: deadlock, runs: the end is counted over all calls
#include "pipeline.h"

struct pipeline {
    struct async_queue queue;
    size_t producers;
};

static size_t ended;

struct producer {
    struct pipeline *pipeline;
    size_t number;
};

static int run_producer(void *arg)
{
    const struct producer *producer = arg;
    struct pipeline *pipeline = producer->pipeline;
    struct item *item;
    int err;
    while (!(err = produce(producer->number, &item)) && item) {
        err = async_queue_put(&pipeline->queue, item);
        if (err)
            break;
    }
    if (!err && ++ended == pipeline->producers)
        async_queue_shutdown(&pipeline->queue, false);
    return err;
}

static int run_consumer(void *arg)
{
    struct pipeline *pipeline = arg;
    void *item;
    int err;
    while (!(err = async_queue_get(&pipeline->queue, &item))) {
        err = consume(item);
        if (err)
            return err;
    }
    return err == ASYNC_EQUEUESHUTDOWN ? 0 : err;
}

static int start_all(struct async_group *group, struct pipeline *pipeline,
                     struct producer all[], size_t producers, size_t consumers)
{
    int err = 0;
    for (size_t i = 0; i < producers && !err; i++) {
        all[i] = (struct producer){ pipeline, i };
        err = async_group_create_task(group, async_coro(run_producer, &all[i]), NULL);
    }
    for (size_t i = 0; i < consumers && !err; i++)
        err = async_group_create_task(group, async_coro(run_consumer, pipeline), NULL);
    return err;
}

static int run_group(struct pipeline *pipeline, size_t producers, size_t consumers)
{
    struct producer all[producers];
    struct async_group group;
    int err = async_group_enter(&group);
    if (err)
        return err;
    err = start_all(&group, pipeline, all, producers, consumers);
    err = async_group_exit(&group, err);
    if (err == ASYNC_EGROUP)
        err = async_error_last(ASYNC_EGROUP)->errors[0]->code;
    return err;
}

int run_pipeline(size_t producers, size_t consumers, size_t room)
{
    struct pipeline pipeline = { .producers = producers };
    int err = async_queue_init(&pipeline.queue, room);
    if (err)
        return err;
    err = run_group(&pipeline, producers, consumers);
    async_queue_finish(&pipeline.queue);
    return err;
}
