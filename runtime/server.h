/* Servers from the inside: what listens, and whom it serves. */
#ifndef RUNTIME_SERVER_H
#define RUNTIME_SERVER_H

#include <async/server.h>

#include "loop.h"
#include "waiters.h"

struct listener {
    struct async_server *server;
    struct poll_watch *watch;
    struct async_handle retry; /* ends its rest */
    int fd;
};

struct async_server {
    struct async_pending pending; /* while the loop runs */
    struct async_loop *loop;      /* NULL: it has ended */
    async_handler_fn *handler;
    void *arg;
    const char *name; /* of the handler */
    const char *site;
    char *path; /* owned; of a Unix socket */
    int port;
    unsigned refs; /* the owner's and the connections' */
    bool is_closed;
    struct connection *connections;
    struct async_waiters closings;
    size_t n_listeners;
    struct listener listeners[];
};

/* A server that listens nowhere yet, with room for so many listeners. NULL if out of memory. */
struct async_server *server_create(size_t max_listeners, async_handler_fn *handler, void *arg,
                                   const char *name, const char *site);

/* Listens with a bound socket, which it takes over in any case. 0 or an error. */
int server_listen(struct async_server *server, int fd);

/* Removes a Unix socket; nothing if something else stands there. */
void server_remove_socket(const char *path);

#endif
