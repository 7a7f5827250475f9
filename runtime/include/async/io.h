/* Waiting for descriptors. Mirrors loop.add_reader() and add_writer(), as awaits.
 *
 * One task may wait for each direction of a descriptor at a time. */
#ifndef ASYNC_IO_H
#define ASYNC_IO_H

#include <async/base.h>

ASYNC_C_BEGIN

/* May suspend, until reading from (writing to) `fd` would not block; also when its peer hung up
 * or it failed, so that the read (write) tells. Regular files are always ready. Return 0;
 * ASYNC_ECANCELED; ASYNC_ERUNTIME outside a task, or if another task waits for the same; a
 * negative errno (-EBADF). The caller owns `fd`; call async_io_forget() before closing it.
 * Mirror loop.add_reader(), add_writer().
 * Example:
 *     int err = async_wait_readable(STDIN_FILENO);
 *     if (err)
 *         return err;
 *     char text[100];
 *     ssize_t n = read(STDIN_FILENO, text, sizeof(text)); */
ASYNC_MUST_CHECK int async_wait_readable(int fd, const char *site);
#define async_wait_readable(fd) (async_wait_readable)((fd), ASYNC_HERE)
ASYNC_MUST_CHECK int async_wait_writable(int fd, const char *site);
#define async_wait_writable(fd) (async_wait_writable)((fd), ASYNC_HERE)

/* The descriptor is about to be closed: the loop stops watching it; who waits for it gets
 * -EBADF. Never suspends. Mirrors loop.remove_reader(), remove_writer(). */
void async_io_forget(int fd);

ASYNC_C_END

#endif
