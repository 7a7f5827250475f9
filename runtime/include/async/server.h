/* Servers: a coroutine for every connection. Mirrors asyncio.start_server() and
 * asyncio.Server. */
#ifndef ASYNC_SERVER_H
#define ASYNC_SERVER_H

#include <async/base.h>
#include <async/stream.h>

ASYNC_C_BEGIN

struct async_server;

/* What serves one connection, in a task of its own. The stream is borrowed: when the
 * handler returns, the server sends what was written and closes it. An error that it
 * returns is reported as that of a task nobody awaits. May suspend.
 * Example: (the body of one that sends back what it is sent)
 *     char bytes[512];
 *     size_t len = 1;
 *     int err = 0;
 *     while (!err && len) {
 *         err = async_stream_read(stream, bytes, sizeof(bytes), &len);
 *         if (!err)
 *             err = async_stream_write(stream, bytes, len);
 *         if (!err)
 *             err = async_stream_drain(stream);
 *     }
 *     return err; */
typedef int async_handler_fn(struct async_stream *stream, void *arg);

/* Accepts connections at an address of this machine (NULL: at all of them) and port; 0
 * picks a free port. Each gets a task for handler(stream, arg); `arg` is borrowed, also by
 * those tasks. When descriptors run out, connections wait for a second in the queue before
 * the server tries again, and a report says so.
 * May suspend, while a name is looked up. Returns 0 and the server, which the caller owns:
 * async_server_destroy() it; a negative errno (-EADDRINUSE, -EACCES, -EHOSTUNREACH for an
 * unknown name); ASYNC_EVALUE for a port that does not exist; ASYNC_ECANCELED;
 * ASYNC_ENOMEM; ASYNC_ERUNTIME outside a task. Mirrors asyncio.start_server().
 * Example:
 *     struct async_server *server;
 *     int err = async_server_start("127.0.0.1", 0, serve_echo, NULL, &server);
 *     if (err)
 *         return err;
 *     printf("at port %d\n", async_server_port(server));
 *     ...
 *     async_server_destroy(server); */
ASYNC_MUST_CHECK int async_server_start(const char *host, int port, async_handler_fn *handler,
                                        void *arg, struct async_server **ret_server,
                                        const char *name, const char *site);
#define async_server_start(host, port, handler, arg, ret_server) \
    (async_server_start)((host), (port), (handler), (arg), (ret_server), #handler, ASYNC_HERE)

/* The same at a Unix socket, which is made at `path`, in place of one left there, and
 * removed when the server closes. Never suspends. Mirrors asyncio.start_unix_server(). */
ASYNC_MUST_CHECK int async_server_start_unix(const char *path, async_handler_fn *handler,
                                             void *arg, struct async_server **ret_server,
                                             const char *name, const char *site);
#define async_server_start_unix(path, handler, arg, ret_server) \
    (async_server_start_unix)((path), (handler), (arg), (ret_server), #handler, ASYNC_HERE)

/* The port it listens at; 0 for a Unix socket. Mirrors Server.sockets[0].getsockname()[1]. */
int async_server_port(const struct async_server *server);

/* Accepts no more. Connections that are being served go on. Never suspends. Mirrors
 * Server.close(). */
void async_server_close(struct async_server *server);

/* Waits until the server is closed and every connection was served to its end. May suspend.
 * Returns 0, ASYNC_ECANCELED or ASYNC_ERUNTIME outside a task. Mirrors Server.wait_closed(). */
ASYNC_MUST_CHECK int async_server_wait_closed(struct async_server *server, const char *site);
#define async_server_wait_closed(server) (async_server_wait_closed)((server), ASYNC_HERE)

/* Closes it and lets go of it; connections that are being served go on. Takes
 * NULL. */
void async_server_destroy(struct async_server *server);

ASYNC_C_END

#endif
