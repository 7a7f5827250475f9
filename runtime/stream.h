/* Streams from the inside. */
#ifndef RUNTIME_STREAM_H
#define RUNTIME_STREAM_H

#include <async/stream.h>

#include "bytes.h"
#include "waiters.h"

struct async_stream {
    struct async_loop *loop;
    int fd;        /* -1: closed */
    unsigned refs; /* the owner's, and one for every task that is suspended in the stream */
    bool is_destroyed;

    struct bytes in;    /* read ahead */
    bool may_have_data; /* the last read took all that was there: false; then waiting is due */
    bool is_at_end;     /* the peer sends no more */

    struct bytes out;          /* unsent */
    struct poll_watch *sender; /* NULL until something could not be sent at once */
    size_t low_bytes, high_bytes;
    int lost;          /* the error that broke this direction, or 0 */
    bool is_full;      /* above the high-water mark, and not below the low one since */
    bool is_write_end; /* nothing may be written any more */
    bool is_closing;   /* the descriptor closes when all is sent */
    struct async_waiters drains, closings;
};

/* The descriptor can be closed: nothing is unsent, or never will be. Wakes who waits for it. */
void stream_shut(struct async_stream *stream);

/* Nothing more is sent, because of `err`. */
void stream_lose(struct async_stream *stream, int err);

/* Lets go of a reference; true if the owner has destroyed the stream, which may be gone now. */
bool stream_release(struct async_stream *stream);

/* Suspends the task in one of the stream's lines. 0; ASYNC_ECANCELED; -EBADF: it was
 * destroyed. */
int stream_wait(struct async_stream *stream, struct async_waiters *line,
                struct async_task *task, const char *site);

struct sockaddr_un;

/* The address of a Unix socket. 0 or -ENAMETOOLONG. */
int unix_address(const char *path, struct sockaddr_un *ret_address);

#endif
