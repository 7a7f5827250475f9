/* Reading. A read tries the system call first, unless the last one got less than it asked for:
 * then nothing more is there, and waiting at once saves a call in vain. */
#include "stream.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include <async/error.h>
#include <async/io.h>

/* How much is read ahead at once. */
#define PIECE_BYTES ((size_t)4096)

/* Reads from the descriptor, past what was read ahead. -EAGAIN: it has to be waited for. */
static int read_now(struct async_stream *stream, void *buffer, size_t cap_bytes,
                    size_t *ret_len)
{
    *ret_len = 0;
    if (stream->is_at_end || stream->is_closing)
        return 0;
    if (!stream->may_have_data)
        return -EAGAIN;
    ssize_t n;
    do
        n = read(stream->fd, buffer, cap_bytes);
    while (n < 0 && errno == EINTR);
    if (n < 0 && errno != EAGAIN)
        return -errno;
    stream->may_have_data = n == (ssize_t)cap_bytes;
    if (n < 0)
        return -EAGAIN;
    stream->is_at_end = n == 0;
    *ret_len = (size_t)n;
    return 0;
}

/* 0: there is something to read now, or the stream was closed. */
static int wait_for_data(struct async_stream *stream, const char *site)
{
    stream->refs++;
    int err = (async_wait_readable)(stream->fd, site);
    if (stream_release(stream))
        return -EBADF;
    if (err == -EBADF && stream->is_closing)
        return 0;
    if (!err)
        stream->may_have_data = true;
    return err;
}

int(async_stream_read)(struct async_stream *stream, void *buffer, size_t cap_bytes,
                       size_t *ret_len, const char *site)
{
    for (;;) {
        if (bytes_len(&stream->in)) {
            *ret_len = bytes_take(&stream->in, buffer, cap_bytes);
            return 0;
        }
        int err = read_now(stream, buffer, cap_bytes, ret_len);
        if (err != -EAGAIN)
            return err;
        err = wait_for_data(stream, site);
        if (err)
            return err;
    }
}

/* Reads ahead some more, at least `want_bytes` if they are there; `*ret_len` 0: the end. */
static int read_ahead(struct async_stream *stream, size_t want_bytes, size_t *ret_len,
                      const char *site)
{
    struct bytes *in = &stream->in;
    size_t room = want_bytes > PIECE_BYTES ? want_bytes : PIECE_BYTES;
    for (;;) {
        if (!bytes_reserve(in, room))
            return async_raise(ASYNC_ENOMEM, "out of memory for what is read");
        int err = read_now(stream, in->memory + in->end, room, ret_len);
        if (err != -EAGAIN) {
            in->end += *ret_len;
            return err;
        }
        err = wait_for_data(stream, site);
        if (err)
            return err;
    }
}

/* The stream has ended too early: hands out what there is. */
static int end_early(struct async_stream *stream, void *buffer, size_t cap_bytes,
                     size_t *ret_len)
{
    size_t len = bytes_take(&stream->in, buffer, cap_bytes);
    if (ret_len)
        *ret_len = len;
    return async_raise(ASYNC_EINCOMPLETE, "the stream ended after %zu bytes", len);
}

int(async_stream_read_exactly)(struct async_stream *stream, void *buffer, size_t len_bytes,
                               size_t *ret_len, const char *site)
{
    while (bytes_len(&stream->in) < len_bytes) {
        size_t more;
        int err = read_ahead(stream, len_bytes - bytes_len(&stream->in), &more, site);
        if (err)
            return err;
        if (!more)
            return end_early(stream, buffer, len_bytes, ret_len);
    }
    bytes_take(&stream->in, buffer, len_bytes);
    if (ret_len)
        *ret_len = len_bytes;
    return 0;
}

/* Hands out the first bytes as a text. */
static int take_text(struct async_stream *stream, size_t len_bytes, char *buffer,
                     size_t *ret_len)
{
    bytes_take(&stream->in, buffer, len_bytes);
    buffer[len_bytes] = '\0';
    if (ret_len)
        *ret_len = len_bytes;
    return 0;
}

static int end_text_early(struct async_stream *stream, char *buffer, size_t cap_bytes,
                          size_t *ret_len)
{
    size_t len;
    int err = end_early(stream, buffer, cap_bytes - 1, &len);
    buffer[len] = '\0';
    if (ret_len)
        *ret_len = len;
    return err;
}

int(async_stream_read_until)(struct async_stream *stream, const char *separator, char *buffer,
                             size_t cap_bytes, size_t *ret_len, const char *site)
{
    size_t separator_len = strlen(separator);
    if (!separator_len || !cap_bytes)
        return async_raise(ASYNC_EVALUE, "reading until an empty separator");
    size_t searched = 0; /* so many bytes do not begin a separator */
    for (;;) {
        struct bytes *in = &stream->in;
        size_t len = bytes_len(in);
        const char *first = bytes_first(in);
        const char *found =
            len > searched ? memmem(first + searched, len - searched, separator, separator_len)
                           : NULL;
        size_t text_len = found ? (size_t)(found - first) + separator_len : len;
        if (text_len >= cap_bytes)
            return async_raise(ASYNC_ELIMIT, "no separator within %zu bytes", cap_bytes - 1);
        if (found)
            return take_text(stream, text_len, buffer, ret_len);
        if (len >= separator_len)
            searched = len - separator_len + 1;
        size_t more;
        int err = read_ahead(stream, 1, &more, site);
        if (err)
            return err;
        if (!more)
            return end_text_early(stream, buffer, cap_bytes, ret_len);
    }
}

bool async_stream_at_eof(const struct async_stream *stream)
{
    return !bytes_len(&stream->in) && (stream->is_at_end || stream->is_closing);
}
