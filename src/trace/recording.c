#include "trace/recording.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"

enum {
    VERSION = 1,              /* of docs/trace.md */
    LINE_LIMIT = 1024 * 1024, /* bytes; no record is as long */
    PIECE_BYTES = 256 * 1024,
};

void recording_init(struct recording *recording, const char *name)
{
    *recording = (struct recording){
        .name = mem_strdup(name),
        .limit = RECORDING_LIMIT,
        .task_count = 1,
        .object_count = 1,
        .timer_count = 1,
        .permit_count = 1,
    };
    fields_pool_init(&recording->pool);
    recording->tasks = mem_grow(NULL, &recording->task_cap, 1, sizeof(*recording->tasks));
    recording->objects = mem_grow(NULL, &recording->object_cap, 1, sizeof(*recording->objects));
    recording->timers = mem_grow(NULL, &recording->timer_cap, 1, sizeof(*recording->timers));
    recording->tasks[0] = (struct recorded_task){ 0 };
    recording->permits = mem_grow(NULL, &recording->permit_cap, 1, sizeof(*recording->permits));
    recording->objects[0] = (struct recorded_object){ 0 };
    recording->timers[0] = 0;
    recording->permits[0] = (struct recorded_permit){ 0 };
}

static void forget_numbers(struct recording *recording)
{
    numbers_finish(&recording->task_numbers);
    numbers_finish(&recording->object_numbers);
    numbers_finish(&recording->timer_numbers);
}

void recording_finish(struct recording *recording)
{
    forget_numbers(recording);
    fields_pool_finish(&recording->pool);
    buf_finish(&recording->carry);
    free(recording->records);
    free(recording->tasks);
    free(recording->objects);
    free(recording->timers);
    free(recording->ticks.items);
    free(recording->outputs.items);
    free(recording->warnings.items);
    free(recording->jobs.items);
    free(recording->shared.items);
    free(recording->permits);
    free(recording->silenced.items);
    free(recording->name);
    free(recording->folder);
    *recording = (struct recording){ 0 };
}

static void list_add(struct record_list *list, size_t index)
{
    list->items = mem_grow(list->items, &list->cap, list->count + 1, sizeof(*list->items));
    list->items[list->count++] = (uint32_t)index;
}

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
        list_add(&recording->shared, object);
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

/* ---- Its place in the recording ---- */

/* Frames are the enter records themselves: each knows the one it was entered from. */
static void link_frame(struct recording *recording, struct record *record)
{
    struct recorded_task *task = &recording->tasks[record->task];
    if (!record->task)
        return;
    if (record->kind == WORD_ENTER) {
        record->other = task->frame;
        task->frame = (uint32_t)recording->count;
    } else if (record->kind == WORD_LEAVE && task->frame >= recording->forgotten) {
        task->frame = task->frame ? recording_at(recording, task->frame)->other : 0;
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

static void index_record(struct recording *recording, struct record *record)
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
        list_add(&recording->ticks, index);
        break;
    case WORD_OUTPUT:
        list_add(&recording->outputs, index);
        break;
    case WORD_WARNING:
        list_add(&recording->warnings, index);
        break;
    case WORD_MEMBER:
        link_member(recording, record);
        break;
    case WORD_SEMAPHORE:
        link_permit(recording, record);
        break;
    case WORD_THREAD:
        if (record->what == WORD_SUBMIT)
            list_add(&recording->jobs, index);
        break;
    case WORD_END:
        recording->is_ended = true;
        break;
    default:
        break;
    }
}

static bool is_silenced(const struct recording *recording, const struct record *record)
{
    bool is_silent = false;
    for (size_t i = 0; record->kind == WORD_WARNING && i < recording->silenced.count; i++)
        is_silent |= recording->silenced.items[i] == record->what;
    return is_silent;
}

static void append(struct recording *recording, struct record record)
{
    if (is_silenced(recording, &record))
        return;
    size_t kept = recording->count - recording->forgotten;
    if (kept >= recording->limit) {
        recording->is_full = true;
        return;
    }
    index_record(recording, &record);
    recording->records =
        mem_grow(recording->records, &recording->cap, kept + 1, sizeof(*recording->records));
    recording->records[kept] = record;
    recording->tick = record.tick;
    recording->t_us = record.t_us;
    recording->count++;
    if (recording->observe)
        recording->observe(recording, &recording->records[kept], recording->observe_arg);
    if (recording->advise)
        recording->advise(recording, &record, recording->advise_arg);
}

static uint32_t string_of(struct recording *recording, const char *text)
{
    return strings_add(&recording->pool.strings, text, strlen(text));
}

void recording_silence(struct recording *recording, const char *kind)
{
    list_add(&recording->silenced, string_of(recording, kind));
}

void recording_warn(struct recording *recording, const char *kind, uint32_t task, uint32_t at,
                    const char *sentence)
{
    append(recording, (struct record){
                          .t_us = recording->t_us,
                          .amount = RECORD_NO_AMOUNT,
                          .kind = WORD_WARNING,
                          .what = string_of(recording, kind),
                          .tick = recording->tick,
                          .at = at,
                          .text = (uint32_t)fields_pool_add_text(&recording->pool, sentence,
                                                                 strlen(sentence)),
                          .task = task,
                      });
}

/* ---- Lines ---- */

