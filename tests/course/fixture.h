/* A copy of the good course in tests/course/good, for a test to break in one place. */
#ifndef TESTS_COURSE_FIXTURE_H
#define TESTS_COURSE_FIXTURE_H

#include "scratch.h"

static inline struct scratch fixture_make(void)
{
    struct scratch dir = scratch_make();
    struct buf command = { 0 };
    buf_addf(&command, "cp -r tests/course/good/. '%s'", dir.path);
    if (system(buf_str(&command)) != 0)
        fail_msg("cannot copy the good course: run this from the top of the clone");
    buf_finish(&command);
    return dir;
}

/* Replaces the first `from` in the file by `to`. */
static inline void fixture_edit(const struct scratch *dir, const char *name, const char *from,
                                const char *to)
{
    struct buf text = { 0 }, edited = { 0 };
    struct diag diag = { 0 };
    char *path = path_join(dir->path, name);
    if (file_read(path, &text, &diag))
        fail_msg("%s", diag.message);
    const char *found = strstr(buf_str(&text), from);
    if (!found)
        fail_msg("%s does not contain: %s", name, from);
    buf_add(&edited, buf_str(&text), (size_t)(found - buf_str(&text)));
    buf_adds(&edited, to);
    buf_adds(&edited, found + strlen(from));
    free(scratch_file(dir, name, buf_str(&edited)));
    buf_finish(&text);
    buf_finish(&edited);
    free(path);
}

#define FIXTURE_LESSON "lessons/01-first/lesson.json"

#endif
