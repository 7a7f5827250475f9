/* Servers. The loop accepts connections, outside any task, as asyncio's does; each gets a
 * task.
 *
 * The happy path: a connection comes; its task runs the handler, closes the stream and
 * waits until all is sent; the task's done-callback frees the connection. A task that was
 * cancelled before it began runs nothing: the callback comes all the same. At the loop's
 * end no callback comes: the loop lets go of the server's connections by itself. Out of
 * descriptors, a listener rests for a while. */
#include "server.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include <async/error.h>
#include <async/task.h>

#include "handle.h"
#include "poll.h"
#include "stream.h"

#define RETRY_NS INT64_C(1000000000)

struct connection {
    struct async_server *server; /* counted */
    struct async_stream *stream;
    struct async_task *task;
    struct async_callback done;
    struct connection *previous, *next; /* the server's */
};

/* ---- One connection ---- */

static int serve(void *arg)
{
    struct connection *connection = arg;
    struct async_stream *stream = connection->stream;
    int err = connection->server->handler(stream, connection->server->arg);
    if (err)
        return err;
    async_stream_close(stream);
    err = (async_stream_wait_closed)(stream, connection->server->site);
    return err == ASYNC_ECANCELED ? err : 0; /* a peer that has gone is no fault of ours */
}

static void server_release(struct async_server *server)
{
    if (--server->refs)
        return;
    if (server->loop)
        loop_pending_remove(server->loop, &server->pending);
    free(server->path);
    free(server);
}

static void connection_destroy(struct connection *connection)
{
    struct async_server *server = connection->server;
    if (connection->previous)
        connection->previous->next = connection->next;
    else
        server->connections = connection->next;
    if (connection->next)
        connection->next->previous = connection->previous;
    async_stream_destroy(connection->stream);
    async_task_release(connection->task);
    free(connection);
    if (server->is_closed && !server->connections)
        waiters_wake(&server->closings, SIZE_MAX);
    server_release(server);
}

static void on_served(struct async_future *future, void *arg)
{
    connection_destroy(arg);
}

/* Begins to serve the descriptor, which it takes over. */
static int connection_start(struct async_server *server, int fd)
{
    struct connection *connection = calloc(1, sizeof(*connection));
    if (!connection)
        goto out_of_memory;
    if (async_stream_open(fd, &connection->stream))
        goto out_of_memory;
    connection->task =
        (async_create_task)((async_coro)(serve, connection, server->name, server->site),
                            server->site);
    if (!connection->task)
        goto out_of_memory;
    connection->server = server;
    server->refs++;
    connection->next = server->connections;
    if (connection->next)
        connection->next->previous = connection;
    server->connections = connection;
    async_future_add_done_callback(async_task_future(connection->task), &connection->done,
                                   on_served, connection);
    return 0;

out_of_memory:
    if (connection && connection->stream)
        async_stream_destroy(connection->stream);
    else
        close(fd);
    free(connection);
    return -ENOMEM;
}

/* ---- Accepting ---- */

static void end_rest(void *arg)
{
    struct listener *listener = arg;
    poll_watch_set(listener->watch, POLL_READABLE);
}

/* The machine has no room for more connections; those that wait stay in the kernel's queue. */
static void rest(struct listener *listener, int err)
{
    struct async_server *server = listener->server;
    loop_report(server->loop, ASYNC_REPORT_CANNOT_ACCEPT, server->site, NULL,
                "cannot accept connections for a second: %s", async_strerror(err));
    poll_watch_set(listener->watch, 0);
    if (handle_call_at_ns(server->loop, &listener->retry, loop_time_ns(server->loop) + RETRY_NS,
                          end_rest, listener))
        end_rest(listener);
}

/* The next connection: 0, or a negative errno. */
static int accept_one(struct listener *listener)
{
    int fd = accept4(listener->fd, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (fd < 0)
        return -errno;
    if (!listener->server->path)
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &(int){ 1 }, sizeof(int));
    return connection_start(listener->server, fd);
}

static void on_connections(void *arg, int events)
{
    struct listener *listener = arg;
    if (events == POLL_REFUSED) {
        rest(listener, ASYNC_ENOMEM);
        return;
    }
    for (int i = 0; i < SOMAXCONN; i++) {
        int err = accept_one(listener);
        if (err == -EAGAIN)
            return;
        if (err == -EMFILE || err == -ENFILE || err == -ENOBUFS || err == -ENOMEM) {
            rest(listener, err);
            return;
        }
        /* Else it was accepted, or gave up in the queue. */
    }
}

/* ---- The beginning ---- */

/* The loop ends: nobody is served any more. */
static void drop(struct async_pending *pending)
{
    struct async_server *server = CONTAINER(pending, struct async_server, pending);
    server->refs++;
    async_server_close(server);
    while (server->connections) {
        callback_forget(&server->connections->done);
        connection_destroy(server->connections);
    }
    loop_pending_remove(server->loop, &server->pending);
    server->loop = NULL;
    server_release(server);
}

struct async_server *server_create(size_t max_listeners, async_handler_fn *handler, void *arg,
                                   const char *name, const char *site)
{
    struct async_server *server =
        calloc(1, sizeof(*server) + max_listeners * sizeof(struct listener));
    if (!server)
        return NULL;
    server->loop = loop_current();
    server->handler = handler;
    server->arg = arg;
    server->name = name;
    server->site = site;
    server->refs = 1;
    loop_pending_add(server->loop, &server->pending, drop);
    return server;
}

int server_listen(struct async_server *server, int fd)
{
    struct listener *listener = &server->listeners[server->n_listeners];
    int err = listen(fd, SOMAXCONN) ? -errno : 0;
    if (!err) {
        listener->watch = poll_watch_create(server->loop, fd, on_connections, listener);
        err = listener->watch ? 0 : ASYNC_ENOMEM;
    }
    if (err) {
        close(fd);
        return err;
    }
    listener->server = server;
    listener->fd = fd;
    server->n_listeners++;
    poll_watch_set(listener->watch, POLL_READABLE);
    return 0;
}

int async_server_port(const struct async_server *server)
{
    return server->port;
}

/* ---- The end ---- */

void async_server_close(struct async_server *server)
{
    if (server->is_closed)
        return;
    server->is_closed = true;
    for (size_t i = 0; i < server->n_listeners; i++) {
        struct listener *listener = &server->listeners[i];
        handle_cancel(server->loop, &listener->retry);
        poll_watch_destroy(listener->watch);
        close(listener->fd);
    }
    if (server->path)
        server_remove_socket(server->path);
    if (!server->connections)
        waiters_wake(&server->closings, SIZE_MAX);
}

int(async_server_wait_closed)(struct async_server *server, const char *site)
{
    struct async_task *task = task_current();
    if (!task)
        return ASYNC_ERUNTIME;
    const struct wait_reason reason = {
        .kind = "server",
        .name = server->name,
        .until_ns = TIMER_NEVER,
    };
    int err = 0;
    server->refs++;
    while (!err && (!server->is_closed || server->connections)) {
        struct async_waiter waiter;
        err = waiters_wait(&server->closings, &waiter, task, &reason, site);
    }
    server_release(server);
    return err;
}

void async_server_destroy(struct async_server *server)
{
    if (!server)
        return;
    async_server_close(server);
    server_release(server);
}
