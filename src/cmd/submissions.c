#include "cmd/submissions.h"

#include <glob.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/mem.h"

static void add_submission(struct submissions *submissions, const char *file)
{
    submissions->files = mem_grow(submissions->files, &submissions->cap, submissions->count + 1,
                                  sizeof(*submissions->files));
    submissions->files[submissions->count++] = mem_strdup(file);
}

static void add_directory(struct submissions *submissions, const char *dir, struct diag *diag)
{
    glob_t found = { 0 };
    char *pattern = path_join(dir, "*.c");
    if (glob(pattern, 0, NULL, &found))
        diag_set(diag, dir, 0, 0, "there is no file in it that ends in .c");
    for (size_t i = 0; i < found.gl_pathc; i++)
        add_submission(submissions, found.gl_pathv[i]);
    globfree(&found);
    free(pattern);
}

void submissions_find(struct submissions *submissions, const char *const words[], size_t count,
                      struct diag *diag)
{
    for (size_t i = 0; i < count; i++) {
        struct stat info;
        if (stat(words[i], &info))
            diag_set(diag, words[i], 0, 0, "there is no such file");
        else if (S_ISDIR(info.st_mode))
            add_directory(submissions, words[i], diag);
        else
            add_submission(submissions, words[i]);
    }
}

void submissions_finish(struct submissions *submissions)
{
    for (size_t i = 0; i < submissions->count; i++)
        free(submissions->files[i]);
    free(submissions->files);
}
