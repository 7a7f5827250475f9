#include "cmd/app.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "cmd/cmd.h"
#include "course/course.h"
#include "progress/store.h"
#include "quiz/examiner/examiner.h"
#include "term/prompt.h"
#include "trace/account.h"

/* Cuts the last name off; false when there is none left. */
static bool go_up(char *path)
{
    char *slash = strrchr(path, '/');
    if (!slash || slash == path)
        return false;
    *slash = '\0';
    return true;
}

/* The nearest directory at `path` or above it that holds `name`; "." if there is none.
 * `path` is used up; the result is owned. */
static char *nearest_with(char *path, const char *name)
{
    do {
        char *file = path_join(path, name);
        bool is_there = file_exists(file);
        free(file);
        if (is_there)
            return path;
    } while (go_up(path));
    free(path);
    return mem_strdup(".");
}

/* The running program is in it, or, as our tests are, below. Owned. */
static char *find_build(void)
{
    char *path = realpath("/proc/self/exe", NULL);
    return nearest_with(path ? path : mem_strdup("."), "libasync.a");
}

/* A build folder may be several levels below. Owned. */
static char *find_home(const char *build)
{
    return nearest_with(mem_strdup(build), "runtime/include/async.h");
}

void app_init(struct app *app, FILE *out, FILE *err)
{
    char *build = find_build(), *home = find_home(build);
    *app = (struct app){
        .out = out,
        .err = err,
        .home = home,
        .build = build,
        .course_dir = mem_strdup(home),
        .no_input = !isatty(STDIN_FILENO),
    };
}

void app_set_course_dir(struct app *app, const char *dir)
{
    char *copy = mem_strdup(dir);
    free(app->course_dir);
    app->course_dir = copy;
    examiner_destroy(app->examiner);
    course_free(app->course);
    app->examiner = NULL;
    app->course = NULL;
}

struct course *app_course(struct app *app)
{
    struct diag diag = { 0 };
    if (!app->course && course_load(app->course_dir, &app->course, &diag))
        cmd_fault(app, STATUS_USAGE, &diag);
    return app->course;
}

struct program_tools app_tools(const struct app *app)
{
    return program_tools_find(app->home, app->build, account_read);
}

const struct examiner *app_examiner(struct app *app)
{
    struct diag diag = { 0 };
    const struct course *course = app_course(app);
    if (app->examiner || !course)
        return app->examiner;
    if (!course->interview_file)
        diag_set(&diag, NULL, 0, 0, "this course has no interview questions");
    else
        examiner_load(course->interview_file, &app->examiner, &diag);
    if (!app->examiner)
        cmd_fault(app, STATUS_USAGE, &diag);
    return app->examiner;
}

const struct out *app_screen(struct app *app)
{
    if (app->screen.file)
        return &app->screen;
    struct caps_request request = { .no_color = app->no_color,
                                    .plain = app->plain,
                                    .ascii = app->ascii };
    caps_detect(fileno(app->out), &request, &app->caps);
    app->screen = (struct out){
        .file = app->out,
        .caps = &app->caps,
        .unread_rows = &app->unread_rows,
    };
    return &app->screen;
}

const char *app_caller(const struct app *app)
{
    return app->in_session ? "" : "asynclearn ";
}

struct store *app_store(struct app *app)
{
    if (app->store)
        return app->store;
    struct diag notice = { 0 };
    app->store = store_open(NULL, &notice);
    if (diag_is_set(&notice))
        cmd_fault(app, STATUS_LACKING, &notice); /* said once; the commands go on */
    return app->store;
}

void app_record(struct app *app, const struct attempt *attempt)
{
    struct diag diag = { 0 };
    if (store_add_attempt(app_store(app), attempt, &diag))
        cmd_fault(app, STATUS_LACKING, &diag);
}

void app_finish(struct app *app)
{
    prompt_destroy(app->prompt);
    store_close(app->store);
    examiner_destroy(app->examiner);
    course_free(app->course);
    free(app->home);
    free(app->build);
    free(app->course_dir);
    *app = (struct app){ 0 };
}
