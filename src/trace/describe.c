#include "trace/describe.h"

#include <inttypes.h>
#include <string.h>

enum { NAMED_TASKS = 8 }; /* as many as one reads */

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

void describe_object(const struct recording *recording, uint32_t kind, uint32_t name,
                     uint32_t object, struct buf *out)
{
    buf_adds(out, string_of(recording, kind));
    if (name)
        buf_addf(out, " '%s'", string_of(recording, name));
    else if (object)
        buf_addf(out, " %" PRIu32, recording->objects[object].id);
}

void describe_ms(int64_t us, struct buf *out)
{
    uint64_t magnitude = us < 0 ? 0 - (uint64_t)us : (uint64_t)us;
    buf_addf(out, "%s%" PRIu64, us < 0 ? "-" : "", magnitude / 1000);
    if (magnitude % 1000)
        buf_addf(out, ".%03u", (unsigned)(magnitude % 1000));
}

const char *describe_warning(const struct record *record)
{
    return record->what == WORD_VERDICT ? "verdict" : "warning";
}

const char *describe_place(const struct recording *recording, uint32_t at)
{
    const char *place = string_of(recording, at), *slash = strrchr(place, '/');
    return slash ? slash + 1 : place;
}

const char *describe_end(const struct record *done)
{
    return done->what == WORD_RESULT ? "✓" : done->what == WORD_CANCELLED ? "⊘" : "✗";
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

void describe_awaited(const struct recording *recording, const struct record *wait,
                      struct buf *out)
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
    case WORD_WAIT:
    case WORD_AS_COMPLETED:
        /* as it is called; its number says nothing */
        buf_addf(out, "%s()", string_of(recording, wait->what));
        break;
    default:
        describe_object(recording, wait->what, wait->name, wait->object, out);
        break;
    }
    add_until(wait->amount, ", until ", out);
}

void describe_wait(const struct recording *recording, const struct record *wait,
                   uint32_t holder, struct buf *out)
{
    describe_awaited(recording, wait, out);
    holder = holder ? holder : wait->other;
    if (!holder || wait->what == WORD_TASK)
        return;
    buf_adds(out, ", held by ");
    describe_task(recording, holder, out);
}

/* ---- Those who hold it, and those who wait ---- */

/* "cook#2, buy#3 and 4 more", of as many as there are. */
static void add_names(const struct model *model, const uint32_t *tasks, size_t count,
                      struct buf *out)
{
    for (size_t i = 0; i < count && i < NAMED_TASKS; i++) {
        buf_adds(out, i ? ", " : "");
        describe_task(model->recording, tasks[i], out);
        if (model->state.tasks[tasks[i]].status == TASK_DONE) {
            buf_adds(out, " (");
            describe_state(model, tasks[i], out);
            buf_adds(out, ")");
        }
    }
    if (count > NAMED_TASKS)
        buf_addf(out, " and %zu more", count - NAMED_TASKS);
}

/* Who took it and has ended will not give it back. */
static bool add_holders(const struct model *model, uint32_t object, const char *before,
                        struct buf *out)
{
    uint32_t holders[NAMED_TASKS];
    size_t count = model_holders(model, object, holders, NAMED_TASKS);
    if (!count)
        return false;
    buf_addf(out, "%sheld by ", before);
    add_names(model, holders, count, out);
    return true;
}

void describe_wait_now(const struct model *model, const struct record *wait, struct buf *out)
{
    describe_awaited(model->recording, wait, out);
    add_holders(model, wait->object, ", ", out);
}

/* ---- Shared objects ---- */

void describe_value(const struct record *record, struct buf *out)
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
        if (words[i].kind != record->kind || record->amount == RECORD_NO_AMOUNT)
            continue;
        if (record->amount > 1 && words[i].many)
            buf_addf(out, "%" PRId64 " %s", record->amount, words[i].many);
        else
            buf_adds(out, record->amount > 0 ? words[i].one : words[i].zero);
        return;
    }
}

/* Its number, where that does not only say that it is held, or count those who wait. */
static bool add_value(const struct model *model, uint32_t object, struct buf *out)
{
    const struct object_state *state = &model->state.objects[object];
    const struct record *last =
        state->last ? recording_at(model->recording, state->last) : NULL;
    bool is_free = last && last->kind == WORD_LOCK && !state->holder;
    bool is_told = last && (is_free || last->kind == WORD_SEMAPHORE ||
                            last->kind == WORD_EVENT || last->kind == WORD_QUEUE);
    if (is_told) {
        buf_adds(out, ": ");
        describe_value(last, out);
    }
    return is_told;
}

