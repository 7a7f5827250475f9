#include "course/template.h"

#include <stdlib.h>
#include <string.h>
#include <cjson/cJSON.h>

#include "base/file.h"
#include "base/json_edit.h"
#include "base/mem.h"
#include "course/outline.h"

/* ---- The texts ---- */

enum { STEP_MINUTES = 2 }; /* what a step of these texts takes */

static const char prose[] = "Say in under 200 words what the demo shows, and nothing else.\n"
                            "\n"
                            "```python cut=sleep\n"
                            "```\n"
                            "\n"
                            "```c cut=sleep\n"
                            "```\n";

/* Behind the line with the goal. */
static const char demo[] = "#include <async.h>\n"
                           "#include <stdio.h>\n"
                           "\n"
                           "static int example(void *arg)\n"
                           "{\n"
                           "    // cut: sleep\n"
                           "    int err = async_sleep(100); // <-- look here\n"
                           "    // end\n"
                           "    if (!err)\n"
                           "        puts(\"awake\");\n"
                           "    return err;\n"
                           "}\n"
                           "\n"
                           "int main(void)\n"
                           "{\n"
                           "    return async_run(async_coro(example, NULL), NULL) ? 1 : 0;\n"
                           "}\n";

static const char twin[] = "import asyncio\n"
                           "\n"
                           "\n"
                           "async def example():\n"
                           "    # cut: sleep\n"
                           "    await asyncio.sleep(0.1)  # <-- look here\n"
                           "    # end\n"
                           "    print(\"awake\")\n"
                           "\n"
                           "\n"
                           "asyncio.run(example())\n";

/* Behind id, title and file names. */
static const char step_rest[] =
    "  \"hook\": \"Which question does this step answer?\",\n"
    "  \"watch\": \"What is there to look for while the demo runs?\",\n"
    "  \"happens\": \"What was there to be seen, tick by tick?\",\n"
    "  \"panes\": [\"source\", \"loop\"],\n"
    "  \"predict\": {\n"
    "    \"kind\": \"choice\",\n"
    "    \"question\": \"How much time passes until the program ends?\",\n"
    "    \"choices\": [\n"
    "      { \"text\": \"100 ms\", \"why\": \"The sleep lasts that long.\" },\n"
    "      { \"text\": \"0 ms\", \"why\": \"`await` waits for the sleep to end.\" }\n"
    "    ],\n"
    "    \"from\": \"output\",\n"
    "    \"vtime\": true\n"
    "  },\n"
    "  \"check\": {\n"
    "    \"kind\": \"fill\",\n"
    "    \"question\": \"Which word waits in Python?\",\n"
    "    \"accept\": [\"await\"],\n"
    "    \"why\": \"`await` suspends until the sleep has ended.\"\n"
    "  },\n"
    "  \"takeaway\": \"One line to keep.\"\n"
    "}";

static const char question[] =
    "{\n"
    "  \"kind\": \"choice\",\n"
    "  \"question\": \"What does the learner have to tell apart?\",\n"
    "  \"choices\": [\n"
    "    { \"text\": \"this\", \"right\": true, \"why\": \"Say why this is right.\" },\n"
    "    { \"text\": \"that\", \"why\": \"Say which mistake leads here.\" }\n"
    "  ]\n"
    "}";

static void add_quoted(struct buf *json, const char *text)
{
    cJSON *string = cJSON_CreateString(text);
    char *quoted = cJSON_PrintUnformatted(string);
    buf_adds(json, quoted);
    cJSON_free(quoted);
    cJSON_Delete(string);
}

static void add_step_json(struct buf *json, const char *name, const char *title)
{
    buf_addf(json, "{\n  \"id\": \"%s\",\n  \"title\": ", name);
    add_quoted(json, title);
    buf_addf(json, ",\n  \"text\": \"%s.md\",\n  \"demo\": \"%s.c\",\n  \"twin\": \"%s.py\",\n",
             name, name, name);
    buf_adds(json, step_rest);
}

static void add_lesson_json(struct buf *json, const char *id, const char *title, size_t steps)
{
    buf_addf(json, "{\n  \"format\": 1,\n  \"id\": \"%s\",\n  \"title\": ", id);
    add_quoted(json, title);
    buf_addf(json, ",\n  \"minutes\": %zu,\n", steps * STEP_MINUTES);
    buf_adds(json, "  \"goal\": \"One sentence: what the learner can do afterwards.\",\n"
                   "  \"steps\": [],\n"
                   "  \"quiz\": []\n"
                   "}\n");
}

