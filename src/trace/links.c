#include "trace/links.h"

#include "base/mem.h"

/* ---- Frames and members ---- */

/* Frames are the enter records themselves: each knows the one it was entered from, until it is
 * forgotten. Then it stands for those around it, too. */
static void link_frame(struct recording *recording, struct record *record)
{
    struct recorded_task *task = &recording->tasks[record->task];
    if (!record->task)
        return;
    if (record->kind == WORD_ENTER) {
        record->other = task->frame;
        task->frame = (uint32_t)recording->count;
        task->depth++;
    } else if (task->depth) {
        task->depth--;
        if (!task->depth)
            task->frame = 0;
        else if (task->frame >= recording->forgotten)
            task->frame = recording_at(recording, task->frame)->other;
    }
}

/* So are the members of what several tasks are waited for by. */
static void link_member(struct recording *recording, struct record *record)
{
    struct recorded_object *object = &recording->objects[record->object];
    if (!record->object)
        return;
    record->other = object->member >= recording->forgotten ? object->member : 0;
    object->member = (uint32_t)recording->count;
}

/* ---- Permits ---- */

static uint32_t take_permit(struct recording *recording, const struct record *record)
{
    struct recorded_object *semaphore = &recording->objects[record->object];
    struct recorded_task *task = &recording->tasks[record->by];
    uint32_t permit = (uint32_t)recording->permit_count++;
    recording->permits = mem_grow(recording->permits, &recording->permit_cap,
                                  recording->permit_count, sizeof(*recording->permits));
    recording->permits[permit] = (struct recorded_permit){
        .taken = (uint32_t)recording->count,
        .before = semaphore->permit,
        .below = task->permit,
    };
    if (semaphore->permit)
        recording->permits[semaphore->permit].after = permit;
    if (!semaphore->open)
        semaphore->open = permit;
    semaphore->permit = permit;
    task->permit = permit;
    return permit;
}

/* The last that `by` took of this semaphore, or else the first that anybody did. */
static uint32_t find_permit(struct recording *recording, const struct record *record)
{
    const struct recorded_permit *permits = recording->permits;
    struct recorded_object *semaphore = &recording->objects[record->object];
    struct recorded_task *task = &recording->tasks[record->by];
    while (task->permit && permits[task->permit].given)
        task->permit = permits[task->permit].below;
    for (uint32_t own = task->permit; own; own = permits[own].below) {
        const struct record *taken = recording_at(recording, permits[own].taken);
        if (!permits[own].given && taken->object == record->object)
            return own;
    }
    while (semaphore->open && permits[semaphore->open].given)
        semaphore->open = permits[semaphore->open].after;
    return semaphore->open;
}

/* Who forgets what he read does not ask who holds what. */
static void link_permit(struct recording *recording, struct record *record)
{
    if (!record->object || recording->forgotten)
        return;
    if (record->what == WORD_ACQUIRE) {
        record->other = take_permit(recording, record);
    } else if (record->what == WORD_RELEASE) {
        record->other = find_permit(recording, record);
        if (record->other)
            recording->permits[record->other].given = (uint32_t)recording->count;
    }
}

/* ---- All of them ---- */

void links_add(struct recording *recording, struct record *record)
{
    size_t index = recording->count;
    switch (record->kind) {
    case WORD_TRACE:
        recording->clock = record->what;
        break;
    case WORD_TASK: {
        struct recorded_task *task = &recording->tasks[record->task];
        task->name = record->name;
        task->parent = record->other;
        task->number = record->amount > 0 ? (uint32_t)record->amount : 0;
        break;
    }
    case WORD_NAME:
        recording->tasks[record->task].given = record->name;
        break;
    case WORD_RUN:
        if (!recording->tasks[record->task].started)
            recording->tasks[record->task].started = (uint32_t)index;
        break;
    case WORD_ENTER:
    case WORD_LEAVE:
        link_frame(recording, record);
        break;
    case WORD_TICK:
        record_list_add(&recording->ticks, index);
        break;
    case WORD_OUTPUT:
        record_list_add(&recording->outputs, index);
        break;
    case WORD_WARNING:
        record_list_add(&recording->warnings, index);
        break;
    case WORD_MEMBER:
        link_member(recording, record);
        break;
    case WORD_SEMAPHORE:
        link_permit(recording, record);
        break;
    case WORD_THREAD:
        if (record->what == WORD_SUBMIT)
            record_list_add(&recording->jobs, index);
        break;
    case WORD_END:
        recording->is_ended = true;
        break;
    default:
        break;
    }
}
