/* Waiting for a file or directory to change. asyncio has nothing like it. */
#ifndef ASYNC_FILEWATCH_H
#define ASYNC_FILEWATCH_H

#include <async/base.h>

ASYNC_C_BEGIN

struct async_file_watch;

/* Watches a file, which need not exist yet, or, if `path` names a directory, everything
 * directly in it. A file counts as changed when somebody who wrote to it closes it, when
 * another one is renamed over it (as editors do), or when it goes away. `path` is borrowed
 * for the call.
 * Never suspends. Returns 0 and the watch, which the caller owns:
 * async_file_watch_destroy() it; -ENOENT without its directory, or another negative errno;
 * ASYNC_ENOMEM; ASYNC_ERUNTIME outside a loop.
 * Example:
 *     struct async_file_watch *watch;
 *     int err = async_file_watch_create("answer.c", &watch);
 *     while (!err) {
 *         err = async_file_watch_wait(watch);
 *         if (!err)
 *             err = load("answer.c");
 *     }
 *     async_file_watch_destroy(watch); */
ASYNC_MUST_CHECK int async_file_watch_create(const char *path,
                                             struct async_file_watch **ret_watch);

/* Waits for a change since the watch was made, or since the last wait returned: several
 * that came meanwhile are one. An editor may make more than one of a save.
 * May suspend. Returns 0; -ENOENT once the directory itself is gone; ASYNC_ECANCELED;
 * ASYNC_ERUNTIME outside a task, or if another task waits; -EBADF if the watch was
 * destroyed meanwhile. */
ASYNC_MUST_CHECK int async_file_watch_wait(struct async_file_watch *watch, const char *site);
#define async_file_watch_wait(watch) (async_file_watch_wait)((watch), ASYNC_HERE)

/* Ends it; a task that waits is woken. Takes NULL. */
void async_file_watch_destroy(struct async_file_watch *watch);

ASYNC_C_END

#endif
