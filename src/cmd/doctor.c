/* `doctor`: what works on this machine, and what to do about what does not. */
#include "cmd/cmd.h"

#include <stdlib.h>
#include <string.h>

#include <async/loop.h>

#include "base/process.h"
#include "course/course.h"
#include "course/program.h"
#include "judge/sandbox.h"
#include "progress/paths.h"
#include "progress/store.h"

enum health {
    HEALTH_OK,
    HEALTH_LESS, /* something is done without, or less well */
    HEALTH_BAD,  /* something does not work */
};

struct checkup {
    struct app *app;
    enum health worst;
};

__attribute__((format(printf, 4, 5))) static void tell(struct checkup *checkup,
                                                       enum health health, const char *what,
                                                       const char *format, ...)
{
    static const struct {
        enum style style;
        const char *word;
    } looks[] = {
        [HEALTH_OK] = { STYLE_OK, "ok" },
        [HEALTH_LESS] = { STYLE_WARN, "less" },
        [HEALTH_BAD] = { STYLE_WRONG, "bad" },
    };
    const struct out *screen = app_screen(checkup->app);
    struct buf text = { 0 };
    va_list args;
    va_start(args, format);
    buf_addv(&text, format, args);
    va_end(args);
    out_format(screen, looks[health].style, "%-5s", looks[health].word);
    out_format(screen, STYLE_TEXT, "%-11s%s\n", what, buf_str(&text));
    buf_finish(&text);
    if (health > checkup->worst)
        checkup->worst = health;
}

/* Owned: the first line that `NAME --version` prints; NULL if it does not run. */
static char *version_of(const char *name)
{
    const char *const argv[] = { name, "--version", NULL };
    struct process_end end;
    struct diag diag = { 0 };
    if (process_run(argv, NULL, 5000, &end, &diag)) {
        diag_finish(&diag);
        return NULL;
    }
    const char *said = buf_str(&end.out);
    char *version = end.code == 0 ? strndup(said, strcspn(said, "\n")) : NULL;
    process_end_finish(&end);
    return version;
}

static void check_compiler(struct checkup *checkup, const struct program_tools *tools)
{
    char *version = tools->cc ? version_of(tools->cc) : NULL;
    if (version)
        tell(checkup, HEALTH_OK, "compiler", "%s", version);
    else
        tell(checkup, HEALTH_BAD, "compiler",
             "none: exercises cannot be judged. Install it with: sudo apt-get install gcc");
    free(version);
}

static void check_python(struct checkup *checkup, const struct program_tools *tools)
{
    char *version = tools->python ? version_of(tools->python) : NULL;
    if (version)
        tell(checkup, HEALTH_OK, "python", "%s, for demo --python", version);
    else
        tell(
            checkup, HEALTH_LESS, "python",
            "none: demo --python does not work. Install it with: sudo apt-get install python3");
    free(version);
}

static void check_terminal(struct checkup *checkup)
{
    static const char *const depths[] = { "no colours", "16 colours", "256 colours" };
    const struct caps *caps = app_screen(checkup->app)->caps;
    if (caps->is_tty && !caps->is_dumb)
        tell(checkup, HEALTH_OK, "terminal", "%d columns, %d rows, %s, %s", caps->columns,
             caps->rows, depths[caps->depth], caps->is_utf8 ? "UTF-8" : "ASCII");
    else
        tell(checkup, HEALTH_LESS, "terminal",
             "none that can move its cursor: no live view, everything as plain lines");
}

static void check_sandbox(struct checkup *checkup)
{
    struct sandbox sandbox;
    struct buf names = { 0 };
    sandbox_init(&sandbox);
    sandbox_add_names(&sandbox, &names);
    bool is_whole = sandbox.landlock && sandbox.filter_len;
    tell(checkup, is_whole ? HEALTH_OK : HEALTH_LESS, "sandbox", "%s%s", buf_str(&names),
         is_whole ? "" : "; this kernel has no more layers: judge only code you trust");
    buf_finish(&names);
    sandbox_finish(&sandbox);
}

static void check_course(struct checkup *checkup)
{
    const struct course *course = app_course(checkup->app);
    if (!course) {
        tell(checkup, HEALTH_BAD, "course", "cannot be read: the message above says where");
        return;
    }
    size_t lessons = 0, steps = 0;
    for (int n = 1; course_lesson(course, n); n++, lessons++)
        steps += course_lesson(course, n)->step_count;
    tell(checkup, HEALTH_OK, "course",
         "%zu lessons, %zu steps, %zu questions, %zu exercises in %s", lessons, steps,
         course->interview_count, course->exercise_count, course->dir);
}

static void check_progress(struct checkup *checkup)
{
    const struct store *store = app_store(checkup->app);
    struct paths paths;
    paths_init(&paths);
    if (store->mode == STORE_SAVED)
        tell(checkup, HEALTH_OK, "progress", "%s", store->file);
    else
        tell(checkup, HEALTH_BAD, "progress", "nothing is saved: %s cannot be written",
             store->file);
    tell(checkup, HEALTH_OK, "workspace", "%s", paths.workspace);
    paths_finish(&paths);
}

static int run(struct app *app, const struct cmd_args *args)
{
    struct checkup checkup = { .app = app };
    const struct program_tools tools = app_tools(app);
    check_compiler(&checkup, &tools);
    check_python(&checkup, &tools);
    check_terminal(&checkup);
    tell(&checkup, HEALTH_OK, "stacks", "%s", async_stack_guards());
    check_sandbox(&checkup);
    check_course(&checkup);
    check_progress(&checkup);
    return checkup.worst == HEALTH_BAD ? STATUS_LACKING : STATUS_OK;
}

const struct command command_doctor = {
    .name = "doctor",
    .usage = "",
    .summary = "say what works on this machine, and how to get what does not",
    .run = run,
};
