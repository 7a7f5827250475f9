/* A directory of the test's own below TMPDIR, removed with everything in it. */
#ifndef TESTS_SCRATCH_H
#define TESTS_SCRATCH_H

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"

struct scratch {
    char *path; /* owned */
};

static inline struct scratch scratch_make(void)
{
    struct diag diag = { 0 };
    struct scratch dir = { file_make_scratch("test", &diag) };
    if (!dir.path)
        fail_msg("%s: %s", diag.file, diag.message);
    return dir;
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

static inline int scratch_remove_one(const char *path, const struct stat *info, int kind,
                                     struct FTW *place)
{
    return remove(path);
}

static inline void scratch_remove(struct scratch *dir)
{
    nftw(dir->path, scratch_remove_one, 16, FTW_DEPTH | FTW_PHYS);
    free(dir->path);
    dir->path = NULL;
}

#endif
