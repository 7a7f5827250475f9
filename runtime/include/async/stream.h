/* Streams of bytes over TCP and Unix sockets. Mirrors asyncio's StreamReader and StreamWriter,
 * which are one object here.
 *
 * One task may read while another one writes; of each kind one at a time. Bytes are never lost
 * by a cancellation: what was not handed out yet is there for the next read. */
#ifndef ASYNC_STREAM_H
#define ASYNC_STREAM_H

#include <async/base.h>

ASYNC_C_BEGIN

struct async_stream;

/* Connects to a host, by name or number (NULL: this machine), and port (1 to 65535); its
 * addresses are tried in order. Names are looked up in a thread.
 * May suspend. Returns 0 and the stream, which the caller owns: async_stream_destroy() it;
 * or what the last address said, as a negative errno (-ECONNREFUSED); -EHOSTUNREACH if the
 * name is not known; ASYNC_EVALUE for a port that does not exist; ASYNC_ECANCELED;
 * ASYNC_ENOMEM.
 * Mirrors asyncio.open_connection().
 * Example:
 *     struct async_stream *stream;
 *     int err = async_stream_connect("localhost", 8080, &stream);
 *     if (err)
 *         return err;
 *     err = async_stream_write(stream, "hello\n", 6);
 *     ...
 *     async_stream_destroy(stream); */
ASYNC_MUST_CHECK int async_stream_connect(const char *host, int port,
                                          struct async_stream **ret_stream, const char *site);
#define async_stream_connect(host, port, ret_stream) \
    (async_stream_connect)((host), (port), (ret_stream), ASYNC_HERE)

/* The same to a Unix socket. May suspend. Returns as that; -ENOENT, -ECONNREFUSED, or -EAGAIN
 * if its queue is full; -ENAMETOOLONG. Mirrors asyncio.open_unix_connection(). */
ASYNC_MUST_CHECK int async_stream_connect_unix(const char *path,
                                               struct async_stream **ret_stream,
                                               const char *site);
#define async_stream_connect_unix(path, ret_stream) \
    (async_stream_connect_unix)((path), (ret_stream), ASYNC_HERE)

/* A stream of a descriptor, which it owns from now on and sets not to block: a connected
 * socket, or anything that is only read, like a pipe. Returns 0; ASYNC_ENOMEM, -EBADF,
 * ASYNC_ERUNTIME outside a loop: the descriptor is the caller's then. Never suspends. */
ASYNC_MUST_CHECK int async_stream_open(int fd, struct async_stream **ret_stream);

/* Its descriptor, borrowed; -1 once it is closed. */
int async_stream_fd(const struct async_stream *stream);

/* ---- Reading ---- */

/* Reads what is there, 1 to `cap_bytes` bytes (at least 1), into `buffer`; waits while
 * nothing is. May suspend. Returns 0 and in `*ret_len` how many bytes: 0 at the end of the
 * stream, or once it was closed on this side; a negative errno (-ECONNRESET);
 * ASYNC_ECANCELED; ASYNC_ERUNTIME outside a task, or if another task reads; -EBADF if the
 * stream was destroyed meanwhile.
 * Mirrors StreamReader.read(n).
 * Example:
 *     char bytes[512];
 *     size_t len;
 *     int err = async_stream_read(stream, bytes, sizeof(bytes), &len);
 *     if (err)
 *         return err;
 *     ... */
ASYNC_MUST_CHECK int async_stream_read(struct async_stream *stream, void *buffer,
                                       size_t cap_bytes, size_t *ret_len, const char *site);
#define async_stream_read(stream, buffer, cap_bytes, ret_len) \
    (async_stream_read)((stream), (buffer), (cap_bytes), (ret_len), ASYNC_HERE)

/* Reads exactly `len_bytes` bytes. May suspend. Returns as async_stream_read(); and
 * ASYNC_EINCOMPLETE if the stream ended before: the bytes up to its end are in `buffer`
 * then, and `*ret_len` (may be NULL) says how many; ASYNC_ENOMEM. Mirrors
 * StreamReader.readexactly().
 * Example:
 *     unsigned char header[8];
 *     int err = async_stream_read_exactly(stream, header, sizeof(header), NULL);
 *     if (err)
 *         return err; */
ASYNC_MUST_CHECK int async_stream_read_exactly(struct async_stream *stream, void *buffer,
                                               size_t len_bytes, size_t *ret_len,
                                               const char *site);
