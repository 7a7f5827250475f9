/* lesson.json into a struct lesson. */
#include "course/course.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/json.h"

static const char *read_name(struct json json, const char *key, struct arena *arena)
{
    const char *name = json_string(json, key, arena);
    if (!course_is_id(name))
        json_fault(json_get(json, key), "an id is made of a-z, 0-9 and \"-\"");
    return name;
}

/* A file of the lesson, as a path. */
static const char *read_file_name(struct json json, const char *key,
                                  const struct lesson *lesson, struct arena *arena)
{
    const char *name = json_string(json, key, arena);
    if (name[0] == '\0' || strchr(name, '/'))
        json_fault(json_get(json, key), "this must be the name of a file beside lesson.json");
    char *path = path_join(lesson->dir, name);
    const char *kept = arena_strdup(arena, path);
    free(path);
    return kept;
}

static unsigned read_panes(struct json step)
{
    static const char *const names[] = { "source", "loop", "tasks", "timeline", "output" };
    enum { NAMES = sizeof(names) / sizeof(names[0]) };
    unsigned panes = 0;
    struct json list = json_get(step, "panes");
    for (struct json item = json_first(list); item.value; item = json_next(item)) {
        const char *name = cJSON_IsString(item.value) ? item.value->valuestring : "";
        int found = NAMES;
        for (int i = 0; i < NAMES; i++) {
            if (strcmp(names[i], name) == 0)
                found = i;
        }
        if (found == NAMES)
            json_fault(item, "a pane is one of source, loop, tasks, timeline, output");
        else
            panes |= 1u << found;
    }
    return panes;
}

static struct question *read_question(struct json step, const char *key, struct arena *arena)
{
    struct question *question = arena_alloc(arena, sizeof(*question));
    question_read(json_get(step, key), arena, true, question);
    return question;
}

/* None, if the step has no such key. */
static struct texts read_texts(struct json step, const char *key, struct arena *arena)
{
    struct texts texts = { 0 };
    if (!json_has(step, key))
        return texts;
    struct json list = json_get(step, key);
    texts.items = arena_alloc(arena, (json_len(list) + 1) * sizeof(*texts.items));
    for (struct json item = json_first(list); item.value; item = json_next(item))
        texts.items[texts.count++] = json_as_string(item, arena);
    return texts;
}

static void read_broken(struct json json, const struct lesson *lesson, struct arena *arena,
                        struct step *step)
{
    if (!json_has(json, "broken"))
        return;
    struct json broken = json_get(json, "broken");
    json_keys(broken, "demo warns happens");
    step->broken = read_file_name(broken, "demo", lesson, arena);
    step->broken_warns = json_string(broken, "warns", arena);
    step->broken_happens = json_string(broken, "happens", arena);
}

static void read_aside(struct json json, const struct lesson *lesson, struct arena *arena,
                       struct step *step)
{
    if (!json_has(json, "aside"))
        return;
    struct json aside = json_get(json, "aside");
    json_keys(aside, "title text");
    step->aside_title = json_string(aside, "title", arena);
    step->aside = read_file_name(aside, "text", lesson, arena);
}

static void read_step(struct json json, const struct lesson *lesson, struct arena *arena,
                      struct step *step)
{
    json_keys(json, "id title text demo twin hook watch happens panes warns? predict check "
                    "takeaway pitfall? broken? aside? related?");
    step->lesson = lesson;
    step->name = read_name(json, "id", arena);
    step->id = arena_printf(arena, "%s/%s", lesson->id, step->name);
    step->title = json_string(json, "title", arena);
    step->text = read_file_name(json, "text", lesson, arena);
    step->demo = read_file_name(json, "demo", lesson, arena);
    step->twin = read_file_name(json, "twin", lesson, arena);
    step->hook = json_string(json, "hook", arena);
    step->watch = json_string(json, "watch", arena);
    step->happens = json_string(json, "happens", arena);
    step->takeaway = json_string(json, "takeaway", arena);
    step->warns = read_texts(json, "warns", arena);
    step->pitfall = json_string_or(json, "pitfall", arena, NULL);
    read_broken(json, lesson, arena, step);
    read_aside(json, lesson, arena, step);
    step->panes = read_panes(json);
    step->predict = read_question(json, "predict", arena);
    step->check = read_question(json, "check", arena);
    step->related = read_texts(json, "related", arena);
}

static void read_steps(struct json root, struct arena *arena, struct lesson *lesson)
{
    struct json list = json_get(root, "steps");
    size_t count = json_len(list);
    lesson->steps = arena_alloc(arena, (count + 1) * sizeof(*lesson->steps));
    for (struct json item = json_first(list); item.value; item = json_next(item)) {
        struct step *step = &lesson->steps[lesson->step_count];
        read_step(item, lesson, arena, step);
        for (size_t i = 0; i < lesson->step_count; i++) {
            if (strcmp(lesson->steps[i].name, step->name) == 0)
                json_fault(json_get(item, "id"), "an earlier step has the id \"%s\"",
                           step->name);
        }
        step->number = (int)++lesson->step_count;
    }
    if (count == 0)
        json_fault(list, "a lesson needs at least one step");
}

static bool has_step(const struct lesson *lesson, const char *name)
{
    for (size_t i = 0; i < lesson->step_count; i++) {
        if (strcmp(lesson->steps[i].name, name) == 0)
            return true;
    }
    return false;
}

static void read_quiz(struct json root, struct arena *arena, struct lesson *lesson)
{
    if (!json_has(root, "quiz"))
        return;
    struct json list = json_get(root, "quiz");
    lesson->quiz = arena_alloc(arena, (json_len(list) + 1) * sizeof(*lesson->quiz));
    for (struct json item = json_first(list); item.value; item = json_next(item)) {
        struct question *question = &lesson->quiz[lesson->quiz_count++];
        question_read(item, arena, false, question);
        if (question->reread && !has_step(lesson, question->reread))
            json_fault(json_get(item, "reread"), "this lesson has no step \"%s\"",
                       question->reread);
    }
}

static void read_lesson(struct json root, struct arena *arena, struct lesson *lesson)
{
    json_keys(root, "format id title minutes goal c_differs? steps quiz?");
    json_int(root, "format", 1, 1);
    const char *id = read_name(root, "id", arena);
    if (strcmp(id, lesson->id) != 0)
        json_fault(json_get(root, "id"), "the catalog calls this lesson \"%s\"", lesson->id);
    lesson->title = json_string(root, "title", arena);
    lesson->minutes = (int)json_int(root, "minutes", 1, 240);
    lesson->goal = json_string(root, "goal", arena);
    lesson->c_differs = json_string_or(root, "c_differs", arena, NULL);
    read_steps(root, arena, lesson);
    read_quiz(root, arena, lesson);
}

int lesson_load(struct lesson *lesson, struct arena *arena, struct diag *diag)
{
    char *path = path_join(lesson->dir, "lesson.json");
    lesson->file = arena_strdup(arena, path);
    free(path);
    struct json_doc doc;
    if (json_open(&doc, lesson->file, diag))
        return -1;
    read_lesson(json_root(&doc), arena, lesson);
    int err = json_failed(&doc) ? -1 : 0;
    json_close(&doc);
    if (err)
        lesson->step_count = lesson->quiz_count = 0;
    return err;
}