/* Sets the diag to this place in the present line. */
static int fault(const struct recording *recording, struct diag *diag, const char *line,
                 size_t len_bytes, const struct fields_fault *fault)
{
    if (diag_is_set(diag))
        return -1;
    diag_set(diag, recording->name, (int)recording->line_count, (int)fault->offset + 1, "%s",
             fault->message);
    diag->source = mem_strndup(line, len_bytes);
    return -1;
}

static const char *check(const struct recording *recording, const struct fields *fields)
{
    bool is_head = fields_get(fields, WORD_EV) == WORD_TRACE;
    if (!fields_has(fields, WORD_EV))
        return "this is no record of a trace: it has no \"ev\"";
    if (!recording->is_begun && !is_head && fields_get(fields, WORD_EV) != WORD_OUTPUT)
        return "this is no trace: its first record should be \"trace\"";
    if (is_head && fields_get(fields, WORD_VERSION) != VERSION)
        return "this trace is of another version; this program reads version 1";
    return NULL;
}

static int take_line(struct recording *recording, const char *line, size_t len_bytes,
                     struct diag *diag)
{
    struct fields fields;
    struct fields_fault wrong = { 0 };
    recording->line_count++;
    if (!len_bytes)
        return 0;
    if (fields_parse(&fields, &recording->pool, line, len_bytes, &wrong)) {
        if (!recording->count)
            wrong.message = "this is no trace: its first line is no record";
    } else {
        wrong.message = check(recording, &fields);
    }
    if (wrong.message)
        return fault(recording, diag, line, len_bytes, &wrong);
    struct record record;
    fill_common(&record, &fields);
    if (record.kind == WORD_TRACE) {
        forget_numbers(recording); /* another loop of the same program */
        recording->is_begun = true;
        recording->is_ended = false;
    }
    if (record.kind == WORD_TICK)
        fill_ready(recording, &record, &fields);
    else
        fill_who(recording, &record, &fields);
    append(recording, record);
    return 0;
}

static int keep_for_later(struct recording *recording, const char *bytes, size_t len_bytes,
                          struct diag *diag)
{
    buf_add(&recording->carry, bytes, len_bytes);
    if (recording->carry.len <= LINE_LIMIT)
        return 0;
    diag_set(diag, recording->name, (int)recording->line_count + 1, 1,
             "this is no trace: the line is longer than any record");
    return -1;
}

int recording_feed(struct recording *recording, const char *bytes, size_t len_bytes,
                   struct diag *diag)
{
    const char *end = bytes + len_bytes, *newline;
    while ((newline = memchr(bytes, '\n', (size_t)(end - bytes)))) {
        size_t len = (size_t)(newline - bytes);
        int err;
        if (recording->carry.len) {
            buf_add(&recording->carry, bytes, len);
            err = take_line(recording, recording->carry.data, recording->carry.len, diag);
            buf_truncate(&recording->carry, 0);
        } else {
            err = take_line(recording, bytes, len, diag);
        }
        if (err)
            return -1;
        bytes = newline + 1;
    }
    return keep_for_later(recording, bytes, (size_t)(end - bytes), diag);
}

int recording_close(struct recording *recording, struct diag *diag)
{
    struct diag cut = { 0 }; /* what a kill left of a record is nobody's fault */
    struct buf *carry = &recording->carry;
    if (carry->len)
        take_line(recording, carry->data, carry->len, &cut);
    diag_finish(&cut);
    buf_truncate(carry, 0);
    if (recording->advise && recording->is_begun && !recording->is_ended)
        recording->advise(recording, NULL, recording->advise_arg);
    if (recording->is_begun)
        return 0;
    diag_set(diag, recording->name, 0, 0, "this is no trace: there is no record in it");
    return -1;
}

/* ---- A whole file ---- */

static int read_pieces(struct recording *recording, int fd, struct diag *diag)
{
    char *piece = mem_alloc(PIECE_BYTES);
    ssize_t n;
    int err = 0;
    while (!err && (n = read(fd, piece, PIECE_BYTES)) != 0) {
        if (n > 0) {
            err = recording_feed(recording, piece, (size_t)n, diag);
        } else if (errno != EINTR) {
            diag_set(diag, recording->name, 0, 0, "cannot read this: %s", strerror(errno));
            err = -1;
        }
    }
    free(piece);
    return err ? err : recording_close(recording, diag);
}

int recording_read_file(struct recording *recording, const char *path, struct diag *diag)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        diag_set(diag, path, 0, 0, "cannot open this: %s", strerror(errno));
        return -1;
    }
    recording->folder = path_folder(path);
    int err = read_pieces(recording, fd, diag);
    close(fd);
    return err;
}

/* ---- What is kept ---- */

void recording_forget(struct recording *recording)
{
    recording->forgotten = recording->count;
    recording->ticks.count = 0;
    recording->outputs.count = 0;
    recording->warnings.count = 0;
    recording->jobs.count = 0;
    recording->pool.ready_count = 0;
    buf_truncate(&recording->pool.texts, 1);
}

const char *recording_text(const struct recording *recording, const struct record *record)
{
    return buf_str(&recording->pool.texts) + record->text;
}

const uint32_t *recording_ready(const struct recording *recording, const struct record *record)
{
    return recording->pool.ready + record->ready_first;
}
