#include "trace/advice/advice.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/suggest.h"
#include "trace/advice/rules.h"
#include "trace/describe.h"
#include "trace/source.h"

static const struct {
    const char *id;
    const char *step; /* NULL: none is about this */
} table[ADVICE_COUNT] = {
#define ENTRY(name, id, step) { id, step },
    ADVICE_LIST(ENTRY)
#undef ENTRY
};

/* ---- Ids ---- */

const char *advice_id(enum advice advice)
{
    return table[advice].id;
}

/* ADVICE_COUNT if there is none. */
static enum advice find(const char *id, size_t len)
{
    enum advice advice = 0;
    while (advice < ADVICE_COUNT &&
           (strlen(table[advice].id) != len || strncmp(table[advice].id, id, len) != 0))
        advice++;
    return advice;
}

static int unknown_id(const char *id, size_t len, struct diag *diag)
{
    const char *known[ADVICE_COUNT];
    for (enum advice advice = 0; advice < ADVICE_COUNT; advice++)
        known[advice] = table[advice].id;
    char *word = mem_strndup(id, len);
    const char *nearest = suggest_nearest(word, known, ADVICE_COUNT);
    diag_set(diag, NULL, 0, 0, "there is no warning \"%s\"%s%s%s", word,
             nearest ? ": did you mean \"" : "", nearest ? nearest : "", nearest ? "\"?" : "");
    free(word);
    return -1;
}

int advice_read_ids(const char *ids, advice_set *set, struct diag *diag)
{
    for (const char *id = ids; *id; id += *id == ',') {
        size_t len = strcspn(id, ",");
        enum advice advice = find(id, len);
        if (len == 3 && strncmp(id, "all", len) == 0)
            *set = ~0u;
        else if (advice == ADVICE_COUNT)
            return unknown_id(id, len, diag);
        else
            *set |= 1u << advice;
        id += len;
    }
    return 0;
}

const char *advice_step(const struct recording *recording, const struct record *warning)
{
    const char *id = recording_string(recording, warning->what);
    enum advice advice = find(id, strlen(id));
    return advice < ADVICE_COUNT ? table[advice].step : NULL;
}

/* ---- The summary ---- */

static struct advised *advised_at(struct advisor *advisor, const struct record *warning)
{
    for (size_t i = 0; i < advisor->advised_count; i++) {
        struct advised *advised = &advisor->advised[i];
        if (advised->kind == warning->what && advised->at == warning->at)
            return advised;
    }
    return NULL;
}

/* What is no warning of ours (the judge's verdict) is told by whoever gave it. That a deadlock
 * leaves tasks pending goes without saying. */
static bool is_worth_noting(const struct advisor *advisor, const struct record *warning)
{
    const char *id = recording_string(advisor->recording, warning->what);
    enum advice advice = find(id, strlen(id));
    return advice < ADVICE_COUNT &&
           !(advice == ADVICE_PENDING && advisor_has(advisor, ADVICE_DEADLOCK));
}

static void note(struct advisor *advisor, const struct record *warning)
{
    if (!is_worth_noting(advisor, warning))
        return;
    struct advised *advised = advised_at(advisor, warning);
    if (advised) {
        advised->count++;
        return;
    }
    advisor->advised = mem_grow(advisor->advised, &advisor->advised_cap,
                                advisor->advised_count + 1, sizeof(*advisor->advised));
    advisor->advised[advisor->advised_count++] = (struct advised){
        .kind = warning->what,
        .at = warning->at,
        .count = 1,
        .sentence = mem_strdup(recording_text(advisor->recording, warning)),
        .step = advice_step(advisor->recording, warning),
    };
}

bool advisor_has(const struct advisor *advisor, enum advice advice)
{
    for (size_t i = 0; i < advisor->advised_count; i++) {
        const char *id = recording_string(advisor->recording, advisor->advised[i].kind);
        if (strcmp(id, table[advice].id) == 0)
            return true;
    }
    return false;
}

