/* getaddrinfo() in a thread, which cannot be interrupted: if the task is cancelled
 * meanwhile, the lookup runs to its end and throws its result away. So the lookup owns all
 * that it touches. */
#include "resolve.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include <async/error.h>

#include "executor.h"
#include "task.h"

struct lookup {
    char *host; /* owned; NULL: any */
    char port[6];
    struct addrinfo hints;
    struct addrinfo *list; /* owned */
    int code;              /* of getaddrinfo() */
    int system_err;        /* errno, where that is the reason */
};

static int look_up(void *arg, void **ret_result)
{
    struct lookup *lookup = arg;
    lookup->code = getaddrinfo(lookup->host, lookup->port, &lookup->hints, &lookup->list);
    if (lookup->code == EAI_SYSTEM)
        lookup->system_err = errno;
    return 0;
}

static void lookup_destroy(void *arg)
{
    struct lookup *lookup = arg;
    if (lookup->list)
        freeaddrinfo(lookup->list);
    free(lookup->host);
    free(lookup);
}

static struct lookup *lookup_create(const char *host, int port, int flags)
{
    struct lookup *lookup = calloc(1, sizeof(*lookup));
    if (!lookup)
        return NULL;
    lookup->host = host ? strdup(host) : NULL;
    if (host && !lookup->host) {
        free(lookup);
        return NULL;
    }
    snprintf(lookup->port, sizeof(lookup->port), "%d", port);
    lookup->hints = (struct addrinfo){
        .ai_family = AF_UNSPEC,
        .ai_socktype = SOCK_STREAM,
        .ai_flags = flags | AI_NUMERICSERV,
    };
    return lookup;
}

static int explain(const struct lookup *lookup)
{
    const char *host = lookup->host ? lookup->host : "any address";
    switch (lookup->code) {
    case 0:
        return 0;
    case EAI_MEMORY:
        return async_raise(ASYNC_ENOMEM, "out of memory looking up %s", host);
    case EAI_SYSTEM:
        return async_raise(-lookup->system_err, "%s: %s", host, strerror(lookup->system_err));
    default:
        return async_raise(-EHOSTUNREACH, "%s: %s", host, gai_strerror(lookup->code));
    }
}

/* Hands over the addresses. */
static int take(struct lookup *lookup, struct addrinfo **ret_list)
{
    int err = explain(lookup);
    if (err)
        return err;
    *ret_list = lookup->list;
    lookup->list = NULL;
    return 0;
}

/* True if there was nothing to look up, or it failed for good: no thread is needed. */
static bool look_up_number(struct lookup *lookup)
{
    int flags = lookup->hints.ai_flags;
    lookup->hints.ai_flags |= AI_NUMERICHOST;
    look_up(lookup, NULL);
    lookup->hints.ai_flags = flags;
    return lookup->code != EAI_NONAME;
}

static int look_up_in_thread(struct lookup *lookup, struct addrinfo **ret_list,
                             const char *site)
{
    struct async_future *future =
        executor_submit(look_up, lookup, lookup_destroy, "getaddrinfo");
    if (!future) {
        lookup_destroy(lookup);
        return async_raise(ASYNC_ENOMEM, "no thread to look up a name");
    }
    int err = async_future_await(future, NULL, site);
    if (!err)
        err = take(lookup, ret_list);
    async_future_release(future);
    return err;
}

int resolve(const char *host, int port, int flags, struct addrinfo **ret_list, const char *site)
{
    if (!task_current())
        return ASYNC_ERUNTIME;
    if (port < 0 || port > 65535)
        return async_raise(ASYNC_EVALUE, "there is no port %d", port);
    struct lookup *lookup = lookup_create(host, port, flags);
    if (!lookup)
        return async_raise(ASYNC_ENOMEM, "out of memory looking up a name");
    if (!look_up_number(lookup))
        return look_up_in_thread(lookup, ret_list, site);
    int err = take(lookup, ret_list);
    lookup_destroy(lookup);
    return err;
}
