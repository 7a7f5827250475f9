/* A directory of the test's own below TMPDIR, removed with everything in it. */
#ifndef TESTS_SCRATCH_H
#define TESTS_SCRATCH_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/tempdir.h"

struct scratch {
    struct tempdir dir;
    const char *path; /* its path */
};

static inline struct scratch scratch_make(void)
{
    struct diag diag = { 0 };
    struct tempdir dir;
    if (tempdir_make("test", &dir, &diag))
        fail_msg("%s: %s", diag.file, diag.message);
    return (struct scratch){ dir, dir.path };
}

/* Writes a file, with the directories above it. The path of the result is owned. */
static inline char *scratch_file(const struct scratch *dir, const char *name, const char *text)
{
    struct diag diag = { 0 };
    char *path = path_join(dir->path, name);
    char *above = strndup(path, (size_t)(strrchr(path, '/') - path));
    if (file_make_dirs(above, &diag) || file_write(path, text, strlen(text), &diag))
        fail_msg("%s: %s", diag.file, diag.message);
    free(above);
    return path;
}

static inline void scratch_remove(struct scratch *dir)
{
    tempdir_remove(&dir->dir);
    dir->path = NULL;
}

#endif
