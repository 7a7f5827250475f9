/* Where a server listens: at each address that a host's name stands for, or at a path. */
#include "server.h"

#include <errno.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <async/error.h>

#include "resolve.h"
#include "stream.h"
#include "task.h"

static int bind_new(int family, const struct sockaddr *address, socklen_t len, int *ret_fd)
{
    int fd = socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return -errno;
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &(int){ 1 }, sizeof(int));
    if (family == AF_INET6)
        setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &(int){ 1 }, sizeof(int));
    if (bind(fd, address, len)) {
        int err = -errno;
        close(fd);
        return err;
    }
    *ret_fd = fd;
    return 0;
}

static void set_port(struct sockaddr *address, int port)
{
    if (address->sa_family == AF_INET6)
        ((struct sockaddr_in6 *)(void *)address)->sin6_port = htons((uint16_t)port);
    else
        ((struct sockaddr_in *)(void *)address)->sin_port = htons((uint16_t)port);
}

static int bound_port(int fd)
{
    struct sockaddr_in6 address = { 0 };
    socklen_t len = sizeof(address);
    getsockname(fd, (struct sockaddr *)&address, &len);
    return ntohs(address.sin6_port); /* where an IPv4 address has it, too */
}

/* Listens at each of the addresses; at the same port where any may be picked. */
static int listen_at_all(struct async_server *server, const struct addrinfo *list, int port)
{
    server->port = port;
    for (const struct addrinfo *at = list; at; at = at->ai_next) {
        int fd;
        set_port(at->ai_addr, server->port);
        int err = bind_new(at->ai_family, at->ai_addr, at->ai_addrlen, &fd);
        if (err == -EAFNOSUPPORT && at->ai_next)
            continue;
        if (err)
            return err;
        server->port = bound_port(fd);
        err = server_listen(server, fd);
        if (err)
            return err;
    }
    return 0;
}

static size_t count(const struct addrinfo *list)
{
    size_t n = 0;
    for (const struct addrinfo *at = list; at; at = at->ai_next)
        n++;
    return n;
}

int(async_server_start)(const char *host, int port, async_handler_fn *handler, void *arg,
                        struct async_server **ret_server, const char *name, const char *site)
{
    struct addrinfo *list;
    int err = resolve(host, port, AI_PASSIVE, &list, site);
    if (err)
        return err;
    struct async_server *server = server_create(count(list), handler, arg, name, site);
    err = server ? listen_at_all(server, list, port) : ASYNC_ENOMEM;
    freeaddrinfo(list);
    if (err) {
        async_server_destroy(server);
        return async_raise(err, "cannot listen at %s, port %d: %s", host ? host : "any address",
                           port, async_strerror(err));
    }
    *ret_server = server;
    return 0;
}

void server_remove_socket(const char *path)
{
    struct stat info;
    if (!lstat(path, &info) && S_ISSOCK(info.st_mode))
        unlink(path);
}

static int listen_at_path(struct async_server *server, const char *path)
{
    struct sockaddr_un address;
    int err = unix_address(path, &address);
    if (err)
        return err;
    int fd;
    server_remove_socket(path); /* left behind, it would be in the way */
    err = bind_new(AF_UNIX, (const struct sockaddr *)&address, sizeof(address), &fd);
    if (err)
        return err;
    server->path = strdup(path);
    err = server_listen(server, fd);
    return err || server->path ? err : ASYNC_ENOMEM;
}

int(async_server_start_unix)(const char *path, async_handler_fn *handler, void *arg,
                             struct async_server **ret_server, const char *name,
                             const char *site)
{
    if (!task_current())
        return ASYNC_ERUNTIME;
    struct async_server *server = server_create(1, handler, arg, name, site);
    int err = server ? listen_at_path(server, path) : ASYNC_ENOMEM;
    if (err) {
        async_server_destroy(server);
        return async_raise(err, "cannot listen at %s: %s", path, async_strerror(err));
    }
    *ret_server = server;
    return 0;
}
