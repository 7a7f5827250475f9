#include "term/recall.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"

static size_t count_lines(const struct buf *text)
{
    size_t count = 0;
    for (size_t i = 0; i < text->len; i++)
        count += text->data[i] == '\n';
    return count;
}

static size_t skip_lines(const struct buf *text, size_t count)
{
    size_t at = 0;
    for (; count && at < text->len; at++)
        count -= text->data[at] == '\n';
    return at;
}

static void shorten(const char *path, const struct buf *text, size_t from)
{
    struct diag ignored = { 0 };
    file_write(path, text->data + from, text->len - from, &ignored);
    diag_finish(&ignored);
}

void recall_load(const char *path, void (*each)(const char *line, void *arg), void *arg)
{
    struct buf text = { 0 };
    struct diag ignored = { 0 };
    if (file_read(path, &text, &ignored) || !text.len)
        goto out;
    size_t count = count_lines(&text);
    size_t from = skip_lines(&text, count > RECALL_LINES ? count - RECALL_LINES : 0);
    if (count >= 2 * RECALL_LINES)
        shorten(path, &text, from);
    char *rest = text.data + from;
    for (char *line = strsep(&rest, "\n"); line; line = strsep(&rest, "\n"))
        if (*line)
            each(line, arg);
out:
    diag_finish(&ignored);
    buf_finish(&text);
}

static void make_directory_of(const char *path)
{
    struct diag ignored = { 0 };
    const char *slash = strrchr(path, '/');
    char *directory = mem_strndup(path, slash ? (size_t)(slash - path) : 0);
    if (*directory)
        file_make_dirs(directory, &ignored);
    diag_finish(&ignored);
    free(directory);
}

/* One write, so that lines of two sessions never mix. */
void recall_append(const char *path, const char *line)
{
    struct buf text = { 0 };
    make_directory_of(path);
    int fd = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0)
        return;
    buf_addf(&text, "%s\n", line);
    ssize_t written = write(fd, text.data, text.len);
    (void)written;
    close(fd);
    buf_finish(&text);
}