/* ---- Files ---- */

struct new_file {
    const char *suffix, *text;
};

static char *new_path(const char *dir, const char *name, const char *suffix)
{
    struct buf file = { 0 };
    buf_addf(&file, "%s%s", name, suffix);
    char *path = path_join(dir, buf_str(&file));
    buf_finish(&file);
    return path;
}

static int write_one(const char *path, const char *text, struct buf *written, struct diag *diag)
{
    if (file_write(path, text, strlen(text), diag))
        return -1;
    buf_addf(written, "%s\n", path);
    return 0;
}

/* All of them, or none if one exists already. */
static int write_new(const char *dir, const char *name, const struct new_file *files,
                     size_t count, struct buf *written, struct diag *diag)
{
    for (size_t i = 0; i < count; i++) {
        char *path = new_path(dir, name, files[i].suffix);
        if (file_exists(path))
            diag_set(diag, path, 0, 0, "this file exists already, and is not touched");
        free(path);
    }
    for (size_t i = 0; i < count && !diag_is_set(diag); i++) {
        char *path = new_path(dir, name, files[i].suffix);
        write_one(path, files[i].text, written, diag);
        free(path);
    }
    return diag_is_set(diag) ? -1 : 0;
}

static int write_step_files(const char *dir, const char *name, const char *title,
                            struct buf *written, struct diag *diag)
{
    struct buf c = { 0 }, python = { 0 };
    buf_addf(&c, "/* Goal: %s. */\n%s", title, demo);
    buf_addf(&python, "# Goal: %s.\n%s", title, twin);
    const struct new_file files[] = { { ".md", prose },
                                      { ".c", buf_str(&c) },
                                      { ".py", buf_str(&python) } };
    int err = write_new(dir, name, files, 3, written, diag);
    buf_finish(&c);
    buf_finish(&python);
    return err;
}

/* Writes the files and puts the step into lesson.json, in front of the step `index`. */
static int add_step(const char *lesson_dir, size_t index, const char *name, const char *title,
                    struct buf *written, struct diag *diag)
{
    struct buf json = { 0 };
    char *file = path_join(lesson_dir, "lesson.json");
    add_step_json(&json, name, title);
    int err = write_step_files(lesson_dir, name, title, written, diag);
    if (!err)
        err = json_edit_insert(file, "steps", index, buf_str(&json), diag);
    free(file);
    buf_finish(&json);
    return err;
}

/* ---- Places ---- */

static int check_id(const char *text, struct diag *diag)
{
    if (course_is_id(text))
        return 0;
    diag_set(diag, NULL, 0, 0, "\"%s\" is no id: an id is made of a-z, 0-9 and \"-\"", text);
    return -1;
}

/* ---- Lessons ---- */

/* Where the lesson belongs in the catalog: after those of its module that come earlier in the
 * outline. */
static int add_to_catalog(const struct course *course, const struct course *outline,
                          const struct lesson *wanted, const char *entry, struct diag *diag)
{
    size_t m = course->module_count ? course->module_count - 1 : 0, index = 0;
    for (size_t i = 0; wanted && i < course->module_count; i++) {
        if (strcmp(course->modules[i].title, wanted->module->title) == 0)
            m = i;
    }
    const struct module *module = &course->modules[m];
    for (size_t i = 0; m < course->module_count && i < module->lesson_count; i++) {
        const struct lesson *other =
            outline ? course_lesson_of(outline, module->lessons[i].id) : &module->lessons[i];
        index += !wanted || (other && other->number < wanted->number);
    }
    struct buf path = { 0 };
    buf_addf(&path, "modules[%zu].lessons", m);
    char *catalog = path_join(course->dir, "lessons/catalog.json");
    int err = json_edit_insert(catalog, buf_str(&path), index, entry, diag);
    free(catalog);
    buf_finish(&path);
    return err;
}

