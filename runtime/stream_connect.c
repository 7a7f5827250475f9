/* Connecting. The happy path: the name is looked up, a socket made for its first address,
 * connected without blocking, awaited until it is writable, and opened as a stream. An
 * address that fails gives way to the next one; a cancellation closes the socket and ends
 * it. */
#include "stream.h"

#include <errno.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <async/error.h>
#include <async/io.h>

#include "resolve.h"

/* Waits for a connection that is under way. */
static int finish_connecting(int fd, const char *site)
{
    int err = (async_wait_writable)(fd, site);
    async_io_forget(fd);
    if (err)
        return err;
    socklen_t len = sizeof(err);
    if (getsockopt(fd, SOL_SOCKET, SO_ERROR, &err, &len))
        return -errno;
    return -err;
}

static int connect_socket(int fd, const struct sockaddr *address, socklen_t len,
                          const char *site)
{
    if (!connect(fd, address, len))
        return 0;
    if (errno == EINPROGRESS || errno == EINTR)
        return finish_connecting(fd, site);
    return -errno;
}

static int connect_to(int family, const struct sockaddr *address, socklen_t len,
                      struct async_stream **ret_stream, const char *site)
{
    int fd = socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return -errno;
    int err = connect_socket(fd, address, len, site);
    if (!err)
        err = async_stream_open(fd, ret_stream);
    if (err)
        close(fd);
    return err;
}

int(async_stream_connect)(const char *host, int port, struct async_stream **ret_stream,
                          const char *site)
{
    struct addrinfo *list;
    int err = port ? resolve(host, port, 0, &list, site) : ASYNC_EVALUE;
    if (err)
        return err;
    for (const struct addrinfo *at = list; at; at = at->ai_next) {
        err = connect_to(at->ai_family, at->ai_addr, at->ai_addrlen, ret_stream, site);
        if (!err || err == ASYNC_ECANCELED)
            break;
    }
    freeaddrinfo(list);
    if (!err)
        setsockopt((*ret_stream)->fd, IPPROTO_TCP, TCP_NODELAY, &(int){ 1 }, sizeof(int));
    else if (err != ASYNC_ECANCELED)
        async_raise(err, "cannot connect to %s, port %d: %s", host, port, async_strerror(err));
    return err;
}

int unix_address(const char *path, struct sockaddr_un *ret_address)
{
    struct sockaddr_un address = { .sun_family = AF_UNIX };
    size_t len = strlen(path);
    if (len >= sizeof(address.sun_path))
        return async_raise(-ENAMETOOLONG, "%s: too long for a socket", path);
    memcpy(address.sun_path, path, len);
    *ret_address = address;
    return 0;
}

int(async_stream_connect_unix)(const char *path, struct async_stream **ret_stream,
                               const char *site)
{
    if (!task_current())
        return ASYNC_ERUNTIME;
    struct sockaddr_un address;
    int err = unix_address(path, &address);
    if (err)
        return err;
    err = connect_to(AF_UNIX, (const struct sockaddr *)&address, sizeof(address), ret_stream,
                     site);
    if (err && err != ASYNC_ECANCELED)
        async_raise(err, "cannot connect to %s: %s", path, async_strerror(err));
    return err;
}
