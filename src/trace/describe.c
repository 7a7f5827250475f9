#include "trace/describe.h"

#include <inttypes.h>
#include <string.h>

static const char *string_of(const struct recording *recording, uint32_t number)
{
    return recording_string(recording, number);
}

/* ---- Names ---- */

void describe_task(const struct recording *recording, uint32_t task, struct buf *out)
{
    const struct recorded_task *recorded = &recording->tasks[task];
    if (!task)
        buf_adds(out, "loop");
    else if (recorded->given)
        buf_adds(out, string_of(recording, recorded->given));
    else
        buf_addf(out, "%s#%" PRIu32,
                 recorded->name ? string_of(recording, recorded->name) : "task",
                 recorded->number ? recorded->number : recorded->id);
}

static void add_object(const struct recording *recording, uint32_t kind, uint32_t name,
                       uint32_t object, struct buf *out)
{
    buf_adds(out, string_of(recording, kind));
    if (name)
        buf_addf(out, " '%s'", string_of(recording, name));
    else if (object)
        buf_addf(out, " %" PRIu32, recording->objects[object].id);
}

void describe_object(const struct recording *recording, uint32_t object, struct buf *out)
{
    const struct recorded_object *recorded = &recording->objects[object];
    add_object(recording, recorded->kind, recorded->name, object, out);
}

void describe_ms(int64_t us, struct buf *out)
{
    uint64_t magnitude = us < 0 ? 0 - (uint64_t)us : (uint64_t)us;
    buf_addf(out, "%s%" PRIu64, us < 0 ? "-" : "", magnitude / 1000);
    if (magnitude % 1000)
        buf_addf(out, ".%03u", (unsigned)(magnitude % 1000));
}

const char *describe_place(const struct recording *recording, uint32_t at)
{
    const char *place = string_of(recording, at), *slash = strrchr(place, '/');
    return slash ? slash + 1 : place;
}

/* ---- Waiting ---- */

static void add_until(int64_t until_us, const char *before, struct buf *out)
{
    if (until_us == RECORD_NO_AMOUNT)
        return;
    buf_adds(out, before);
    describe_ms(until_us, out);
    buf_adds(out, " ms");
}

void describe_wait(const struct recording *recording, const struct record *wait,
                   uint32_t holder, struct buf *out)
{
    switch (wait->what) {
    case WORD_SLEEP:
        buf_adds(out, "sleep");
        add_until(wait->amount, " until ", out);
        return;
    case WORD_READABLE:
    case WORD_WRITABLE:
        buf_addf(out, "descriptor %" PRId64 " to be %s", wait->amount,
                 string_of(recording, wait->what));
        return;
    case WORD_TASK:
        buf_adds(out, "task ");
        describe_task(recording, wait->other, out);
        return;
    case WORD_GATHER:
        buf_adds(out, "gather");
        break;
    default:
        add_object(recording, wait->what, wait->name, wait->object, out);
        break;
    }
    add_until(wait->amount, ", until ", out);
    holder = holder ? holder : wait->other;
    if (holder) {
        buf_adds(out, ", held by ");
        describe_task(recording, holder, out);
    }
}

static void add_ending(const struct model *model, const struct record *done, struct buf *out)
{
    if (done->what == WORD_RESULT)
        buf_adds(out, "done");
    else if (done->what == WORD_CANCELLED)
        buf_adds(out, "cancelled");
    else
        buf_addf(out, "failed: %s", string_of(model->recording, done->error));
}

void describe_state(const struct model *model, uint32_t task, struct buf *out)
{
    const struct task_state *state = &model->state.tasks[task];
    const struct record *since = recording_at(model->recording, state->since);
    switch (state->status) {
    case TASK_UNBORN:
        buf_adds(out, "unknown");
        break;
    case TASK_READY:
        buf_adds(out, "ready");
        break;
    case TASK_RUNNING:
        buf_adds(out, "runs");
        break;
    case TASK_WAITING:
        if (since->what == WORD_SLEEP) {
            buf_adds(out, "sleeps");
            add_until(since->amount, " until ", out);
            break;
        }
        buf_adds(out, "waits: ");
        describe_wait(model->recording, since, model_waits_for(model, task), out);
        break;
    case TASK_DONE:
        add_ending(model, since, out);
        break;
    case TASK_DROPPED:
        buf_adds(out, "dropped: the loop was closed");
        break;
    }
    if (state->cancel)
        buf_adds(out, ", being cancelled");
}

/* ---- Objects ---- */

