/* Writing. What the network takes at once is sent at once; the rest is copied, and the loop
 * sends it when the descriptor is writable. */
#include "stream.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>

#include <async/error.h>

#include "poll.h"

/* Sends as much as goes; 0 and how much, or a negative errno. */
static int send_some(const struct async_stream *stream, const char *bytes, size_t len_bytes,
                     size_t *ret_len)
{
    size_t done = 0;
    while (done < len_bytes) {
        ssize_t n =
            send(stream->fd, bytes + done, len_bytes - done, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (n >= 0)
            done += (size_t)n;
        else if (errno == EAGAIN)
            break;
        else if (errno != EINTR)
            return -errno;
    }
    *ret_len = done;
    return 0;
}

void stream_lose(struct async_stream *stream, int err)
{
    stream->lost = err;
    stream->is_full = false;
    bytes_finish(&stream->out);
    if (stream->sender)
        poll_watch_set(stream->sender, 0);
    waiters_wake(&stream->drains, SIZE_MAX);
}

/* Everything is sent: does what was asked for after it. */
static void all_sent(struct async_stream *stream)
{
    if (stream->sender)
        poll_watch_set(stream->sender, 0);
    if (stream->is_closing)
        stream_shut(stream);
    else if (stream->is_write_end)
        shutdown(stream->fd, SHUT_WR);
}

static void on_writable(void *arg, int events)
{
    struct async_stream *stream = arg;
    size_t sent;
    int err = ASYNC_ENOMEM;
    if (events != POLL_REFUSED)
        err = send_some(stream, bytes_first(&stream->out), bytes_len(&stream->out), &sent);
    if (err)
        stream_lose(stream, err);
    else
        bytes_drop(&stream->out, sent);
    if (stream->is_full && bytes_len(&stream->out) <= stream->low_bytes) {
        stream->is_full = false;
        waiters_wake(&stream->drains, SIZE_MAX);
    }
    if (!bytes_len(&stream->out))
        all_sent(stream);
}

/* Keeps a copy for the sender. */
static int keep(struct async_stream *stream, const char *bytes, size_t len_bytes)
{
    struct bytes *out = &stream->out;
    if (!stream->sender)
        stream->sender = poll_watch_create(stream->loop, stream->fd, on_writable, stream);
    if (!stream->sender || !bytes_reserve(out, len_bytes))
        return ASYNC_ENOMEM;
    memcpy(out->memory + out->end, bytes, len_bytes);
    out->end += len_bytes;
    poll_watch_set(stream->sender, POLL_WRITABLE);
    if (bytes_len(out) > stream->high_bytes)
        stream->is_full = true;
    return 0;
}

int async_stream_write(struct async_stream *stream, const void *bytes, size_t len_bytes)
{
    if (stream->lost)
        return stream->lost;
    if (stream->is_write_end)
        return async_raise(ASYNC_ERUNTIME, "the stream is closed for writing");
    size_t sent = 0;
    int err = 0;
    if (!bytes_len(&stream->out))
        err = send_some(stream, bytes, len_bytes, &sent);
    if (!err && sent < len_bytes)
        err = keep(stream, (const char *)bytes + sent, len_bytes - sent);
    if (err)
        stream_lose(stream, err); /* a part may be sent: nothing can follow it */
    return err;
}

int(async_stream_drain)(struct async_stream *stream, const char *site)
{
    struct async_task *task = task_current();
    if (!task)
        return ASYNC_ERUNTIME;
    if (stream->fd < 0 && !stream->lost)
        return async_raise(-ECONNRESET, "the stream is closed");
    while (stream->is_full && stream->fd >= 0) {
        int err = stream_wait(stream, &stream->drains, task, site);
        if (err)
            return err;
    }
    return stream->lost;
}

void async_stream_set_write_limits(struct async_stream *stream, size_t low_bytes,
                                   size_t high_bytes)
{
    stream->low_bytes = low_bytes;
    stream->high_bytes = high_bytes;
}

void async_stream_write_eof(struct async_stream *stream)
{
    if (stream->is_write_end)
        return;
    stream->is_write_end = true;
    if (!bytes_len(&stream->out))
        all_sent(stream);
}
