/* hint, solution: from a nudge to the whole. */
#include "cmd/exercise.h"

#include <glob.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "cmd/ask.h"

enum { HONEST_FAILURES = 3 };

static int show_hint(struct exercise_work *work, size_t index)
{
    const struct assignment *assignment = &work->assignment;
    size_t count = assignment->hint_count;
    struct buf page = { 0 };
    buf_addf(&page, "**Hint %zu of %zu.** %s\n", index + 1, count, assignment->hints[index]);
    if (index + 1 < count)
        buf_addf(&page, "\nThe next one says more: `%sexercise hint %s`.\n",
                 app_caller(work->app), assignment->id);
    ask_show(work->app, buf_str(&page));
    buf_finish(&page);
    return STATUS_OK;
}

int exercise_hint(struct exercise_work *work)
{
    struct diag diag = { 0 };
    const struct assignment *assignment = &work->assignment;
    const struct out *screen = app_screen(work->app);
    size_t taken = (size_t)work->state.hints;
    if (taken < assignment->hint_count) {
        if (store_take_hint(app_store(work->app), assignment->id, &diag))
            cmd_fault(work->app, STATUS_LACKING, &diag); /* it is shown all the same */
        return show_hint(work, taken);
    }
    if (!assignment->hint_count) {
        out_text(screen, STYLE_TEXT, "There are no hints for this exercise.\n");
        return STATUS_OK;
    }
    out_text(screen, STYLE_TEXT, "You have had them all. The last one was:\n");
    return show_hint(work, assignment->hint_count - 1);
}

static bool is_earned(const struct exercise_work *work)
{
    return work->state.passed_at || work->state.failed >= HONEST_FAILURES ||
           cmd_has(work->args, "yes");
}

/* A solution as a block of code, under its file's name or another title. Nothing of one that is
 * not there. */
static void add_solution(const char *path, const char *title, struct buf *page)
{
    struct buf text = { 0 };
    struct diag ignored = { 0 };
    const char *slash = strrchr(path, '/');
    if (file_read(path, &text, &ignored) == 0)
        buf_addf(page, "\n\n### %s\n\n```c\n%s```\n", title ? title : slash + 1,
                 buf_str(&text));
    diag_finish(&ignored);
    buf_finish(&text);
}

static int compose(const struct exercise_work *work, struct buf *page, struct diag *diag)
{
    glob_t found;
    char *pattern = path_join(work->assignment.dir, "accepted/*.c");
    int err = file_read(work->assignment.explanation, page, diag);
    add_solution(work->workspace.source, "Yours", page);
    if (glob(pattern, 0, NULL, &found) == 0) {
        for (size_t i = 0; i < found.gl_pathc; i++)
            add_solution(found.gl_pathv[i], NULL, page);
        globfree(&found);
    }
    free(pattern);
    return err;
}

int exercise_solution(struct exercise_work *work)
{
    struct buf page = { 0 };
    struct diag diag = { 0 };
    if (!is_earned(work)) {
        out_say(
            app_screen(work->app), STYLE_TEXT,
            "Not yet: it is shown after a pass, or after %d tries (%d so far). This may help: "
            "%sexercise hint %s. With --yes it is shown now.\n",
            HONEST_FAILURES, work->state.failed, app_caller(work->app), work->assignment.id);
        return STATUS_FAILED;
    }
    int err = compose(work, &page, &diag);
    if (!err)
        ask_show(work->app, buf_str(&page));
    buf_finish(&page);
    return err ? cmd_fault(work->app, STATUS_USAGE, &diag) : STATUS_OK;
}