/* The state of a shared object, which the trace gives as a number. */
static void add_value(const struct record *record, struct buf *out)
{
    static const struct {
        enum trace_word kind;
        const char *zero, *one, *many;
    } words[] = {
        { WORD_LOCK, "free", "held", NULL },
        { WORD_SEMAPHORE, "no permit left", "1 permit left", "permits left" },
        { WORD_EVENT, "not set", "set", NULL },
        { WORD_CONDITION, "nobody waits", "1 waits", "wait" },
        { WORD_BARRIER, "nobody waits", "1 waits", "wait" },
        { WORD_QUEUE, "empty", "1 item", "items" },
        { WORD_GROUP, "no children", "1 child", "children" },
    };
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        if (words[i].kind != record->kind)
            continue;
        if (record->amount > 1 && words[i].many)
            buf_addf(out, " (%" PRId64 " %s)", record->amount, words[i].many);
        else
            buf_addf(out, " (%s)", record->amount > 0 ? words[i].one : words[i].zero);
        return;
    }
}

/* ---- Records ---- */

static uint32_t subject_of(const struct record *record)
{
    switch (record->kind) {
    case WORD_TICK:
        return 0;
    case WORD_TASK:
        return record->other;
    case WORD_CORO:
    case WORD_CANCEL:
    case WORD_TIMER:
        return record->by;
    default:
        return record->task ? record->task : record->by;
    }
}

uint32_t describe_subject(const struct recording *recording, const struct record *record,
                          struct buf *out)
{
    uint32_t task = subject_of(record);
    if (!task && record->kind == WORD_OUTPUT)
        buf_adds(out, "program");
    else
        describe_task(recording, task, out);
    return task;
}

/* One function for each kind of record. */
struct telling {
    const struct recording *recording;
    const struct record *record;
    size_t index;
    struct buf *out;
};

static const char *name_of(const struct telling *t)
{
    return string_of(t->recording, t->record->name);
}

static const char *what_of(const struct telling *t)
{
    return string_of(t->recording, t->record->what);
}

static void add_message(const struct telling *t, const char *before)
{
    const char *message = recording_text(t->recording, t->record);
    if (*message)
        buf_addf(t->out, "%s%s", before, message);
}

static void add_error(const struct telling *t)
{
    buf_addf(t->out, ": %s", string_of(t->recording, t->record->error));
    add_message(t, ": ");
}

static void tell_trace(const struct telling *t)
{
    buf_addf(t->out, "begins: %s, %s clock", name_of(t), what_of(t));
}

static void tell_end(const struct telling *t)
{
    buf_adds(t->out, "ends");
}

static void tell_poll(const struct telling *t)
{
    buf_adds(t->out, "has nothing to run: waits ");
    describe_ms(t->record->amount, t->out);
    buf_adds(t->out, " ms");
}

static void tell_tick(const struct telling *t)
{
    const uint32_t *ready = recording_ready(t->recording, t->record);
    uint32_t calls = 0;
    const char *comma = "";
    buf_adds(t->out, "ready queue: ");
    for (uint32_t i = 0; i < t->record->ready_count; i++) {
        calls += !ready[i];
        if (!ready[i])
            continue;
        buf_adds(t->out, comma);
        describe_task(t->recording, ready[i], t->out);
        comma = ", ";
    }
    if (calls)
        buf_addf(t->out, "%s%" PRIu32 " callback%s", comma, calls, calls == 1 ? "" : "s");
    if (t->record->has_more_ready)
        buf_adds(t->out, ", and more");
    if (!t->record->ready_count)
        buf_adds(t->out, "empty");
}

static void tell_tick_end(const struct telling *t)
{
    buf_addf(t->out, "ends the tick: %" PRId64 " ran", t->record->amount);
}

static void tell_coro(const struct telling *t)
{
    buf_addf(t->out, "creates coroutine %s", name_of(t));
}

static void tell_task(const struct telling *t)
{
    buf_adds(t->out, "creates task ");
    describe_task(t->recording, t->record->task, t->out);
}

static void tell_name(const struct telling *t)
{
    const struct recorded_task *task = &t->recording->tasks[t->record->task];
    buf_addf(t->out, "is the name of %s#%" PRIu32, string_of(t->recording, task->name),
             task->number);
}

static void tell_run(const struct telling *t)
{
    bool is_first = t->recording->tasks[t->record->task].started == t->index;
    buf_adds(t->out, is_first ? "starts" : "resumes");
}

static void tell_enter(const struct telling *t)
{
    buf_addf(t->out, "awaits %s()", name_of(t));
}

static void tell_leave(const struct telling *t)
{
    buf_addf(t->out, "is back from %s()", name_of(t));
    if (t->record->err)
        add_error(t);
}