#define async_stream_read_exactly(stream, buffer, len_bytes, ret_len) \
    (async_stream_read_exactly)((stream), (buffer), (len_bytes), (ret_len), ASYNC_HERE)

/* Reads up to and including the text `separator`, at most `cap_bytes - 1` bytes, and puts a
 * NUL behind them. May suspend. Returns as async_stream_read_exactly(), `*ret_len` (may be
 * NULL) not counting the NUL; ASYNC_ELIMIT if `buffer` is too small: nothing is consumed
 * then; ASYNC_EVALUE for an empty separator. Mirrors StreamReader.readuntil().
 * Example:
 *     char line[256];
 *     int err = async_stream_read_until(stream, "\n", line, sizeof(line), NULL);
 *     if (err)
 *         return err;
 *     puts(line); */
ASYNC_MUST_CHECK int async_stream_read_until(struct async_stream *stream, const char *separator,
                                             char *buffer, size_t cap_bytes, size_t *ret_len,
                                             const char *site);
#define async_stream_read_until(stream, separator, buffer, cap_bytes, ret_len)         \
    (async_stream_read_until)((stream), (separator), (buffer), (cap_bytes), (ret_len), \
                              ASYNC_HERE)

/* True if the end has been seen and all before it was handed out. Mirrors
 * StreamReader.at_eof(). */
bool async_stream_at_eof(const struct async_stream *stream);

/* ---- Writing ---- */

/* Sends the bytes, or keeps a copy of those that the network does not take yet, to be sent
 * by the loop. There is no limit: await async_stream_drain() between writes. Never
 * suspends.
 * Returns 0; a negative errno (-EPIPE, -ECONNRESET) once the connection is lost, never a
 * signal; ASYNC_ERUNTIME after async_stream_write_eof() or async_stream_close();
 * ASYNC_ENOMEM.
 * Mirrors StreamWriter.write().
 * Example:
 *     int err = async_stream_write(stream, "hello\n", 6);
 *     if (!err)
 *         err = async_stream_drain(stream);
 *     if (err)
 *         return err; */
ASYNC_MUST_CHECK int async_stream_write(struct async_stream *stream, const void *bytes,
                                        size_t len_bytes);

/* Waits while too much is unsent: once it is more than the high-water mark, until it is at most
 * the low-water mark. May suspend. Returns 0; a negative errno if the connection is lost
 * (-ECONNRESET also if this side has closed it, and all was sent); ASYNC_ECANCELED;
 * ASYNC_ERUNTIME outside a task; -EBADF if the stream was destroyed meanwhile.
 * Mirrors StreamWriter.drain(). */
ASYNC_MUST_CHECK int async_stream_drain(struct async_stream *stream, const char *site);
#define async_stream_drain(stream) (async_stream_drain)((stream), ASYNC_HERE)

/* The marks, in bytes: 16 KiB and 64 KiB if not set. Mirrors
 * WriteTransport.set_write_buffer_limits(). */
void async_stream_set_write_limits(struct async_stream *stream, size_t low_bytes,
                                   size_t high_bytes);

/* Ends this direction, after everything that was written: the peer reads to its end.
 * Reading goes on. Never suspends. Mirrors StreamWriter.write_eof(). */
void async_stream_write_eof(struct async_stream *stream);

/* ---- The end ---- */

/* Closes the stream: who reads is at its end; what was written is still sent. Harmless when
 * it is closed. Never suspends. Mirrors StreamWriter.close(). */
void async_stream_close(struct async_stream *stream);

/* Waits until a closed stream has sent what was written. May suspend. Returns 0; a negative
 * errno if the connection was lost before; ASYNC_ECANCELED; ASYNC_ERUNTIME outside a task.
 * Mirrors StreamWriter.wait_closed().
 * Example:
 *     async_stream_close(stream);
 *     int err = async_stream_wait_closed(stream);
 *     async_stream_destroy(stream);
 *     if (err)
 *         return err; */
ASYNC_MUST_CHECK int async_stream_wait_closed(struct async_stream *stream, const char *site);
#define async_stream_wait_closed(stream) (async_stream_wait_closed)((stream), ASYNC_HERE)

/* Closes it at once, unsent bytes or not, and frees it. Tasks that still read or drain are
 * woken. Takes NULL. Mirrors transport.abort(). */
void async_stream_destroy(struct async_stream *stream);

ASYNC_C_END

#endif
