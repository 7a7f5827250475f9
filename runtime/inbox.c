/* A list under a lock, and libev's async watcher to wake the loop. */
#include "inbox.h"

#include <pthread.h>
#include <stdlib.h>

#include <async/error.h>
#include <async/thread.h>

#include "error.h"
#include "handle.h"
#include "poll.h"

struct inbox {
    pthread_mutex_t lock;
    struct async_node *first, *last; /* handles, in the order they came */
};

int inbox_open(struct async_loop *loop)
{
    if (loop->inbox)
        return 0;
    struct inbox *inbox = calloc(1, sizeof(*inbox));
    if (!inbox || poll_allow_wakes(loop)) {
        free(inbox);
        return async_raise(ASYNC_ENOMEM, "out of memory for calls from other threads");
    }
    pthread_mutex_init(&inbox->lock, NULL);
    loop->inbox = inbox;
    return 0;
}

void inbox_close(struct async_loop *loop)
{
    if (!loop->inbox)
        return;
    pthread_mutex_destroy(&loop->inbox->lock);
    free(loop->inbox);
    loop->inbox = NULL;
}

void inbox_renew(struct async_loop *loop)
{
    if (!loop->inbox)
        return;
    pthread_mutex_init(&loop->inbox->lock, NULL);
    loop->inbox->first = NULL;
}

void inbox_post(struct async_loop *loop, struct async_handle *handle)
{
    struct inbox *inbox = loop->inbox;
    handle->node.next = NULL;
    pthread_mutex_lock(&inbox->lock);
    if (inbox->first)
        inbox->last->next = &handle->node;
    else
        inbox->first = &handle->node;
    inbox->last = &handle->node;
    pthread_mutex_unlock(&inbox->lock);
    poll_wake(loop);
}

void inbox_drain(struct async_loop *loop)
{
    struct inbox *inbox = loop->inbox;
    pthread_mutex_lock(&inbox->lock);
    struct async_node *first = inbox->first;
    struct async_node *last = inbox->last;
    inbox->first = NULL;
    pthread_mutex_unlock(&inbox->lock);
    if (first)
        loop_push_list(loop, first, last);
}

struct async_loop *async_running_loop(void)
{
    struct async_loop *loop = loop_current();
    return loop && !inbox_open(loop) ? loop : NULL;
}

void(async_call_soon_threadsafe)(struct async_loop *loop, struct async_handle *handle,
                                 void (*fn)(void *arg), void *arg, const char *name,
                                 const char *site)
{
    if (loop == loop_current()) {
        (async_call_soon)(handle, fn, arg, name, site);
        return;
    }
    handle_init(handle, fn, arg, name, site);
    handle->is_ready = true;
    inbox_post(loop, handle);
}

int async_external_begin(void)
{
    struct async_loop *loop = loop_current();
    if (!loop)
        return ASYNC_ERUNTIME;
    int err = inbox_open(loop);
    if (!err)
        loop->n_external++;
    return err;
}

void async_external_end(void)
{
    loop_current()->n_external--;
}