void advisor_summary(const struct advisor *advisor, struct buf *out)
{
    const struct recording *recording = advisor->recording;
    for (size_t i = 0; i < advisor->advised_count; i++) {
        const struct advised *advised = &advisor->advised[i];
        buf_addf(out, "warning: %s", advised->sentence);
        if (advised->count > 1)
            buf_addf(out, " (%zu times)", advised->count);
        buf_adds(out, "\n    ");
        if (advised->at)
            buf_addf(out, "%s, ", describe_place(recording, advised->at));
        buf_addf(out, "%s", recording_string(recording, advised->kind));
        if (advised->step)
            buf_addf(out, ": asynclearn lesson %s", advised->step);
        buf_addc(out, '\n');
    }
}

/* ---- The records ---- */

void advice_warn(struct advisor *advisor, enum advice advice, uint32_t task, uint32_t at,
                 const char *format, ...)
{
    struct buf sentence = { 0 };
    va_list args;
    va_start(args, format);
    buf_addv(&sentence, format, args);
    va_end(args);
    recording_warn(advisor->recording, table[advice].id, task, at, buf_str(&sentence));
    buf_finish(&sentence);
}

struct advice_frame *advice_frame_of(struct advisor *advisor, uint32_t task, uint32_t enter)
{
    if (!enter)
        return &advisor->tasks[task].frame;
    if (enter < advisor->recording->forgotten)
        return NULL;
    return &advisor->objects[recording_at(advisor->recording, enter)->object].frame;
}

static void *meet(void *items, size_t *count, size_t *cap, size_t wanted, size_t item_bytes)
{
    if (wanted <= *count)
        return items;
    items = mem_grow(items, cap, wanted, item_bytes);
    memset((char *)items + *count * item_bytes, 0, (wanted - *count) * item_bytes);
    *count = wanted;
    return items;
}

/* Behind the rules, so that they see what was before the record. */
static void remember(struct advisor *advisor, const struct record *record)
{
    struct advice_task *task = &advisor->tasks[record->task];
    switch (record->kind) {
    case WORD_TRACE:
        advisor->main = 0;
        break;
    case WORD_TASK:
        advisor->main = advisor->main ? advisor->main : record->task;
        break;
    case WORD_WAIT:
        task->wait = *record;
        task->is_waiting = true;
        break;
    case WORD_RUN:
        task->is_waiting = task->is_deadlocked = false;
        break;
    case WORD_DONE:
        task->ended = record->what;
        break;
    default:
        break;
    }
}

static void observe(struct recording *recording, const struct record *record, void *arg)
{
    struct advisor *advisor = arg;
    if (!record) {
        advice_deadlock_at_cut(advisor);
        return;
    }
    if (record->kind == WORD_WARNING) {
        note(advisor, record);
        return;
    }
    if (record->kind == WORD_TICK)
        return; /* it has a ready queue in the place of task and object */
    advisor->index = recording->count - 1;
    advisor->sources->beside = recording->folder; /* which may be read after we began */
    advisor->tasks = meet(advisor->tasks, &advisor->task_count, &advisor->task_cap,
                          recording->task_count, sizeof(*advisor->tasks));
    advisor->objects = meet(advisor->objects, &advisor->object_count, &advisor->object_cap,
                            recording->object_count, sizeof(*advisor->objects));
    advice_sequential(advisor, record);
    advice_in_turn(advisor, record);
    advice_forgotten(advisor, record);
    advice_deadlock(advisor, record);
    advice_swallowed(advisor, record);
    advice_lock(advisor, record);
    advice_queue(advisor, record);
    remember(advisor, record);
}

void advisor_begin(struct advisor *advisor, struct recording *recording, const char *home,
                   advice_set silenced)
{
    *advisor = (struct advisor){
        .recording = recording,
        .sources = mem_alloc(sizeof(*advisor->sources)),
    };
    advisor->sources->home = home;
    for (enum advice advice = 0; advice < ADVICE_COUNT; advice++) {
        if (silenced >> advice & 1)
            recording_silence(recording, table[advice].id);
    }
    recording->advise = observe;
    recording->advise_arg = advisor;
}

void advisor_finish(struct advisor *advisor)
{
    advisor->recording->advise = NULL;
    for (size_t i = 0; i < advisor->advised_count; i++)
        free(advisor->advised[i].sentence);
    free(advisor->advised);
    free(advisor->tasks);
    free(advisor->objects);
    free(advisor->pairs);
    sources_finish(advisor->sources);
    free(advisor->sources);
    *advisor = (struct advisor){ 0 };
}