static int write_lesson(const char *dir, const char *id, const struct lesson *wanted,
                        struct buf *written, struct diag *diag)
{
    struct buf json = { 0 };
    add_lesson_json(&json, id, wanted ? wanted->title : id, wanted ? wanted->step_count : 1);
    int err = file_make_dirs(dir, diag);
    const struct new_file file = { ".json", buf_str(&json) };
    if (!err)
        err = write_new(dir, "lesson", &file, 1, written, diag);
    for (size_t i = 0; !err && wanted && i < wanted->step_count; i++)
        err = add_step(dir, i, wanted->steps[i].name, wanted->steps[i].title, written, diag);
    if (!err && !wanted)
        err = add_step(dir, 0, "first-step", "First Step", written, diag);
    buf_finish(&json);
    return err;
}

static int add_lesson(const struct course *course, const struct course *outline, const char *id,
                      struct buf *written, struct diag *diag)
{
    const struct lesson *wanted = outline ? course_lesson_of(outline, id) : NULL;
    if (outline && !wanted) {
        diag_set(diag, NULL, 0, 0, "the outline has no lesson \"%s\"", id);
        return -1;
    }
    int number = 1;
    while (course_lesson(course, number))
        number++;
    struct buf name = { 0 }, entry = { 0 };
    buf_addf(&name, "lessons/%02d-%s", wanted ? wanted->number : number, id);
    buf_addf(&entry, "{ \"id\": \"%s\", \"dir\": \"%s\" }", id,
             strchr(buf_str(&name), '/') + 1);
    char *dir = path_join(course->dir, buf_str(&name));
    int err = write_lesson(dir, id, wanted, written, diag);
    if (!err)
        err = add_to_catalog(course, outline, wanted, buf_str(&entry), diag);
    free(dir);
    buf_finish(&entry);
    buf_finish(&name);
    return err;
}

int template_lesson(const struct course *course, const char *id, struct buf *written,
                    struct diag *diag)
{
    if (check_id(id, diag))
        return -1;
    if (course_lesson_of(course, id)) {
        diag_set(diag, NULL, 0, 0, "there is a lesson \"%s\" already", id);
        return -1;
    }
    struct course *outline = outline_of(course, diag);
    int err = diag_is_set(diag) ? -1 : add_lesson(course, outline, id, written, diag);
    course_free(outline);
    return err;
}

/* ---- Steps ---- */

static int add_to_lesson(const struct course *outline, const struct lesson *lesson,
                         const char *name, struct buf *written, struct diag *diag)
{
    const struct lesson *plan = outline ? course_lesson_of(outline, lesson->id) : NULL;
    const struct step *wanted = plan ? lesson_step_of(plan, name) : NULL;
    if (outline && !wanted) {
        diag_set(diag, NULL, 0, 0, "the outline has no step \"%s/%s\"", lesson->id, name);
        return -1;
    }
    size_t index = 0;
    for (size_t i = 0; i < lesson->step_count; i++) {
        const struct step *other = plan ? lesson_step_of(plan, lesson->steps[i].name) : NULL;
        index += !plan || (other && other < wanted);
    }
    return add_step(lesson->dir, index, name, wanted ? wanted->title : name, written, diag);
}

int template_step(const struct course *course, const char *id, struct buf *written,
                  struct diag *diag)
{
    const char *slash = strchr(id, '/');
    if (!slash) {
        diag_set(diag, NULL, 0, 0, "\"%s\" names no step: write LESSON/STEP", id);
        return -1;
    }
    char *lesson_id = mem_strndup(id, (size_t)(slash - id));
    const struct lesson *lesson = course_find_lesson(course, lesson_id, diag);
    free(lesson_id);
    if (!lesson || check_id(slash + 1, diag))
        return -1;
    if (lesson_step_of(lesson, slash + 1)) {
        diag_set(diag, NULL, 0, 0, "there is a step \"%s\" already", id);
        return -1;
    }
    struct course *outline = outline_of(course, diag);
    int err = diag_is_set(diag) ? -1 : add_to_lesson(outline, lesson, slash + 1, written, diag);
    course_free(outline);
    return err;
}

/* ---- Questions ---- */

int template_question(const struct course *course, const char *id, struct buf *written,
                      struct diag *diag)
{
    const struct lesson *lesson = course_find_lesson(course, id, diag);
    if (!lesson || json_edit_insert(lesson->file, "quiz", lesson->quiz_count, question, diag))
        return -1;
    buf_addf(written, "%s\n", lesson->file);
    return 0;
}
