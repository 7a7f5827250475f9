/* `progress`: what was learned; carried to another machine, or begun again. */
#include "cmd/cmd.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/suggest.h"
#include "cmd/progress_report.h"
#include "progress/document.h"
#include "progress/reset.h"
#include "progress/utc.h"

static int show(struct app *app, const struct cmd_args *args, const char *word)
{
    struct diag diag = { 0 };
    struct report report;
    int err = report_init(&report, app, &diag);
    if (!err && cmd_has(args, "json"))
        err = progress_print_json(&report, &diag);
    else if (!err)
        progress_print(&report);
    report_finish(&report);
    return err ? cmd_fault(app, STATUS_LACKING, &diag) : STATUS_OK;
}

static int export_to(struct app *app, const struct cmd_args *args, const char *file)
{
    struct diag diag = { 0 };
    struct buf text = { 0 };
    int err = document_write(app_store(app), NULL, utc_now(), &text, &diag);
    if (!err)
        err = file_write(file, buf_str(&text), text.len, &diag);
    buf_finish(&text);
    if (err)
        return cmd_fault(app, STATUS_LACKING, &diag);
    out_format(app_screen(app), STYLE_TEXT, "Exported to %s. On the other machine: ", file);
    out_text(app_screen(app), STYLE_CODE, "asynclearn progress import FILE\n");
    return STATUS_OK;
}

static int import_from(struct app *app, const struct cmd_args *args, const char *file)
{
    struct diag diag = { 0 };
    struct document_merged merged;
    int err = document_merge(app_store(app), file, utc_now(), &merged, &diag);
    if (err)
        return cmd_fault(app, err == DOCUMENT_FAULTY ? STATUS_USAGE : STATUS_LACKING, &diag);
    out_format(app_screen(app), STYLE_TEXT,
               "Imported %zu new entries; %zu were here already.\n", merged.added,
               merged.known);
    return STATUS_OK;
}

/* ---- Reset ---- */

struct ids {
    const char **items; /* owned array of borrowed ids */
    size_t count, cap;
};

static void add_id(struct ids *ids, const char *id)
{
    ids->items = mem_grow(ids->items, &ids->cap, ids->count + 1, sizeof *ids->items);
    ids->items[ids->count++] = id;
}

static struct ids ids_of_course(const struct course *course)
{
    struct ids ids = { 0 };
    for (int n = 1; course_lesson(course, n); n++) {
        const struct lesson *lesson = course_lesson(course, n);
        add_id(&ids, lesson->id);
        for (size_t i = 0; i < lesson->step_count; i++)
            add_id(&ids, lesson->steps[i].id);
    }
    add_id(&ids, "interview");
    for (size_t i = 0; i < course->interview_count; i++)
        add_id(&ids, course->interview[i].id);
    for (size_t i = 0; i < course->exercise_count; i++)
        add_id(&ids, course->exercises[i].id);
    return ids;
}

static bool is_among(const struct ids *ids, const char *id)
{
    for (size_t i = 0; i < ids->count; i++) {
        if (strcmp(ids->items[i], id) == 0)
            return true;
    }
    return false;
}

/* Nothing was stored about it: is it part of the course, or a slip of the keyboard? */
static int explain_nothing(struct app *app, const struct cmd_args *args, const char *id)
{
    const struct course *course = id ? app_course(app) : NULL;
    struct ids ids = course ? ids_of_course(course) : (struct ids){ 0 };
    int status = STATUS_OK;
    if (!course || is_among(&ids, id)) {
        out_format(app_screen(app), STYLE_TEXT, "Nothing is stored%s%s.\n", id ? " about " : "",
                   id ? id : "");
    } else {
        const char *nearest = suggest_nearest(id, ids.items, ids.count);
        status = cmd_usage_fault(app, args->command, "there is no \"%s\"%s%s%s", id,
                                 nearest ? ": did you mean \"" : "", nearest ? nearest : "",
                                 nearest ? "\"?" : " in the course");
    }
    free(ids.items);
    return status;
}

static int reset(struct app *app, const struct cmd_args *args, const char *id)
{
    struct diag diag = { 0 };
    size_t count;
    char *backup;
    if (reset_progress(app_store(app), id, utc_now(), &count, &backup, &diag))
        return cmd_fault(app, STATUS_LACKING, &diag);
    if (!backup)
        return explain_nothing(app, args, id);
    out_format(app_screen(app), STYLE_TEXT, "Forgotten: %s (%zu entries). To undo it:\n  ",
               id ? id : "everything", count);
    out_format(app_screen(app), STYLE_CODE, "%sprogress import %s\n", app_caller(app), backup);
    free(backup);
    return STATUS_OK;
}

/* ---- Choosing ---- */

static const struct action {
    const char *name;
    bool needs_word, changes_store;
    int (*run)(struct app *app, const struct cmd_args *args, const char *word);
} ACTIONS[] = {
    { "export", true, false, export_to },
    { "import", true, true, import_from },
    { "reset", false, true, reset },
    { NULL, false, false, show },
};

/* What was refused or is not saved cannot be changed; why was said when the store was opened:
 * see app_store(). */
static bool is_possible(struct app *app, const struct action *action)
{
    enum store_mode mode = app_store(app)->mode;
    return mode == STORE_SAVED || (mode == STORE_UNSAVED && !action->changes_store);
}

static int run(struct app *app, const struct cmd_args *args)
{
    const char *name = args->count > 0 ? args->words[0] : NULL;
    const char *word = args->count > 1 ? args->words[1] : NULL;
    const struct action *action = ACTIONS;
    while (action->name && (!name || strcmp(action->name, name) != 0))
        action++;
    if (name && !action->name)
        return cmd_usage_fault(app, args->command, "\"%s\" is none of export, import and reset",
                               name);
    if (name && cmd_has(args, "json"))
        return cmd_usage_fault(app, args->command, "--json does not go with \"%s\"", name);
    if (action->needs_word && !word)
        return cmd_usage_fault(app, args->command, "which file? progress %s FILE", name);
    return is_possible(app, action) ? action->run(app, args, word) : STATUS_LACKING;
}

const struct command command_progress = {
    .name = "progress",
    .usage = "[--json] | export FILE | import FILE | reset [ID]",
    .summary = "show what you did, remember and have to review",
    .details =
        "`export` writes everything to a file, and `import` merges such a file: in any order,\n"
        "and twice does no harm. `reset` forgets an item, or everything, and says how to undo "
        "it.",
    .options = { { "json", NULL, "one JSON object, for scripts" } },
    .max_words = 2,
    .is_paged = true,
    .run = run,
};
