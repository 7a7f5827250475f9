#include "course/outline.h"

#include <stdlib.h>

#include "base/file.h"
#include "base/json.h"
#include "base/mem.h"

char *outline_path(const char *dir)
{
    return path_join(dir, "lessons/outline.json");
}

static void read_lesson(struct json json, struct arena *arena, struct lesson *lesson)
{
    json_keys(json, "id title steps");
    lesson->id = json_string(json, "id", arena);
    lesson->title = json_string(json, "title", arena);
    struct json list = json_get(json, "steps");
    lesson->steps = arena_alloc(arena, (json_len(list) + 1) * sizeof(*lesson->steps));
    for (struct json item = json_first(list); item.value; item = json_next(item)) {
        struct step *step = &lesson->steps[lesson->step_count++];
        json_keys(item, "id title");
        step->lesson = lesson;
        step->name = json_string(item, "id", arena);
        step->id = arena_printf(arena, "%s/%s", lesson->id, step->name);
        step->title = json_string(item, "title", arena);
    }
}

static void read_modules(struct json root, struct course *outline)
{
    struct arena *arena = &outline->arena;
    int number = 0;
    struct json list = json_get(root, "modules");
    outline->modules = arena_alloc(arena, (json_len(list) + 1) * sizeof(*outline->modules));
    for (struct json item = json_first(list); item.value; item = json_next(item)) {
        struct module *module = &outline->modules[outline->module_count++];
        json_keys(item, "title lessons");
        module->title = json_string(item, "title", arena);
        struct json lessons = json_get(item, "lessons");
        module->lessons =
            arena_alloc(arena, (json_len(lessons) + 1) * sizeof(*module->lessons));
        for (struct json entry = json_first(lessons); entry.value; entry = json_next(entry)) {
            struct lesson *lesson = &module->lessons[module->lesson_count++];
            lesson->module = module;
            lesson->number = ++number;
            read_lesson(entry, arena, lesson);
        }
    }
}

static void read_practice(struct json root, struct course *outline)
{
    struct arena *arena = &outline->arena;
    struct json list = json_get(root, "interview");
    outline->interview = arena_alloc(arena, (json_len(list) + 1) * sizeof(*outline->interview));
    for (struct json item = json_first(list); item.value; item = json_next(item)) {
        json_keys(item, "id question");
        outline->interview[outline->interview_count++] = (struct interview_question){
            .id = json_string(item, "id", arena),
            .question = json_string(item, "question", arena),
        };
    }
    list = json_get(root, "exercises");
    outline->exercises = arena_alloc(arena, (json_len(list) + 1) * sizeof(*outline->exercises));
    for (struct json item = json_first(list); item.value; item = json_next(item)) {
        json_keys(item, "id title");
        outline->exercises[outline->exercise_count++] = (struct exercise){
            .id = json_string(item, "id", arena),
            .title = json_string(item, "title", arena),
        };
    }
}

int outline_load(const char *file, struct course **ret_outline, struct diag *diag)
{
    struct json_doc doc;
    if (json_open(&doc, file, diag))
        return -1;
    struct course *outline = mem_alloc(sizeof(*outline));
    struct json root = json_root(&doc);
    json_keys(root, "format modules interview exercises");
    json_int(root, "format", 1, 1);
    read_modules(root, outline);
    read_practice(root, outline);
    bool failed = json_failed(&doc);
    json_close(&doc);
    if (failed) {
        course_free(outline);
        return -1;
    }
    *ret_outline = outline;
    return 0;
}

struct course *outline_of(const struct course *course, struct diag *diag)
{
    struct course *outline = NULL;
    char *file = outline_path(course->dir);
    if (file_exists(file))
        outline_load(file, &outline, diag);
    free(file);
    return outline;
}
