#include "trace/sentence.h"

#include <inttypes.h>
#include <string.h>

#include "trace/describe.h"

static const char *string_of(const struct recording *recording, uint32_t number)
{
    return recording_string(recording, number);
}

/* ---- Subject and predicate ---- */

uint32_t sentence_task(const struct record *record)
{
    switch (record->kind) {
    case WORD_TICK:
        return 0;
    case WORD_TASK:
        return record->other;
    case WORD_CORO:
    case WORD_CANCEL:
    case WORD_TIMER:
    case WORD_MEMBER:
        return record->by;
    default:
        return record->task ? record->task : record->by;
    }
}

uint32_t sentence_subject(const struct recording *recording, const struct record *record,
                          struct buf *out)
{
    uint32_t task = sentence_task(record);
    if (!task && record->kind == WORD_OUTPUT)
        buf_adds(out, "program");
    else if (!task && record->what == WORD_VERDICT)
        buf_adds(out, "judge");
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
    buf_adds(t->out, "had nothing to run: waited ");
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

static void tell_uncancel(const struct telling *t)
{
    buf_adds(t->out, "takes back a cancellation");
}

static void tell_timeout(const struct telling *t)
{
    buf_adds(t->out, "is out of time");
    if (t->record->err)
        add_error(t);
}

static void tell_left(const struct telling *t)
{
    buf_adds(t->out, "is left over: nobody awaits it");
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
    if (t->record->amount != RECORD_NO_AMOUNT) {
        buf_adds(t->out, " for ");
        describe_ms(t->record->amount, t->out);
        buf_adds(t->out, " ms");
    }
    if (t->record->name)
        buf_addf(t->out, ": %s", name_of(t));
}

static void tell_member(const struct telling *t)
{
    buf_adds(t->out, "will wait for ");
    if (t->record->task)
        describe_task(t->recording, t->record->task, t->out);
    else
        buf_adds(t->out, "a future");
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
    buf_adds(t->out, describe_warning(t->record));
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

/* What is done to a shared object, around its name. */
struct deed {
    enum trace_word kind;
    const char *op, *before, *after;
};

static const struct deed *find_deed(const struct telling *t)
{
    static const struct deed deeds[] = {
        { WORD_FUTURE, "created", "creates ", "" },
        { WORD_FUTURE, "result", "gives ", " its result" },
        { WORD_FUTURE, "error", "gives ", " an error" },
        { WORD_FUTURE, "cancelled", "cancels ", "" },
        { WORD_LOCK, "acquire", "acquires ", "" },
        { WORD_LOCK, "release", "releases ", "" },
        { WORD_SEMAPHORE, "acquire", "acquires ", "" },
        { WORD_SEMAPHORE, "release", "releases ", "" },
        { WORD_EVENT, "set", "sets ", "" },
        { WORD_EVENT, "clear", "clears ", "" },
        { WORD_CONDITION, "notify", "notifies ", "" },
        { WORD_BARRIER, "arrive", "arrives at ", "" },
        { WORD_BARRIER, "open", "opens ", "" },
        { WORD_BARRIER, "empty", "is the last to leave ", "" },
        { WORD_BARRIER, "reset", "resets ", "" },
        { WORD_BARRIER, "abort", "aborts ", "" },
        { WORD_QUEUE, "put", "puts into ", "" },
        { WORD_QUEUE, "get", "gets from ", "" },
        { WORD_QUEUE, "task-done", "reports task-done to ", "" },
        { WORD_QUEUE, "shutdown", "shuts ", " down" },
        { WORD_GROUP, "enter", "enters ", "" },
        { WORD_GROUP, "task", "adds a child to ", "" },
        { WORD_GROUP, "done", "counts a child off in ", "" },
        { WORD_GROUP, "abort", "cancels those left in ", "" },
        { WORD_GROUP, "exit", "leaves ", "" },
    };
    for (size_t i = 0; i < sizeof(deeds) / sizeof(deeds[0]); i++) {
        if (deeds[i].kind == t->record->kind && strcmp(deeds[i].op, what_of(t)) == 0)
            return &deeds[i];
    }
    return NULL;
}

/* Whether the object's number says more than the deed. */
static bool has_value(const struct record *record, const struct deed *deed)
{
    return !deed || (record->kind != WORD_LOCK && record->kind != WORD_EVENT);
}

static void tell_object(const struct telling *t)
{
    const struct record *record = t->record;
    const struct deed *deed = find_deed(t);
    struct buf value = { 0 };
    buf_adds(t->out, deed ? deed->before : "");
    describe_object(t->recording, record->kind, record->name, record->object, t->out);
    if (deed)
        buf_adds(t->out, deed->after);
    else if (record->what)
        buf_addf(t->out, ": %s", what_of(t));
    if (has_value(record, deed))
        describe_value(record, &value);
    if (value.len)
        buf_addf(t->out, " (%s)", buf_str(&value));
    buf_finish(&value);
}

static void tell_thread(const struct telling *t)
{
    bool is_done = t->record->what == WORD_DONE;
    if (!t->record->name) {
        tell_object(t);
        return;
    }
    buf_addf(t->out, "%s %s() %s a thread", is_done ? "gets" : "gives", name_of(t),
             is_done ? "back from" : "to");
}

void sentence_predicate(const struct recording *recording, const struct record *record,
                        size_t index, struct buf *out)
{
    static void (*const tell[WORD_COUNT])(const struct telling *) = {
        [WORD_TRACE] = tell_trace,     [WORD_END] = tell_end,
        [WORD_POLL] = tell_poll,       [WORD_TICK] = tell_tick,
        [WORD_CORO] = tell_coro,       [WORD_TICK_END] = tell_tick_end,
        [WORD_TASK] = tell_task,       [WORD_NAME] = tell_name,
        [WORD_RUN] = tell_run,         [WORD_ENTER] = tell_enter,
        [WORD_LEAVE] = tell_leave,     [WORD_WAIT] = tell_wait,
        [WORD_YIELD] = tell_yield,     [WORD_WAKE] = tell_wake,
        [WORD_CANCEL] = tell_cancel,   [WORD_DONE] = tell_done,
        [WORD_TIMER] = tell_timer,     [WORD_CALL] = tell_call,
        [WORD_OUTPUT] = tell_output,   [WORD_WARNING] = tell_warning,
        [WORD_NOTE] = tell_note,       [WORD_MEMBER] = tell_member,
        [WORD_LEFT] = tell_left,       [WORD_UNCANCEL] = tell_uncancel,
        [WORD_TIMEOUT] = tell_timeout, [WORD_THREAD] = tell_thread,
    };
    const struct telling telling = { recording, record, index, out };
    bool is_known = record->kind < WORD_COUNT && tell[record->kind];
    (is_known ? tell[record->kind] : tell_object)(&telling);
}

/* ---- What is internal ---- */

/* No function of a program is called so. */
static bool is_machinery(const struct recording *recording, uint32_t task)
{
    return *string_of(recording, recording->tasks[task].name) == '(';
}

/* A queue with nothing in it but machinery, and callbacks, which are the library's own unless
 * a `call` follows: that shows by itself. */
static bool has_no_task(const struct recording *recording, const struct record *tick)
{
    const uint32_t *ready = recording_ready(recording, tick);
    for (uint32_t i = 0; i < tick->ready_count; i++) {
        if (ready[i] && !is_machinery(recording, ready[i]))
            return false;
    }
    return true;
}

bool sentence_is_internal(const struct recording *recording, const struct record *record)
{
    switch (record->kind) {
    case WORD_TIMER:
    case WORD_TICK_END:
    case WORD_MEMBER:
    case WORD_UNCANCEL:
    case WORD_NOTE:
        return true;
    case WORD_WARNING:
        return false;
    case WORD_TICK:
        return has_no_task(recording, record);
    case WORD_TASK: /* what machinery makes for the program is the program's */
        return is_machinery(recording, record->task);
    case WORD_FUTURE:
        return !record->name || is_machinery(recording, sentence_task(record));
    default:
        return record->kind >= WORD_COUNT || is_machinery(recording, sentence_task(record));
    }
}
