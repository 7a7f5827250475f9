#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"

enum { FILE_MAX_BYTES = 64 * 1024 * 1024 };

static int read_all(int fd, const char *path, struct buf *text, struct diag *diag)
{
    char chunk[16 * 1024];
    size_t start = text->len;
    for (;;) {
        ssize_t got = read(fd, chunk, sizeof(chunk));
        if (got == 0)
            return 0;
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0) {
            diag_set(diag, path, 0, 0, "cannot read this file: %s", strerror(errno));
            return -1;
        }
        if (text->len - start + (size_t)got > FILE_MAX_BYTES) {
            diag_set(diag, path, 0, 0, "this file is larger than 64 MiB");
            return -1;
        }
        buf_add(text, chunk, (size_t)got);
    }
}

int file_read(const char *path, struct buf *text, struct diag *diag)
{
    size_t start = text->len;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        diag_set(diag, path, 0, 0, "cannot open this file: %s", strerror(errno));
        return -1;
    }
    int err = read_all(fd, path, text, diag);
    close(fd);
    if (err)
        buf_truncate(text, start);
    return err;
}

static int write_all(int fd, const char *bytes, size_t len_bytes)
{
    while (len_bytes > 0) {
        ssize_t written = write(fd, bytes, len_bytes);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return -1;
        bytes += written;
        len_bytes -= (size_t)written;
    }
    return 0;
}

static int write_synced(const char *path, const char *bytes, size_t len_bytes)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (fd < 0)
        return -1;
    if (write_all(fd, bytes, len_bytes) || fsync(fd)) {
        int why = errno;
        close(fd);
        errno = why;
        return -1;
    }
    return close(fd);
}

int file_write(const char *path, const void *bytes, size_t len_bytes, struct diag *diag)
{
    struct buf beside = { 0 };
    buf_addf(&beside, "%s.%ld.tmp", path, (long)getpid());
    int err = write_synced(buf_str(&beside), bytes, len_bytes);
    if (!err)
        err = rename(buf_str(&beside), path);
    if (err) {
        diag_set(diag, path, 0, 0, "cannot write this file: %s", strerror(errno));
        unlink(buf_str(&beside));
    }
    buf_finish(&beside);
    return err;
}

bool file_exists(const char *path)
{
    return access(path, F_OK) == 0;
}

static bool is_dir(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

int file_make_dirs(const char *path, struct diag *diag)
{
    char *prefix = mem_strdup(path);
    int err = 0;
    for (char *c = prefix; !err; c++) {
        if ((*c != '/' && *c != '\0') || c == prefix)
            continue;
        char end = *c;
        *c = '\0';
        if (mkdir(prefix, 0777) && !(errno == EEXIST && is_dir(prefix))) {
            diag_set(diag, prefix, 0, 0, "cannot make this directory: %s", strerror(errno));
            err = -1;
        }
        *c = end;
        if (end == '\0')
            break;
    }
    free(prefix);
    return err;
}

char *path_join(const char *dir, const char *name)
{
    struct buf path = { 0 };
    buf_adds(&path, dir);
    if (path.len > 0 && path.data[path.len - 1] != '/')
        buf_addc(&path, '/');
    buf_adds(&path, name);
    return buf_take(&path);
}

char *path_folder(const char *path)
{
    const char *slash = strrchr(path, '/');
    if (!slash)
        return mem_strdup(".");
    return mem_strndup(path, slash > path ? (size_t)(slash - path) : 1);
}
