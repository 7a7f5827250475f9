#include "cmd/app.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "cmd/cmd.h"
#include "course/course.h"
#include "progress/store.h"

/* The program stands in HOME/build/: HOME is two names up. Owned. */
static char *find_home(void)
{
    char *path = realpath("/proc/self/exe", NULL);
    for (int up = 0; path && up < 2; up++) {
        char *slash = strrchr(path, '/');
        if (slash && slash != path)
            *slash = '\0';
    }
    return path ? path : mem_strdup(".");
}

void app_init(struct app *app, FILE *out, FILE *err)
{
    char *home = find_home();
    *app = (struct app){
        .out = out,
        .err = err,
        .home = home,
        .course_dir = mem_strdup(home),
        .no_input = !isatty(STDIN_FILENO),
    };
}

static void replace(char **text, const char *by)
{
    char *copy = mem_strdup(by);
    free(*text);
    *text = copy;
}

void app_set_home(struct app *app, const char *dir)
{
    replace(&app->home, dir);
}

void app_set_course_dir(struct app *app, const char *dir)
{
    replace(&app->course_dir, dir);
    course_free(app->course);
    app->course = NULL;
}

struct course *app_course(struct app *app)
{
    struct diag diag = { 0 };
    if (!app->course && course_load(app->course_dir, &app->course, &diag))
        cmd_fault(app, STATUS_USAGE, &diag);
    return app->course;
}

const struct out *app_screen(struct app *app)
{
    if (app->screen.file)
        return &app->screen;
    struct caps_request request = { .no_color = app->no_color, .plain = app->plain };
    caps_detect(fileno(app->out), &request, &app->caps);
    app->screen = (struct out){ .file = app->out, .caps = &app->caps };
    return &app->screen;
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

void app_finish(struct app *app)
{
    store_close(app->store);
    course_free(app->course);
    free(app->home);
    free(app->course_dir);
    *app = (struct app){ 0 };
}
