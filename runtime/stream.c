/* A stream's beginning and end. It closes in two steps: async_stream_close() ends reading and
 * leaves the sender to finish; when nothing is unsent, the descriptor goes. The object itself
 * lives until its owner has destroyed it and no task is suspended in it any more. */
#include "stream.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include <async/error.h>
#include <async/io.h>

#include "poll.h"

#define LOW_BYTES  ((size_t)16 * 1024)
#define HIGH_BYTES ((size_t)64 * 1024)

static int set_not_to_block(int fd)
{
    int flags = fcntl(fd, F_GETFL);
    if (flags >= 0 && flags & O_NONBLOCK)
        return 0;
    return flags < 0 || fcntl(fd, F_SETFL, flags | O_NONBLOCK) ? -errno : 0;
}

int async_stream_open(int fd, struct async_stream **ret_stream)
{
    struct async_loop *loop = loop_current();
    if (!loop)
        return ASYNC_ERUNTIME;
    int err = set_not_to_block(fd);
    if (err)
        return async_raise(err, "descriptor %d: %s", fd, async_strerror(err));
    struct async_stream *stream = malloc(sizeof(*stream));
    if (!stream)
        return async_raise(ASYNC_ENOMEM, "out of memory for a stream");
    *stream = (struct async_stream){
        .loop = loop,
        .fd = fd,
        .refs = 1,
        .may_have_data = true,
        .low_bytes = LOW_BYTES,
        .high_bytes = HIGH_BYTES,
    };
    *ret_stream = stream;
    return 0;
}

int async_stream_fd(const struct async_stream *stream)
{
    return stream->fd;
}

bool stream_release(struct async_stream *stream)
{
    bool is_destroyed = stream->is_destroyed;
    if (--stream->refs)
        return is_destroyed;
    bytes_finish(&stream->in);
    bytes_finish(&stream->out);
    free(stream);
    return is_destroyed;
}

int stream_wait(struct async_stream *stream, struct async_waiters *line,
                struct async_task *task, const char *site)
{
    const struct wait_reason reason = {
        .kind = "writable",
        .id = (uint32_t)stream->fd,
        .until_ns = TIMER_NEVER,
    };
    struct async_waiter waiter;
    stream->refs++;
    int err = waiters_wait(line, &waiter, task, &reason, site);
    return stream_release(stream) ? -EBADF : err;
}

void stream_shut(struct async_stream *stream)
{
    if (stream->fd < 0)
        return;
    poll_watch_destroy(stream->sender);
    stream->sender = NULL;
    close(stream->fd);
    stream->fd = -1;
    waiters_wake(&stream->drains, SIZE_MAX);
    waiters_wake(&stream->closings, SIZE_MAX);
}

void async_stream_close(struct async_stream *stream)
{
    if (stream->is_closing)
        return;
    stream->is_closing = true;
    stream->is_write_end = true;
    async_io_forget(stream->fd); /* wakes who reads */
    if (!bytes_len(&stream->out))
        stream_shut(stream);
}

int(async_stream_wait_closed)(struct async_stream *stream, const char *site)
{
    struct async_task *task = task_current();
    if (!task)
        return ASYNC_ERUNTIME;
    while (stream->fd >= 0) {
        int err = stream_wait(stream, &stream->closings, task, site);
        if (err)
            return err;
    }
    return stream->lost;
}

void async_stream_destroy(struct async_stream *stream)
{
    if (!stream)
        return;
    stream->is_destroyed = true;
    bytes_finish(&stream->out);
    async_stream_close(stream);
    stream_shut(stream);
    stream_release(stream);
}