static void tell_wait(const struct telling *t)
{
    buf_adds(t->out, "waits: ");
    describe_wait(t->recording, t->record, 0, t->out);
}

static void tell_yield(const struct telling *t)
{
    buf_adds(t->out, "gives way for one tick");
}

static void tell_wake(const struct telling *t)
{
    buf_adds(t->out, "is ready again");
    if (!t->record->by)
        return;
    buf_adds(t->out, ", woken by ");
    describe_task(t->recording, t->record->by, t->out);
}

static void tell_cancel(const struct telling *t)
{
    buf_adds(t->out, "cancels ");
    describe_task(t->recording, t->record->task, t->out);
    add_message(t, ": ");
}

static void tell_done(const struct telling *t)
{
    if (t->record->what == WORD_RESULT) {
        buf_adds(t->out, "is done");
    } else if (t->record->what == WORD_CANCELLED) {
        buf_adds(t->out, "was cancelled");
        add_message(t, ": ");
    } else {
        buf_adds(t->out, "failed");
        add_error(t);
    }
}

static void tell_timer(const struct telling *t)
{
    buf_addf(t->out, "timer %s", what_of(t));
    add_until(t->record->amount, " for ", t->out);
    if (t->record->name)
        buf_addf(t->out, ": %s", name_of(t));
}

static void tell_call(const struct telling *t)
{
    buf_addf(t->out, "calls %s()", name_of(t));
}

/* A line break at its end goes without saying. */
static void tell_output(const struct telling *t)
{
    const char *text = recording_text(t->recording, t->record);
    size_t len = strlen(text);
    buf_adds(t->out, t->record->what == WORD_STDERR ? "prints to stderr: " : "prints: ");
    buf_add(t->out, text, len && text[len - 1] == '\n' ? len - 1 : len);
}

static void tell_warning(const struct telling *t)
{
    buf_adds(t->out, "warning");
    add_message(t, ": ");
}

static void tell_note(const struct telling *t)
{
    buf_addf(t->out, "notes: %s", what_of(t));
    if (t->record->name)
        buf_addf(t->out, " %s", name_of(t));
    if (t->record->amount != RECORD_NO_AMOUNT)
        buf_addf(t->out, " %" PRId64, t->record->amount);
}

static void tell_object(const struct telling *t)
{
    const struct record *record = t->record;
    add_object(t->recording, record->kind, record->name, record->object, t->out);
    if (record->what)
        buf_addf(t->out, ": %s", what_of(t));
    if (record->amount != RECORD_NO_AMOUNT)
        add_value(record, t->out);
}

void describe_record(const struct recording *recording, const struct record *record,
                     size_t index, struct buf *out)
{
    static void (*const tell[WORD_COUNT])(const struct telling *) = {
        [WORD_TRACE] = tell_trace,   [WORD_END] = tell_end,
        [WORD_POLL] = tell_poll,     [WORD_TICK] = tell_tick,
        [WORD_CORO] = tell_coro,     [WORD_TICK_END] = tell_tick_end,
        [WORD_TASK] = tell_task,     [WORD_NAME] = tell_name,
        [WORD_RUN] = tell_run,       [WORD_ENTER] = tell_enter,
        [WORD_LEAVE] = tell_leave,   [WORD_WAIT] = tell_wait,
        [WORD_YIELD] = tell_yield,   [WORD_WAKE] = tell_wake,
        [WORD_CANCEL] = tell_cancel, [WORD_DONE] = tell_done,
        [WORD_TIMER] = tell_timer,   [WORD_CALL] = tell_call,
        [WORD_OUTPUT] = tell_output, [WORD_WARNING] = tell_warning,
        [WORD_NOTE] = tell_note,
    };
    const struct telling telling = { recording, record, index, out };
    bool is_known = record->kind < WORD_COUNT && tell[record->kind];
    (is_known ? tell[record->kind] : tell_object)(&telling);
}

/* A queue with nothing in it but callbacks, which are the library's own unless a `call` follows:
 * that shows by itself. */
static bool has_no_task(const struct recording *recording, const struct record *tick)
{
    const uint32_t *ready = recording_ready(recording, tick);
    for (uint32_t i = 0; i < tick->ready_count; i++) {
        if (ready[i])
            return false;
    }
    return true;
}

bool describe_is_internal(const struct recording *recording, const struct record *record)
{
    switch (record->kind) {
    case WORD_TIMER:
    case WORD_TICK_END:
        return true;
    case WORD_TICK:
        return has_no_task(recording, record);
    case WORD_FUTURE:
        return !record->name;
    default:
        return record->kind >= WORD_COUNT;
    }
}
