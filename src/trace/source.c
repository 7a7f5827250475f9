#include "trace/source.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/mem.h"
#include "term/syntax.h"
#include "trace/whereabouts.h"

struct function {
    char *name; /* owned */
    int line;   /* 0: it is not defined there */
};

/* ---- Files ---- */

/* A trace may name anything: only a file is read, and no pipe or device is waited for. */
static int read_file(const char *path, struct buf *text)
{
    struct stat info;
    struct diag nothing = { 0 }; /* a source that is not there is no fault */
    if (stat(path, &info) || !S_ISREG(info.st_mode))
        return -1;
    int err = file_read(path, text, &nothing);
    diag_finish(&nothing);
    return err;
}

static int read_below(const char *folder, const char *path, struct buf *text)
{
    char *joined = path_join(folder, path);
    int err = read_file(joined, text);
    free(joined);
    return err;
}

static int read_beside(const struct sources *sources, const char *path, struct buf *text)
{
    int err = -1;
    while (err && sources->beside && path) {
        const char *slash = strchr(path, '/');
        err = read_below(sources->beside, path, text);
        path = slash ? slash + 1 : NULL;
    }
    return err;
}

static int read_text(const struct sources *sources, const char *path, struct buf *text)
{
    int err = read_file(path, text);
    if (err && sources->home && *path != '/')
        err = read_below(sources->home, path, text);
    return err ? read_beside(sources, path, text) : 0;
}

void sources_tell_missing(const struct sources *sources, const char *path, struct buf *out)
{
    buf_addf(out, "%s is not here. It was looked for at that path", path);
    if (sources->home && *path != '/')
        buf_addf(out, ", below %s", sources->home);
    if (sources->beside)
        buf_addf(out, ", and beside the trace in %s", sources->beside);
    buf_adds(out, ".");
}

static struct source *get(struct sources *sources, const char *path, size_t len)
{
    for (size_t i = 0; i < sources->count; i++) {
        const char *known = sources->items[i]->path;
        if (strlen(known) == len && memcmp(known, path, len) == 0)
            return sources->items[i];
    }
    struct source *source = mem_alloc(sizeof(*source));
    struct buf text = { 0 };
    source->path = mem_strndup(path, len);
    if (!read_text(sources, source->path, &text))
        syntax_lines(syntax_find("c"), buf_str(&text), text.len, &source->lines);
    buf_finish(&text);
    sources->items =
        mem_grow(sources->items, &sources->cap, sources->count + 1, sizeof(*sources->items));
    sources->items[sources->count++] = source;
    return source;
}

void sources_finish(struct sources *sources)
{
    for (size_t i = 0; i < sources->count; i++) {
        struct source *source = sources->items[i];
        for (size_t k = 0; k < source->function_count; k++)
            free(source->functions[k].name);
        free(source->functions);
        lines_finish(&source->lines);
        free(source->path);
        free(source);
    }
    free(sources->items);
    *sources = (struct sources){ 0 };
}

/* ---- Places ---- */

bool sources_find(struct sources *sources, const char *at, struct place *ret_place)
{
    const char *colon = strrchr(at, ':');
    if (!colon)
        return false;
    struct place place = { get(sources, at, (size_t)(colon - at)), atoi(colon + 1) };
    if (place.line < 1 || (size_t)place.line > place.source->lines.count)
        return false;
    *ret_place = place;
    return true;
}

/* A definition begins at the left margin; a declaration ends before any body begins. What
 * stands in the body of a function of one line is called there. */
static bool defines(const char *line, const char *name)
{
    size_t len = strlen(name);
    const char *head_end = line + strcspn(line, "{;"), *found = line;
    if (strchr("#/ \t", line[0]) || *head_end == ';')
        return false;
    while ((found = strstr(found, name)) && found < head_end) {
        if (found > line && !syntax_is_in_word(found[-1]) && found[len] == '(')
            return true;
        found += len;
    }
    return false;
}

/* Its first line; 0: it is not defined there. */
static int look_for_function(const struct source *source, const char *name)
{
    for (size_t i = 0; i < source->lines.count; i++) {
        if (defines(buf_str(&source->lines.items[i].text), name))
            return (int)i + 1;
    }
    return 0;
}

static int line_of_function(struct source *source, const char *name)
{
    for (size_t i = 0; i < source->function_count; i++) {
        if (strcmp(source->functions[i].name, name) == 0)
            return source->functions[i].line;
    }
    source->functions = mem_grow(source->functions, &source->function_cap,
                                 source->function_count + 1, sizeof(*source->functions));
    struct function *function = &source->functions[source->function_count++];
    *function = (struct function){ mem_strdup(name), look_for_function(source, name) };
    return function->line;
}

struct source *sources_main(struct sources *sources)
{
    struct source *source =
        sources->main ? get(sources, sources->main, strlen(sources->main)) : NULL;
    return source && source->lines.count ? source : NULL;
}

static bool find_in_main(struct sources *sources, const char *name, struct place *ret_place)
{
    struct source *source = sources_main(sources);
    int line = source ? line_of_function(source, name) : 0;
    if (line)
        *ret_place = (struct place){ source, line };
    return line;
}

/* The function is looked for in the main file, then where its task was made; if it is not there
 * either, that is the place. */
static bool find_function(struct sources *sources, const struct model *model, uint32_t task,
                          struct place *ret_place)
{
    const struct recording *recording = model->recording;
    const struct recorded_task *recorded = &recording->tasks[task];
    const char *name = recording_string(recording, recorded->name);
    uint32_t at = recording_at(recording, recorded->born)->at;
    struct place born;
    if (find_in_main(sources, name, ret_place))
        return true;
    if (!at)
        at = model->state.tasks[recorded->parent].at;
    if (!sources_find(sources, recording_string(recording, at), &born))
        return false;
    int line = line_of_function(born.source, name);
    *ret_place = line ? (struct place){ born.source, line } : born;
    return true;
}

bool sources_place(struct sources *sources, const struct model *model, uint32_t task,
                   struct place *ret_place)
{
    uint32_t at = whereabouts_find(model, task);
    if (at)
        return sources_find(sources, recording_string(model->recording, at), ret_place);
    return find_function(sources, model, task, ret_place);
}
