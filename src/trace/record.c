#include "trace/record.h"

#include "base/mem.h"

/* ---- Who and what ---- */

static uint32_t task_of(struct recording *recording, int64_t id)
{
    uint32_t task = id ? numbers_get(&recording->task_numbers, (uint32_t)id) : 0;
    if (!id || task)
        return task;
    task = (uint32_t)recording->task_count++;
    recording->tasks = mem_grow(recording->tasks, &recording->task_cap, recording->task_count,
                                sizeof(*recording->tasks));
    recording->tasks[task] = (struct recorded_task){
        .id = (uint32_t)id,
        .born = (uint32_t)recording->count,
    };
    numbers_set(&recording->task_numbers, (uint32_t)id, task);
    return task;
}

static bool is_shared(uint32_t kind)
{
    switch (kind) {
    case WORD_LOCK:
    case WORD_SEMAPHORE:
    case WORD_EVENT:
    case WORD_CONDITION:
    case WORD_BARRIER:
    case WORD_QUEUE:
        return true;
    default:
        return false;
    }
}

/* Who waits for a queue says for what. */
static uint32_t kind_of(uint32_t what)
{
    bool is_queue = what == WORD_QUEUE_PUT || what == WORD_QUEUE_GET || what == WORD_QUEUE_JOIN;
    return is_queue ? WORD_QUEUE : what;
}

static uint32_t object_of(struct recording *recording, int64_t id, uint32_t kind, uint32_t name)
{
    uint32_t object = id ? numbers_get(&recording->object_numbers, (uint32_t)id) : 0;
    if (!id || object)
        return object;
    object = (uint32_t)recording->object_count++;
    recording->objects = mem_grow(recording->objects, &recording->object_cap,
                                  recording->object_count, sizeof(*recording->objects));
    recording->objects[object] = (struct recorded_object){
        .id = (uint32_t)id,
        .kind = kind,
        .born = (uint32_t)recording->count,
        .name = name,
    };
    if (is_shared(kind)) {
        record_list_add(&recording->shared, object);
        recording->objects[object].shared = (uint32_t)recording->shared.count;
    }
    numbers_set(&recording->object_numbers, (uint32_t)id, object);
    return object;
}

/* An armed timer is a new one, also if its number was seen before. */
static uint32_t timer_of(struct recording *recording, int64_t id, uint32_t op)
{
    uint32_t timer = id ? numbers_get(&recording->timer_numbers, (uint32_t)id) : 0;
    if (!id || (timer && op != WORD_ARMED))
        return timer;
    timer = (uint32_t)recording->timer_count++;
    recording->timers = mem_grow(recording->timers, &recording->timer_cap,
                                 recording->timer_count, sizeof(*recording->timers));
    recording->timers[timer] = (uint32_t)recording->count;
    numbers_set(&recording->timer_numbers, (uint32_t)id, timer);
    return timer;
}

/* ---- A record from its fields ---- */

/* The first of the fields that the record has. */
static int64_t first_of(const struct fields *fields, const enum trace_word *words,
                        int64_t otherwise)
{
    for (; *words; words++) {
        if (fields_has(fields, *words))
            return fields->values[*words];
    }
    return otherwise;
}

static void fill_common(struct record *record, const struct fields *fields)
{
    static const enum trace_word whats[] = { WORD_ON,    WORD_OP,     WORD_HOW, WORD_KIND,
                                             WORD_CLOCK, WORD_STREAM, WORD_NONE };
    static const enum trace_word amounts[] = { WORD_UNTIL,      WORD_WHEN,   WORD_WAITED,
                                               WORD_VALUE,      WORD_NUMBER, WORD_RAN,
                                               WORD_CANCELLING, WORD_NONE };
    static const enum trace_word texts[] = { WORD_TEXT, WORD_MSG, WORD_NONE };
    *record = (struct record){
        .t_us = fields_get(fields, WORD_T),
        .amount = first_of(fields, amounts, RECORD_NO_AMOUNT),
        .kind = (uint32_t)fields_get(fields, WORD_EV),
        .what = (uint32_t)first_of(fields, whats, 0),
        .tick = (uint32_t)fields_get(fields, WORD_TICK),
        .name = (uint32_t)first_of(fields,
                                   (const enum trace_word[]){ WORD_NAME, WORD_PROGRAM, 0 }, 0),
        .at = (uint32_t)fields_get(fields, WORD_AT),
        .error = (uint32_t)fields_get(fields, WORD_ERROR),
        .text = (uint32_t)first_of(fields, texts, 0),
        .err = (int32_t)fields_get(fields, WORD_ERR),
    };
}

/* What it waits for: a descriptor, a task, or an object. */
static void fill_wait(struct recording *recording, struct record *record,
                      const struct fields *fields)
{
    int64_t id = fields_get(fields, WORD_OBJ);
    if (record->what == WORD_READABLE || record->what == WORD_WRITABLE) {
        record->amount = id;
        return;
    }
    uint32_t task = id ? numbers_get(&recording->task_numbers, (uint32_t)id) : 0;
    if (task)
        record->other = task;
    else
        record->object = object_of(recording, id, kind_of(record->what), record->name);
}

static void fill_who(struct recording *recording, struct record *record,
                     const struct fields *fields)
{
    record->task = task_of(recording, fields_get(fields, WORD_TASK));
    record->by = task_of(recording, fields_get(fields, WORD_BY));
    record->other =
        task_of(recording, fields_has(fields, WORD_HOLDER) ? fields->values[WORD_HOLDER]
                                                           : fields_get(fields, WORD_PARENT));
    if (record->kind == WORD_TIMER)
        record->object = timer_of(recording, fields_get(fields, WORD_TIMER), record->what);
    else if (fields_has(fields, WORD_CORO))
        record->object =
            object_of(recording, fields->values[WORD_CORO], WORD_CORO, record->name);
    else if (record->kind == WORD_WAIT)
        fill_wait(recording, record, fields);
    else
        record->object =
            object_of(recording, fields_get(fields, WORD_OBJ), record->kind, record->name);
    if (record->kind == WORD_MEMBER && fields_has(fields, WORD_FUTURE))
        record->amount = object_of(recording, fields->values[WORD_FUTURE], WORD_FUTURE, 0);
    if (record->kind == WORD_QUEUE)
        record->other = (uint32_t)fields_get(fields, WORD_LIMIT);
}

static void fill_ready(struct recording *recording, struct record *record,
                       const struct fields *fields)
{
    record->ready_first = (uint32_t)fields_get(fields, WORD_READY);
    record->ready_count = fields->ready_count;
    record->has_more_ready = fields->has_more_ready;
    for (uint32_t i = 0; i < record->ready_count; i++) {
        uint32_t *entry = &recording->pool.ready[record->ready_first + i];
        *entry = task_of(recording, *entry);
    }
}

void record_fill(struct record *record, struct recording *recording,
                 const struct fields *fields)
{
    fill_common(record, fields);
    if (record->kind == WORD_TICK)
        fill_ready(recording, record, fields);
    else
        fill_who(recording, record, fields);
}
