/* catalog.json and what it names, into structs. */
#include "course/course.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/json.h"
#include "base/mem.h"

/* The path of a file of the course, in its arena. */
static const char *place(struct arena *arena, const char *dir, const char *name)
{
    char *path = path_join(dir, name);
    const char *kept = arena_strdup(arena, path);
    free(path);
    return kept;
}

static void read_lesson_entry(struct json json, struct course *course, struct lesson *lesson)
{
    json_keys(json, "id dir");
    const char *name = json_string(json, "dir", &course->arena);
    if (name[0] == '\0' || strchr(name, '/') || name[0] == '.')
        json_fault(json_get(json, "dir"), "this must be the name of a directory in lessons/");
    const char *lessons = place(&course->arena, course->dir, "lessons");
    lesson->dir = place(&course->arena, lessons, name);
    lesson->id = json_string(json, "id", &course->arena);
    if (course_lesson_of(course, lesson->id) != lesson)
        json_fault(json_get(json, "id"), "an earlier lesson has the id \"%s\"", lesson->id);
}

/* `number` counts the lessons through all modules. */
static void read_module(struct json json, struct course *course, struct module *module,
                        int *number)
{
    json_keys(json, "title lessons");
    module->title = json_string(json, "title", &course->arena);
    struct json list = json_get(json, "lessons");
    module->lesson_count = json_len(list);
    module->lessons =
        arena_alloc(&course->arena, (module->lesson_count + 1) * sizeof(*module->lessons));
    size_t i = 0;
    for (struct json item = json_first(list); item.value; item = json_next(item), i++) {
        module->lessons[i].module = module;
        module->lessons[i].number = ++*number;
        read_lesson_entry(item, course, &module->lessons[i]);
    }
}

static void read_modules(struct json root, struct course *course)
{
    struct json list = json_get(root, "modules");
    course->module_count = json_len(list);
    course->modules =
        arena_alloc(&course->arena, (course->module_count + 1) * sizeof(*course->modules));
    size_t i = 0;
    int number = 0;
    for (struct json item = json_first(list); item.value; item = json_next(item))
        read_module(item, course, &course->modules[i++], &number);
}

static void read_exercise_ids(struct json root, struct course *course)
{
    if (!json_has(root, "exercises"))
        return;
    struct json list = json_get(root, "exercises");
    course->exercise_count = json_len(list);
    course->exercises =
        arena_alloc(&course->arena, (course->exercise_count + 1) * sizeof(*course->exercises));
    const char *coding = place(&course->arena, course->dir, "quizzes/coding");
    size_t i = 0;
    for (struct json item = json_first(list); item.value; item = json_next(item), i++) {
        course->exercises[i].id = json_as_string(item, &course->arena);
        course->exercises[i].dir = place(&course->arena, coding, course->exercises[i].id);
    }
}

static void read_resource(struct json json, struct arena *arena, struct resource *resource)
{
    json_keys(json, "title url adds");
    resource->title = json_string(json, "title", arena);
    resource->adds = json_string(json, "adds", arena);
    resource->url = json_string(json, "url", arena);
    if (strncmp(resource->url, "http://", 7) != 0 && strncmp(resource->url, "https://", 8) != 0)
        json_fault(json_get(json, "url"), "an address begins with https:// or http://");
}

static void read_resources(struct json root, struct course *course)
{
    if (!json_has(root, "resources"))
        return;
    struct json list = json_get(root, "resources");
    course->resources =
        arena_alloc(&course->arena, (json_len(list) + 1) * sizeof(*course->resources));
    for (struct json item = json_first(list); item.value; item = json_next(item))
        read_resource(item, &course->arena, &course->resources[course->resource_count++]);
}

static void read_catalog(struct json root, struct course *course)
{
    json_keys(root, "format title modules interview? exercises? resources?");
    json_int(root, "format", 1, 1);
    course->title = json_string(root, "title", &course->arena);
    read_modules(root, course);
    read_exercise_ids(root, course);
    read_resources(root, course);
    const char *interview = json_string_or(root, "interview", &course->arena, NULL);
    if (interview)
        course->interview_file = place(&course->arena, course->dir, interview);
}

