/* An exercise is copied from a whole one that is right, in quizzes/template: its id takes the
 * place of the model's in every file and in their names. */
#include "course/template.h"

#include <ctype.h>
#include <glob.h>
#include <stdlib.h>
#include <string.h>
#include <cjson/cJSON.h>

#include "base/file.h"
#include "base/json_edit.h"
#include "base/mem.h"
#include "course/outline.h"

static const char model_id[] = "ask-both";
static const char model_title[] =
    "\"Ask two people at the same time, and add up what they say.\"";

/* ---- Words that take each other's place ---- */

struct swap {
    const char *from;
    char *to; /* owned */
};

/* As an id, as a C name, in capitals; and the title, as JSON. */
enum { SWAPS = 4 };

static char *mapped(const char *text, bool is_upper)
{
    char *copy = mem_strdup(text);
    for (char *at = copy; *at; at++)
        *at = *at == '-' ? '_' : is_upper ? (char)toupper((unsigned char)*at) : *at;
    return copy;
}

static void swaps_init(struct swap swaps[SWAPS], const char *id, const char *title)
{
    cJSON *string = cJSON_CreateString(title);
    char *quoted = cJSON_PrintUnformatted(string);
    swaps[0] = (struct swap){ model_id, mem_strdup(id) };
    swaps[1] = (struct swap){ "ask_both", mapped(id, false) };
    swaps[2] = (struct swap){ "ASK_BOTH", mapped(id, true) };
    swaps[3] = (struct swap){ model_title, mem_strdup(quoted) };
    cJSON_free(quoted);
    cJSON_Delete(string);
}

static void swaps_finish(struct swap swaps[SWAPS])
{
    for (size_t i = 0; i < SWAPS; i++)
        free(swaps[i].to);
}

static void add_swapped(const struct swap swaps[SWAPS], const char *text, struct buf *out)
{
    while (*text) {
        size_t i = 0;
        while (i < SWAPS && strncmp(text, swaps[i].from, strlen(swaps[i].from)) != 0)
            i++;
        if (i < SWAPS) {
            buf_adds(out, swaps[i].to);
            text += strlen(swaps[i].from);
        } else {
            buf_addc(out, *text++);
        }
    }
}

/* ---- Files ---- */

/* `name` is below the model's directory. */
static int copy_file(const char *model, const char *name, const char *dir,
                     const struct swap swaps[SWAPS], struct buf *written, struct diag *diag)
{
    struct buf from = { 0 }, text = { 0 }, new_name = { 0 };
    add_swapped(swaps, name, &new_name);
    char *source = path_join(model, name), *target = path_join(dir, buf_str(&new_name));
    int err = file_read(source, &from, diag);
    if (!err) {
        add_swapped(swaps, buf_str(&from), &text);
        err = file_write(target, buf_str(&text), text.len, diag);
    }
    if (!err)
        buf_addf(written, "%s\n", target);
    free(source);
    free(target);
    buf_finish(&new_name);
    buf_finish(&text);
    buf_finish(&from);
    return err;
}

static int copy_files(const char *model, const char *part, const char *dir,
                      const struct swap swaps[SWAPS], struct buf *written, struct diag *diag)
{
    glob_t found = { 0 };
    char *pattern = path_join(model, part);
    int err = glob(pattern, 0, NULL, &found) ? -1 : 0;
    if (err)
        diag_set(diag, pattern, 0, 0, "the template is not here");
    for (size_t i = 0; !err && i < found.gl_pathc; i++)
        err =
            copy_file(model, found.gl_pathv[i] + strlen(model) + 1, dir, swaps, written, diag);
    globfree(&found);
    free(pattern);
    return err;
}

static int copy_model(const char *model, const char *dir, const struct swap swaps[SWAPS],
                      struct buf *written, struct diag *diag)
{
    static const char *const dirs[] = { "accepted", "rejected" };
    static const char *const parts[] = { "*.*", "accepted/*.c", "rejected/*.c" };
    int err = 0;
    for (size_t i = 0; i < 2 && !err; i++) {
        char *below = path_join(dir, dirs[i]);
        err = file_make_dirs(below, diag);
        free(below);
    }
    for (size_t i = 0; i < 3 && !err; i++)
        err = copy_files(model, parts[i], dir, swaps, written, diag);
    return err;
}

/* ---- Its place ---- */

/* Where the id stands in the list; behind its end if it does not. */
static size_t index_of(const struct course *course, const char *id)
{
    size_t i = 0;
    while (i < course->exercise_count && strcmp(course->exercises[i].id, id) != 0)
        i++;
    return i;
}

/* In front of the first exercise that comes later in the outline. */
static int add_to_catalog(const struct course *course, const struct course *outline,
                          const char *id, struct diag *diag)
{
    struct buf item = { 0 };
    size_t index = 0;
    while (index < course->exercise_count &&
           (!outline || index_of(outline, course->exercises[index].id) < index_of(outline, id)))
        index++;
    buf_addf(&item, "\"%s\"", id);
    char *catalog = path_join(course->dir, "lessons/catalog.json");
    int err = json_edit_insert(catalog, "exercises", index, buf_str(&item), diag);
    free(catalog);
    buf_finish(&item);
    return err;
}

static int add_exercise(const struct course *course, const struct course *outline,
                        const char *model, const char *id, struct buf *written,
                        struct diag *diag)
{
    size_t wanted = outline ? index_of(outline, id) : 0;
    if (outline && wanted == outline->exercise_count) {
        diag_set(diag, NULL, 0, 0, "the outline has no exercise \"%s\"", id);
        return -1;
    }
    struct swap swaps[SWAPS];
    struct buf below = { 0 };
    buf_addf(&below, "quizzes/coding/%s", id);
    char *dir = path_join(course->dir, buf_str(&below));
    int err = file_exists(dir) ? -1 : 0;
    if (err)
        diag_set(diag, dir, 0, 0, "this directory exists already, and is not touched");
    swaps_init(swaps, id, outline ? outline->exercises[wanted].title : id);
    if (!err)
        err = copy_model(model, dir, swaps, written, diag);
    if (!err)
        err = add_to_catalog(course, outline, id, diag);
    swaps_finish(swaps);
    free(dir);
    buf_finish(&below);
    return err;
}

int template_exercise(const struct course *course, const char *model, const char *id,
                      struct buf *written, struct diag *diag)
{
    if (!course_is_id(id) || isdigit((unsigned char)*id)) {
        diag_set(diag, NULL, 0, 0,
                 "\"%s\" is no id of an exercise: a-z, 0-9 and \"-\", and a letter first", id);
        return -1;
    }
    if (index_of(course, id) < course->exercise_count) {
        diag_set(diag, NULL, 0, 0, "there is an exercise \"%s\" already", id);
        return -1;
    }
    struct course *outline = outline_of(course, diag);
    int err = diag_is_set(diag) ? -1 : add_exercise(course, outline, model, id, written, diag);
    course_free(outline);
    return err;
}
