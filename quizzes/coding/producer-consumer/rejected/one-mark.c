// rejected: deadlock, runs: one end mark for all consumers
#include "pipeline.h"

struct producer {
    struct async_queue *queue;
    size_t number;
};

static int run_producer(void *arg)
{
    const struct producer *producer = arg;
    struct item *item = NULL;
    int err;
    do {
        err = produce(producer->number, &item);
        if (!err && item)
            err = async_queue_put(producer->queue, item);
    } while (!err && item);
    return err;
}

static int run_consumer(void *arg)
{
    struct async_queue *queue = arg;
    void *item = NULL;
    int err;
    do {
        err = async_queue_get(queue, &item);
        if (!err && item)
            err = consume(item);
    } while (!err && item);
    return err;
}

static int produce_all(struct async_queue *queue, size_t producers)
{
    struct producer all[producers];
    struct async_coro *calls[producers];
    struct async_group group;
    int err = async_group_enter(&group);
    if (err)
        return err;
    for (size_t i = 0; i < producers; i++) {
        all[i] = (struct producer){ queue, i };
        calls[i] = async_coro(run_producer, &all[i]);
    }
    for (size_t i = 0; i < producers && !err; i++)
        err = async_group_create_task(&group, calls[i], NULL);
    return async_group_exit(&group, err);
}

static int mark_the_end(struct async_queue *queue, size_t consumers)
{
    int err = 0;
    while (!err && consumers--)
        err = async_queue_put(queue, NULL);
    return err;
}

/* The first error, however deep the groups are nested. */
static int first_error(const struct async_error *error, int code)
{
    while (error && error->n_errors) {
        error = error->errors[0];
        code = error->code;
    }
    return code;
}

static int run_all(struct async_queue *queue, size_t producers, size_t consumers)
{
    struct async_group group;
    int err = async_group_enter(&group);
    if (err)
        return err;
    for (size_t i = 0; i < consumers && !err; i++)
        err = async_group_create_task(&group, async_coro(run_consumer, queue), NULL);
    if (!err)
        err = produce_all(queue, producers);
    if (!err)
        err = mark_the_end(queue, 1);
    err = async_group_exit(&group, err);
    return err == ASYNC_EGROUP ? first_error(async_error_last(err), err) : err;
}

int run_pipeline(size_t producers, size_t consumers, size_t room)
{
    struct async_queue queue;
    int err = async_queue_init(&queue, room);
    if (err)
        return err;
    err = run_all(&queue, producers, consumers);
    async_queue_finish(&queue);
    return err;
}
