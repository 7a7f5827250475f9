// accepted: a ring between two semaphores; the last permit is handed from consumer to consumer
#include "pipeline.h"

#include <stdlib.h>

struct pipeline {
    struct async_semaphore free, taken; /* places of the ring; one more is taken at the end */
    struct item **ring;
    size_t room, first, len;
    size_t next_producer, producers_left;
};

static int run_producer(void *arg)
{
    struct pipeline *pipeline = arg;
    size_t number = pipeline->next_producer++;
    struct item *item;
    int err;
    while (!(err = produce(number, &item)) && item) {
        err = async_semaphore_acquire(&pipeline->free);
        if (err)
            return err;
        pipeline->ring[(pipeline->first + pipeline->len++) % pipeline->room] = item;
        async_semaphore_release(&pipeline->taken);
    }
    if (!err && --pipeline->producers_left == 0)
        async_semaphore_release(&pipeline->taken);
    return err;
}

static struct item *take(struct pipeline *pipeline)
{
    struct item *item = pipeline->ring[pipeline->first];
    pipeline->first = (pipeline->first + 1) % pipeline->room;
    pipeline->len--;
    async_semaphore_release(&pipeline->free);
    return item;
}

static int run_consumer(void *arg)
{
    struct pipeline *pipeline = arg;
    int err;
    while (!(err = async_semaphore_acquire(&pipeline->taken)) && pipeline->len) {
        err = consume(take(pipeline));
        if (err)
            return err;
    }
    if (!err)
        async_semaphore_release(&pipeline->taken);
    return err;
}

static int run_group(struct pipeline *pipeline, size_t producers, size_t consumers)
{
    struct async_group group;
    int err = async_group_enter(&group);
    for (size_t i = 0; i < consumers && !err; i++)
        err = async_group_create_task(&group, async_coro(run_consumer, pipeline), NULL);
    for (size_t i = 0; i < producers && !err; i++)
        err = async_group_create_task(&group, async_coro(run_producer, pipeline), NULL);
    err = async_group_exit(&group, err);
    return err == ASYNC_EGROUP ? async_error_last(err)->errors[0]->code : err;
}

int run_pipeline(size_t producers, size_t consumers, size_t room)
{
    struct pipeline pipeline = { .room = room, .producers_left = producers };
    pipeline.ring = calloc(room, sizeof(*pipeline.ring));
    if (!pipeline.ring)
        return ASYNC_ENOMEM;
    async_semaphore_init(&pipeline.free, room);
    async_semaphore_init(&pipeline.taken, 0);
    int err = run_group(&pipeline, producers, consumers);
    free(pipeline.ring);
    return err;
}
