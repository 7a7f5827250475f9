/* `list`: what there is in the course, and what of it is done. */
#include "cmd/cmd.h"

#include <cjson/cJSON.h>

#include "cmd/ask.h"
#include "course/course.h"
#include "progress/store.h"

/* ---- For people ---- */

/* Everything, laid out. A row that does not fit goes on below its title. */
struct listing {
    struct app *app;
    struct lines rows;
    struct line row; /* that is being written */
};

/* Ends the row, whose title begins in column `indent`. */
static void end_row(struct listing *listing, int indent)
{
    struct line below = { 0 };
    line_pad(&below, indent);
    lines_wrap(&listing->rows, &listing->row, out_columns(app_screen(listing->app)), NULL,
               &below);
    line_clear(&listing->row);
    line_finish(&below);
}

static void add_heading(struct listing *listing, const char *text)
{
    lines_add(&listing->rows);
    line_adds(&listing->row, STYLE_HEADING, text);
    end_row(listing, 0);
}

static void add_question(struct listing *listing, const char *text, const char *id)
{
    line_addf(&listing->row, STYLE_TEXT, "  %s", text);
    line_addf(&listing->row, STYLE_DIM, "  %s", id);
    end_row(listing, 2);
}

static void add_step(struct listing *listing, const struct step *step)
{
    bool is_done = store_step_is_done(app_store(listing->app), step->id);
    line_adds(&listing->row, is_done ? STYLE_OK : STYLE_DIM, is_done ? "     [x]" : "     [ ]");
    line_addf(&listing->row, STYLE_TEXT, " %d.%d %s", step->lesson->number, step->number,
              step->title);
    line_addf(&listing->row, STYLE_DIM, "  %s", step->name);
    end_row(listing, 13);
}

static void add_lesson(struct listing *listing, const struct lesson *lesson)
{
    line_addf(&listing->row, STYLE_STRONG, "  %2d %s", lesson->number, lesson->title);
    line_addf(&listing->row, STYLE_DIM, "  %s, %d min", lesson->id, lesson->minutes);
    end_row(listing, 5);
    for (size_t i = 0; i < lesson->step_count; i++)
        add_step(listing, &lesson->steps[i]);
}

static void add_modules(struct listing *listing, const struct course *course)
{
    for (size_t m = 0; m < course->module_count; m++) {
        const struct module *module = &course->modules[m];
        struct buf heading = { 0 };
        buf_addf(&heading, "Module %zu: %s", m + 1, module->title);
        add_heading(listing, buf_str(&heading));
        for (size_t i = 0; i < module->lesson_count; i++)
            add_lesson(listing, &module->lessons[i]);
        buf_finish(&heading);
    }
}

static void print_course(struct app *app, const struct course *course)
{
    struct listing listing = { .app = app };
    line_adds(&listing.row, STYLE_HEADING, course->title);
    end_row(&listing, 0);
    add_modules(&listing, course);
    if (course->interview_count > 0)
        add_heading(&listing, "Interview questions");
    for (size_t i = 0; i < course->interview_count; i++)
        add_question(&listing, course->interview[i].question, course->interview[i].id);
    if (course->exercise_count > 0)
        add_heading(&listing, "Coding practice");
    for (size_t i = 0; i < course->exercise_count; i++)
        add_question(&listing, course->exercises[i].title, course->exercises[i].id);
    if (app->in_session)
        ask_show_lines(app, &listing.rows);
    else
        out_lines(app_screen(app), &listing.rows);
    lines_finish(&listing.rows);
    line_finish(&listing.row);
}

/* ---- For scripts ---- */

/* An object with an id and one more text. */
static cJSON *add_named(cJSON *list, const char *id, const char *key, const char *value)
{
    cJSON *object = cJSON_CreateObject();
    cJSON_AddStringToObject(object, "id", id);
    cJSON_AddStringToObject(object, key, value);
    cJSON_AddItemToArray(list, object);
    return object;
}

static void add_lesson_json(struct app *app, cJSON *list, const struct lesson *lesson)
{
    cJSON *object = add_named(list, lesson->id, "title", lesson->title);
    cJSON_AddNumberToObject(object, "minutes", lesson->minutes);
    cJSON *steps = cJSON_AddArrayToObject(object, "steps");
    for (size_t i = 0; i < lesson->step_count; i++) {
        const struct step *step = &lesson->steps[i];
        cJSON *entry = add_named(steps, step->id, "title", step->title);
        cJSON_AddBoolToObject(entry, "done", store_step_is_done(app_store(app), step->id));
    }
}

static void print_json(struct app *app, const struct course *course)
{
    cJSON *root = cJSON_CreateObject();
    cJSON *modules = cJSON_AddArrayToObject(root, "modules");
    for (size_t m = 0; m < course->module_count; m++) {
        cJSON *module = cJSON_CreateObject();
        cJSON_AddItemToArray(modules, module);
        cJSON_AddStringToObject(module, "title", course->modules[m].title);
        cJSON *lessons = cJSON_AddArrayToObject(module, "lessons");
        for (size_t i = 0; i < course->modules[m].lesson_count; i++)
            add_lesson_json(app, lessons, &course->modules[m].lessons[i]);
    }
    cJSON *interview = cJSON_AddArrayToObject(root, "interview");
    for (size_t i = 0; i < course->interview_count; i++)
        add_named(interview, course->interview[i].id, "question",
                  course->interview[i].question);
    cJSON *exercises = cJSON_AddArrayToObject(root, "exercises");
    for (size_t i = 0; i < course->exercise_count; i++)
        add_named(exercises, course->exercises[i].id, "title", course->exercises[i].title);
    char *text = cJSON_PrintUnformatted(root);
    fprintf(app->out, "%s\n", text);
    cJSON_free(text);
    cJSON_Delete(root);
}

static int run(struct app *app, const struct cmd_args *args)
{
    const struct course *course = app_course(app);
    if (!course)
        return STATUS_USAGE;
    if (cmd_has(args, "json"))
        print_json(app, course);
    else
        print_course(app, course);
    return STATUS_OK;
}

const struct command command_list = {
    .name = "list",
    .usage = "[--json]",
    .summary = "show lessons, steps, questions and exercises, and what is done",
    .options = { { "json", NULL, "one JSON object, for scripts" } },
    .is_paged = true,
    .run = run,
};
