// accepted: a stack, looked at once a millisecond; who fails says so in the pipeline
#include "pipeline.h"

struct pipeline {
    struct async_queue stack;
    size_t next_producer, producers_left;
    int err; /* the first of anybody's */
};

static int give(struct pipeline *pipeline, struct item *item)
{
    int err = 0;
    while (!err && async_queue_put_nowait(&pipeline->stack, item))
        err = async_sleep(1);
    return err;
}

static int produce_all(struct pipeline *pipeline)
{
    size_t number = pipeline->next_producer++;
    struct item *item;
    int err;
    while (!(err = produce(number, &item)) && item) {
        err = give(pipeline, item);
        if (err)
            break;
    }
    pipeline->producers_left--;
    return err;
}

static int consume_all(struct pipeline *pipeline)
{
    void *item;
    int err = 0;
    while (!err) {
        if (!async_queue_get_nowait(&pipeline->stack, &item))
            err = consume(item);
        else if (pipeline->producers_left)
            err = async_sleep(1);
        else
            break;
    }
    return err;
}

/* Any error has the group stop the others; which one it was stands in the pipeline. */
static int report(struct pipeline *pipeline, int err)
{
    if (err && err != ASYNC_ECANCELED && !pipeline->err)
        pipeline->err = err;
    return err;
}

static int run_producer(void *pipeline)
{
    return report(pipeline, produce_all(pipeline));
}

static int run_consumer(void *pipeline)
{
    return report(pipeline, consume_all(pipeline));
}

int run_pipeline(size_t producers, size_t consumers, size_t room)
{
    struct pipeline pipeline = { .producers_left = producers };
    struct async_group group;
    int err = async_lifo_queue_init(&pipeline.stack, room);
    if (err)
        return err;
    err = async_group_enter(&group);
    for (size_t i = 0; i < producers + consumers && !err; i++)
        err = async_group_create_task(&group,
                                      i < producers ? async_coro(run_producer, &pipeline)
                                                    : async_coro(run_consumer, &pipeline),
                                      NULL);
    err = async_group_exit(&group, err);
    async_queue_finish(&pipeline.stack);
    return err == ASYNC_EGROUP ? pipeline.err : err;
}