static int load_catalog(struct course *course, struct diag *diag)
{
    const char *file = place(&course->arena, course->dir, "lessons/catalog.json");
    if (!file_exists(file)) {
        diag_set(diag, file, 0, 0,
                 "there is no course here: name its directory with --course DIR");
        return -1;
    }
    struct json_doc doc;
    if (json_open(&doc, file, diag))
        return -1;
    read_catalog(json_root(&doc), course);
    int err = json_failed(&doc) ? -1 : 0;
    json_close(&doc);
    return err;
}

/* Only what a list shows: the rubrics are the examiner's. */
static void read_interview(struct json root, struct course *course)
{
    struct json list = json_get(root, "questions");
    course->interview_count = json_len(list);
    course->interview =
        arena_alloc(&course->arena, (course->interview_count + 1) * sizeof(*course->interview));
    size_t i = 0;
    for (struct json item = json_first(list); item.value; item = json_next(item), i++) {
        course->interview[i].id = json_string(item, "id", &course->arena);
        course->interview[i].question = json_string(item, "question", &course->arena);
    }
}

static int load_interview(struct course *course, struct diag *diag)
{
    struct json_doc doc;
    if (!course->interview_file)
        return 0;
    if (json_open(&doc, course->interview_file, diag))
        return -1;
    read_interview(json_root(&doc), course);
    int err = json_failed(&doc) ? -1 : 0;
    json_close(&doc);
    return err;
}

/* Only what a list shows: the checks are the judge's. */
static int load_exercise(struct exercise *exercise, struct arena *arena, struct diag *diag)
{
    struct json_doc doc;
    const char *file = place(arena, exercise->dir, "exercise.json");
    if (json_open(&doc, file, diag))
        return -1;
    struct json root = json_root(&doc);
    exercise->title = json_string(root, "title", arena);
    if (strcmp(json_string(root, "id", arena), exercise->id) != 0)
        json_fault(json_get(root, "id"), "the catalog calls this exercise \"%s\"",
                   exercise->id);
    int err = json_failed(&doc) ? -1 : 0;
    json_close(&doc);
    return err;
}

static void load_exercises(struct course *course, struct diags *faults)
{
    size_t good = 0;
    for (size_t i = 0; i < course->exercise_count; i++) {
        struct exercise exercise = course->exercises[i];
        if (load_exercise(&exercise, &course->arena, diags_add(faults)) == 0)
            course->exercises[good++] = exercise;
        diags_drop_unset(faults);
    }
    course->exercise_count = good;
}

int course_load_all(const char *dir, struct course **ret_course, struct diags *faults)
{
    struct course *course = mem_alloc(sizeof(*course));
    course->dir = arena_strdup(&course->arena, dir);
    if (load_catalog(course, diags_add(faults))) {
        course_free(course);
        return -1;
    }
    diags_drop_unset(faults);
    for (int n = 1; course_lesson(course, n); n++) {
        lesson_load(course_lesson(course, n), &course->arena, diags_add(faults));
        diags_drop_unset(faults);
    }
    if (load_interview(course, diags_add(faults)))
        course->interview_count = 0;
    diags_drop_unset(faults);
    load_exercises(course, faults);
    *ret_course = course;
    return 0;
}

int course_load(const char *dir, struct course **ret_course, struct diag *diag)
{
    struct diags faults = { 0 };
    struct course *course = NULL;
    course_load_all(dir, &course, &faults);
    int err = faults.count > 0 ? -1 : 0;
    if (err) {
        *diag = faults.items[0]; /* moved: what it owns is the caller's now */
        faults.items[0] = (struct diag){ 0 };
        course_free(course);
    } else {
        *ret_course = course;
    }
    diags_finish(&faults);
    return err;
}

void course_free(struct course *course)
{
    if (!course)
        return;
    arena_finish(&course->arena);
    free(course);
}
