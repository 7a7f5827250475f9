/* start, edit, diff, reset: the learner's file. */
#include "cmd/exercise.h"

#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/child.h"
#include "base/file.h"
#include "cmd/ask.h"
#include "cmd/editor.h"

enum { DIFF_BYTES = 256 * 1024 };

static int show_statement(struct exercise_work *work)
{
    struct buf page = { 0 };
    struct diag diag = { 0 };
    buf_addf(&page, "# %s\n\n", work->assignment.title);
    int err = file_read(work->assignment.statement, &page, &diag);
    if (!err)
        ask_show(work->app, buf_str(&page));
    buf_finish(&page);
    return err ? cmd_fault(work->app, STATUS_USAGE, &diag) : STATUS_OK;
}

/* Returns STATUS_OK, or another status, everything said. */
static int make_files(struct exercise_work *work, bool *ret_is_new)
{
    struct diag diag = { 0 };
    if (workspace_start(&work->workspace, &work->assignment, ret_is_new, &diag))
        return cmd_fault(work->app, STATUS_LACKING, &diag);
    if (store_start_exercise(app_store(work->app), work->assignment.id, &diag))
        cmd_fault(work->app, STATUS_LACKING, &diag); /* the file is there all the same */
    return STATUS_OK;
}

static void say_what_next(struct exercise_work *work)
{
    out_say(app_screen(work->app), STYLE_HINT, "Then: %sexercise check %s\n",
            app_caller(work->app), work->assignment.id);
}

/* Not before the statement was read. */
static int offer_editor(struct exercise_work *work, const char *editor)
{
    struct buf question = { 0 };
    char *answer = NULL;
    buf_addf(&question, "Enter: open it in %s, no: later >", editor);
    bool is_wanted =
        ask_line(work->app, PROMPT_ANSWER, buf_str(&question), &answer) == 0 && !*answer;
    free(answer);
    buf_finish(&question);
    return is_wanted ? editor_open(work->app, editor, work->workspace.source) : STATUS_OK;
}

int exercise_start(struct exercise_work *work)
{
    bool is_new;
    const char *editor = editor_name(work->app);
    const struct out *screen = app_screen(work->app);
    int status = make_files(work, &is_new);
    if (status != STATUS_OK)
        return status;
    status = show_statement(work);
    out_format(screen, STYLE_STRONG, "%s\n  %s\n",
               is_new ? "Write your solution in" : "Your solution is in",
               work->workspace.source);
    if (status == STATUS_OK && editor)
        status = offer_editor(work, editor);
    say_what_next(work);
    return status;
}

int exercise_edit(struct exercise_work *work)
{
    bool is_new;
    const char *editor = editor_name(work->app);
    int status = make_files(work, &is_new);
    if (status != STATUS_OK)
        return status;
    if (editor)
        status = editor_open(work->app, editor, work->workspace.source);
    else
        out_say(app_screen(work->app), STYLE_TEXT,
                "Open this file in your editor, or set EDITOR to have it opened:\n  %s\n",
                work->workspace.source);
    say_what_next(work);
    return status;
}

int exercise_reset(struct exercise_work *work)
{
    struct diag diag = { 0 };
    char *backup = NULL;
    const struct out *screen = app_screen(work->app);
    if (workspace_reset(&work->workspace, &work->assignment, &backup, &diag))
        return cmd_fault(work->app, STATUS_LACKING, &diag);
    if (backup)
        out_format(screen, STYLE_TEXT, "What you had is in %s.\n", backup);
    out_format(screen, STYLE_TEXT, "%s is as it was in the beginning.\n",
               work->workspace.source);
    free(backup);
    return STATUS_OK;
}

/* Its output, as it is; none where there is no difference. */
static int run_diff(struct exercise_work *work, struct buf *text, struct diag *diag)
{
    struct child child;
    struct child_end end;
    int ours, theirs;
    if (child_pipe(&ours, &theirs)) {
        diag_set(diag, NULL, 0, 0, "no pipe to diff: too many files are open");
        return -1;
    }
    const struct child_request request = {
        .argv = (const char *const[]){ "diff", "-u", work->workspace.starter,
                                       work->workspace.source, NULL },
        .fds = (const struct child_fd[]){ { theirs, STDOUT_FILENO } },
        .n_fds = 1,
    };
    int err = child_start(&child, &request, diag);
    close(theirs);
    if (!err) {
        err = child_drain(ours, text, DIFF_BYTES, NULL);
        if (!err)
            err = child_wait(&child, &end);
        child_finish(&child);
    }
    child_close(ours);
    return err ? -1 : 0;
}

int exercise_diff(struct exercise_work *work)
{
    struct buf text = { 0 };
    struct diag diag = { 0 };
    if (!exercise_is_started(work))
        return STATUS_USAGE;
    if (run_diff(work, &text, &diag))
        return cmd_fault(work->app, STATUS_LACKING, &diag);
    out_text(app_screen(work->app), STYLE_TEXT,
             text.len ? buf_str(&text) : "You have changed nothing yet.\n");
    buf_finish(&text);
    return STATUS_OK;
}
