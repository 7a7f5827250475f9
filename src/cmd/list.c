/* `list`: what there is in the course, and what of it is done. */
#include "cmd/cmd.h"

#include <cjson/cJSON.h>

#include "course/course.h"
#include "progress/store.h"

/* ---- For people ---- */

static void print_lesson(struct app *app, const struct lesson *lesson)
{
    const struct out *screen = app_screen(app);
    out_format(screen, STYLE_STRONG, "  %2d %s", lesson->number, lesson->title);
    out_format(screen, STYLE_DIM, "  %s, %d min\n", lesson->id, lesson->minutes);
    for (size_t i = 0; i < lesson->step_count; i++) {
        const struct step *step = &lesson->steps[i];
        bool is_done = store_step_is_done(app_store(app), step->id);
        out_text(screen, is_done ? STYLE_OK : STYLE_DIM, is_done ? "     [x]" : "     [ ]");
        out_format(screen, STYLE_TEXT, " %d.%d %s", lesson->number, step->number, step->title);
        out_format(screen, STYLE_DIM, "  %s\n", step->name);
    }
}

static void print_course(struct app *app, const struct course *course)
{
    const struct out *screen = app_screen(app);
    out_format(screen, STYLE_HEADING, "%s\n", course->title);
    for (size_t m = 0; m < course->module_count; m++) {
        const struct module *module = &course->modules[m];
        out_format(screen, STYLE_HEADING, "\nModule %zu: %s\n", m + 1, module->title);
        for (size_t i = 0; i < module->lesson_count; i++)
            print_lesson(app, &module->lessons[i]);
    }
    if (course->interview_count > 0)
        out_text(screen, STYLE_HEADING, "\nInterview questions\n");
    for (size_t i = 0; i < course->interview_count; i++) {
        out_format(screen, STYLE_TEXT, "  %s", course->interview[i].question);
        out_format(screen, STYLE_DIM, "  %s\n", course->interview[i].id);
    }
    if (course->exercise_count > 0)
        out_text(screen, STYLE_HEADING, "\nCoding practice\n");
    for (size_t i = 0; i < course->exercise_count; i++) {
        out_format(screen, STYLE_TEXT, "  %s", course->exercises[i].title);
        out_format(screen, STYLE_DIM, "  %s\n", course->exercises[i].id);
    }
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

static void add_lesson(struct app *app, cJSON *list, const struct lesson *lesson)
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
            add_lesson(app, lessons, &course->modules[m].lessons[i]);
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
    .summary = "show the lessons and their steps, the interview questions and the exercises",
    .options = { { "json", NULL, "one JSON object, for scripts" } },
    .run = run,
};
