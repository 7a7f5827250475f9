#include "cmd/demo_program.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/siphash.h"
#include "cmd/interrupt.h"
#include "course/program.h"
#include "progress/paths.h"

static bool is_newer(const char *path, const char *than)
{
    struct stat a, b;
    if (stat(path, &a) || stat(than, &b))
        return false;
    return a.st_mtim.tv_sec > b.st_mtim.tv_sec ||
           (a.st_mtim.tv_sec == b.st_mtim.tv_sec && a.st_mtim.tv_nsec >= b.st_mtim.tv_nsec);
}

/* Owned: DIR/demos/NN-lesson/step, or step.broken: as the source is called, without its end. */
static char *program_path(const char *dir, const struct step *step, const char *source)
{
    const char *slash = strrchr(step->lesson->dir, '/');
    const char *name = strrchr(source, '/') + 1, *dot = strrchr(name, '.');
    int len = (int)(dot ? (size_t)(dot - name) : strlen(name));
    struct buf path = { 0 };
    buf_addf(&path, "%s/demos/%s/%.*s", dir, slash ? slash + 1 : step->lesson->dir, len, name);
    return buf_take(&path);
}

/* Owned: a place in the cache that other courses do not use. */
static char *cached_path(const struct app *app, const struct step *step, const char *source)
{
    struct paths paths;
    struct siphash hash;
    struct buf dir = { 0 };
    siphash_init(&hash, (const uint64_t[2]){ 0 });
    siphash_add(&hash, app->course_dir, strlen(app->course_dir));
    paths_init(&paths);
    buf_addf(&dir, "%s/courses/%016" PRIx64, paths.cache, siphash_value(&hash));
    char *path = program_path(buf_str(&dir), step, source);
    buf_finish(&dir);
    paths_finish(&paths);
    return path;
}

/* Always anew, for the library may be a newer one; and beside its place first, for another
 * process may be running the one that is there. */
static int build(struct app *app, const char *source, const char *binary, struct diag *diag)
{
    const struct program_tools tools = app_tools(app);
    char *dir = path_folder(binary);
    struct buf fresh = { 0 };
    buf_addf(&fresh, "%s.%d", binary, (int)getpid());
    int err = file_make_dirs(dir, diag);
    if (!err)
        err = program_build(&tools, source, buf_str(&fresh), diag);
    if (!err && rename(buf_str(&fresh), binary)) {
        diag_set(diag, binary, 0, 0, "cannot put the program there: %s", strerror(errno));
        err = -1;
    }
    if (err)
        unlink(buf_str(&fresh));
    buf_finish(&fresh);
    free(dir);
    return err;
}

static int find(struct app *app, const struct step *step, const char *source, char **ret_path,
                struct diag *diag)
{
    if (strcmp(app->course_dir, app->home) == 0) {
        char *built = program_path(app->build, step, source);
        if (is_newer(built, source)) {
            *ret_path = built;
            return 0;
        }
        free(built);
    }
    char *path = cached_path(app, step, source);
    if (build(app, source, path, diag)) {
        free(path);
        return -1;
    }
    *ret_path = path;
    return 0;
}

static int observe(struct app *app, const struct step *step, struct arena *arena,
                   struct question_run *ret_run, struct diag *diag)
{
    char *path;
    if (find(app, step, step->demo, &path, diag))
        return -1;
    const struct program_tools tools = app_tools(app);
    int err = program_run(&tools, path, step->demo, arena, ret_run, diag);
    free(path);
    return err;
}

/* What a cancellation left in `diag` is of no interest to who pressed the key. */
static int end_interrupt(struct interrupt *interrupt, int err, struct diag *diag)
{
    if (!interrupt_end(interrupt))
        return err;
    diag_finish(diag);
    return ASYNC_ECANCELED;
}

int demo_program(struct app *app, const struct step *step, const char *source, char **ret_path,
                 struct diag *diag)
{
    struct interrupt interrupt;
    char *path = NULL;
    interrupt_begin_cancelling(&interrupt);
    int err = end_interrupt(&interrupt, find(app, step, source, &path, diag), diag);
    if (err)
        free(path);
    else
        *ret_path = path;
    return err;
}

int demo_observe(struct app *app, const struct step *step, struct arena *arena,
                 struct question_run *ret_run, struct diag *diag)
{
    struct interrupt interrupt;
    interrupt_begin_cancelling(&interrupt);
    return end_interrupt(&interrupt, observe(app, step, arena, ret_run, diag), diag);
}