void describe_shared(const struct model *model, uint32_t object, struct buf *out)
{
    const struct recorded_object *recorded = &model->recording->objects[object];
    uint32_t waiters[NAMED_TASKS];
    size_t count = model_waiters(model, object, waiters, NAMED_TASKS);
    describe_object(model->recording, recorded->kind, recorded->name, object, out);
    bool is_told = add_value(model, object, out);
    is_told |= add_holders(model, object, is_told ? ", " : ": ", out);
    if (!count)
        return;
    buf_adds(out, is_told ? "; " : ": ");
    add_names(model, waiters, count, out);
    buf_adds(out, count == 1 ? " waits" : " wait");
}

/* ---- Several that are waited for together ---- */

static const char *name_of_all(uint32_t what, size_t total)
{
    switch (what) {
    case WORD_GATHER:
        return "children of gather";
    case WORD_GROUP:
        return "tasks of the group";
    default:
        return total == 1 ? "task" : "tasks";
    }
}

/* `what` is the word of what waits for them. */
static void add_count(const struct members *members, uint32_t what, struct buf *out)
{
    const char *plural = members->left == 1 ? "" : "s";
    switch (members->op) {
    case WORD_FIRST:
    case WORD_NEXT:
        buf_addf(out, "the %s of %zu task%s", members->op == WORD_FIRST ? "first" : "next",
                 members->left, plural);
        break;
    case WORD_ERROR:
        buf_addf(out, "%zu of %zu tasks, or the first that fails", members->left,
                 members->total);
        break;
    default:
        buf_addf(out, "%zu of %zu %s", members->left, members->total,
                 name_of_all(what, members->total));
        break;
    }
}

/* What a `wait` for several tasks still waits for: "2 of 3 children of gather: cook#2, buy#3",
 * "the first of 2 tasks: cook#2, buy#3". False if it is none. */
static bool add_members(const struct model *model, const struct record *wait, struct buf *out)
{
    struct members members = model_members(model, wait->object);
    uint32_t tasks[NAMED_TASKS];
    if (!members.total)
        return false;
    if (!members.left) { /* the loop has yet to say so */
        buf_addf(out, "its turn: none of %zu %s is left", members.total,
                 name_of_all(wait->what, members.total));
        return true;
    }
    add_count(&members, wait->what, out);
    size_t count = model_members_left(model, wait->object, tasks, NAMED_TASKS);
    buf_adds(out, count ? ": " : "");
    add_names(model, tasks, count, out);
    add_until(wait->amount, ", until ", out);
    return true;
}

bool describe_sleep(const struct record *wait, bool is_over, struct buf *out)
{
    if (wait->what != WORD_SLEEP)
        return false;
    buf_adds(out, is_over ? "slept" : "sleeps");
    add_until(wait->amount, " until ", out);
    return true;
}

void describe_waiting(const struct model *model, const struct record *wait, bool is_over,
                      const char *joint, struct buf *out)
{
    struct buf members = { 0 };
    if (describe_sleep(wait, is_over, out))
        return;
    buf_adds(out, is_over ? "waited" : "waits");
    if (add_members(model, wait, &members)) {
        buf_addf(out, " for %s", buf_str(&members));
    } else {
        buf_adds(out, joint);
        describe_wait_now(model, wait, out);
    }
    buf_finish(&members);
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

/* The coroutines it awaits inline, innermost first. */
static void add_frames(const struct model *model, uint32_t task, struct buf *out)
{
    const char *before = ", in ";
    for (uint32_t frame = model->state.tasks[task].frame; frame; before = " in ") {
        const struct record *enter = recording_at(model->recording, frame);
        buf_addf(out, "%s%s()", before, string_of(model->recording, enter->name));
        frame = enter->other;
    }
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
        describe_waiting(model, since, false, ": ", out);
        break;
    case TASK_DONE:
        add_ending(model, since, out);
        break;
    case TASK_DROPPED:
        since = model_wait(model, task);
        buf_adds(out, since ? "dropped, " : "dropped: the loop was closed");
        if (since)
            describe_waiting(model, since, true, ": ", out);
        break;
    }
    if (state->cancel)
        buf_adds(out, ", being cancelled");
    add_frames(model, task, out);
}
