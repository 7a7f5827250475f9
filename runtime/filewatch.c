/* Changes of files, by inotify. What is watched is the directory: a file that an editor
 * replaces is another file afterwards, under the same name. */
#include <async/filewatch.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include <async/error.h>
#include <async/io.h>

#include "loop.h"

#define EVENTS_OF_FILE (IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE)
#define EVENTS_OF_DIR  (EVENTS_OF_FILE | IN_CREATE)
#define EVENTS_OF_END  (IN_DELETE_SELF | IN_MOVE_SELF | IN_IGNORED | IN_UNMOUNT)

struct async_file_watch {
    int fd;     /* of inotify */
    char *name; /* owned: of the file in its directory; NULL: any */
    bool is_gone;
    unsigned refs; /* the owner's, and that of the task that waits */
    bool is_destroyed;
};

static bool is_directory(const char *path)
{
    struct stat info;
    return !stat(path, &info) && S_ISDIR(info.st_mode);
}

/* Splits "dir/name": the name is owned by the watch, the directory by the caller. */
static int split(struct async_file_watch *watch, const char *path, char **ret_dir)
{
    const char *slash = strrchr(path, '/');
    watch->name = strdup(slash ? slash + 1 : path);
    char *dir = !slash ? strdup(".") : strndup(path, (size_t)(slash - path) + 1);
    if (!watch->name || !dir) {
        free(dir);
        return ASYNC_ENOMEM;
    }
    *ret_dir = dir;
    return 0;
}

static int add_directory(const struct async_file_watch *watch, const char *dir, uint32_t events)
{
    return inotify_add_watch(watch->fd, dir, events | EVENTS_OF_END | IN_ONLYDIR) < 0 ? -errno
                                                                                      : 0;
}

static int begin(struct async_file_watch *watch, const char *path)
{
    watch->fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    if (watch->fd < 0)
        return -errno;
    if (is_directory(path))
        return add_directory(watch, path, EVENTS_OF_DIR);
    char *dir;
    int err = split(watch, path, &dir);
    if (err)
        return err;
    err = add_directory(watch, dir, EVENTS_OF_FILE);
    free(dir);
    return err;
}

static bool release(struct async_file_watch *watch)
{
    bool is_destroyed = watch->is_destroyed;
    if (!--watch->refs) {
        free(watch->name);
        free(watch);
    }
    return is_destroyed;
}

int async_file_watch_create(const char *path, struct async_file_watch **ret_watch)
{
    if (!loop_current())
        return ASYNC_ERUNTIME;
    struct async_file_watch *watch = calloc(1, sizeof(*watch));
    if (!watch)
        return async_raise(ASYNC_ENOMEM, "out of memory for a watch");
    watch->refs = 1;
    int err = begin(watch, path);
    if (err) {
        async_file_watch_destroy(watch);
        return async_raise(err, "cannot watch %s: %s", path, async_strerror(err));
    }
    *ret_watch = watch;
    return 0;
}

/* True if the event is about what is watched. */
static bool concerns(struct async_file_watch *watch, const struct inotify_event *event)
{
    if (event->mask & EVENTS_OF_END)
        watch->is_gone = true;
    return (event->mask & (EVENTS_OF_END | IN_Q_OVERFLOW)) || !watch->name ||
           (event->len && !strcmp(event->name, watch->name));
}

/* Takes all that has happened; true if something of it matters. */
static bool take_events(struct async_file_watch *watch)
{
    _Alignas(struct inotify_event) char events[4096];
    bool has_changed = false;
    ssize_t n;
    while ((n = read(watch->fd, events, sizeof(events))) > 0) {
        for (const char *at = events; at < events + n;) {
            const struct inotify_event *event = (const void *)at;
            has_changed |= concerns(watch, event);
            at += sizeof(*event) + event->len;
        }
    }
    return has_changed;
}

int(async_file_watch_wait)(struct async_file_watch *watch, const char *site)
{
    while (!take_events(watch)) {
        if (watch->is_gone)
            return -ENOENT;
        watch->refs++;
        int err = (async_wait_readable)(watch->fd, site);
        if (release(watch))
            return -EBADF;
        if (err)
            return err;
    }
    return watch->is_gone ? -ENOENT : 0;
}

void async_file_watch_destroy(struct async_file_watch *watch)
{
    if (!watch)
        return;
    watch->is_destroyed = true;
    async_io_forget(watch->fd);
    if (watch->fd >= 0)
        close(watch->fd);
    release(watch);
}
