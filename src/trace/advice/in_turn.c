/* Awaits in sequence, the other way to write them: each coroutine is made when the one before
 * is done, on the next line or in a loop. The trace cannot tell whether one needs what another
 * brought; the program's text can, well enough to ask.
 *
 * Asked is only of awaits that follow each other with nothing between, in one function of one
 * task, and that wait for time, I/O or threads: who had to do with other tasks, or with what
 * they share, may have had to keep that order. */
#include "trace/advice/rules.h"

#include "trace/describe.h"

enum { GAIN_US = 10 * 1000 }; /* less is not worth a word */

/* ---- Turns ---- */

static void warn(struct advisor *advisor, uint32_t task, const struct advice_turns *turns)
{
    struct buf name = { 0 }, total = { 0 }, longest = { 0 };
    describe_task(advisor->recording, task, &name);
    describe_ms(turns->total_us, &total);
    describe_ms(turns->longest_us, &longest);
    advice_warn(
        advisor, ADVICE_SEQUENTIAL_AWAITS, task, turns->first_at,
        "%s awaited %u coroutines one after another, and waited %s ms: does any of them "
        "need what one before it did? If not, gather waits %s ms",
        buf_str(&name), (unsigned)turns->count, buf_str(&total), buf_str(&longest));
    buf_finish(&name);
    buf_finish(&total);
    buf_finish(&longest);
}

static void end(struct advisor *advisor, uint32_t task, struct advice_turns *turns)
{
    const struct advice_turns ended = *turns;
    *turns = (struct advice_turns){ .left = ended.left };
    if (ended.count > 1 && ended.total_us - ended.longest_us >= GAIN_US)
        warn(advisor, task, &ended);
}

static struct advice_turns *turns_of(struct advisor *advisor, uint32_t task, uint32_t enter)
{
    struct advice_frame *frame = task ? advice_frame_of(advisor, task, enter) : NULL;
    return frame ? &frame->turns : NULL;
}

static struct advice_turns *present_turns(struct advisor *advisor, uint32_t task)
{
    return turns_of(advisor, task, advisor->recording->tasks[task].frame);
}

/* Whether the text says that it needs nothing of the awaits before it. */
static bool is_independent(struct advisor *advisor, const struct advice_turns *turns,
                           uint32_t made_at, uint32_t at)
{
    return advice_is_independent(
        advisor, turns->last_at == at ? ADVICE_IN_LOOP : ADVICE_IN_LINE,
        (struct advice_await){ .made_at = turns->first_made_at, .at = turns->first_at },
        (struct advice_await){ .made_at = made_at, .at = at });
}

/* The task awaits something at this place. `made_at`: where that was made in its turn; 0: it
 * was not. */
static void begin(struct advisor *advisor, struct advice_turns *turns, uint32_t task,
                  uint32_t made_at, uint32_t at)
{
    if (!made_at || (turns->first_at && !is_independent(advisor, turns, made_at, at)))
        end(advisor, task, turns);
    turns->began = made_at ? (uint32_t)advisor->index : 0;
    turns->at = at;
    if (!made_at || turns->first_at)
        return;
    turns->first_at = at;
    turns->first_made_at = made_at;
}

/* Where the function that runs in the frame made the coroutine, if that was since its last
 * await was done; else 0. */
static uint32_t made_in_turn(const struct advisor *advisor, const struct advice_turns *turns,
                             uint32_t task, uint32_t coro, uint32_t frame)
{
    const struct advice_object *object = &advisor->objects[coro];
    bool is_turn = object->coro.made > turns->left && object->coro.maker == task &&
                   object->coro.frame == frame;
    return is_turn ? object->coro.at : 0;
}

/* It is done. `is_apart`: all by itself. */
static void finish(struct advisor *advisor, struct advice_turns *turns, uint32_t task,
                   int64_t waited_us, bool is_apart)
{
    turns->began = turns->task = 0;
    turns->left = (uint32_t)advisor->index;
    turns->last_at = turns->at;
    if (!is_apart) {
        end(advisor, task, turns);
    } else if (waited_us > 0) {
        turns->count++;
        turns->total_us += waited_us;
        turns->longest_us = waited_us > turns->longest_us ? waited_us : turns->longest_us;
    }
}

static void enter(struct advisor *advisor, const struct record *record)
{
    struct advice_turns *turns = turns_of(advisor, record->task, record->other);
    if (!turns)
        return;
    if (turns->task)
        end(advisor, record->task, turns);
    begin(advisor, turns, record->task,
          made_in_turn(advisor, turns, record->task, record->object, record->other),
          record->at);
    turns->waited_us = advisor->tasks[record->task].waited_us;
}

static void leave(struct advisor *advisor, const struct record *record)
{
    const struct advice_task *task = &advisor->tasks[record->task];
    struct advice_turns *turns = present_turns(advisor, record->task);
    end(advisor, record->task, &advisor->objects[record->object].frame.turns);
    if (turns && turns->began)
        finish(advisor, turns, record->task, task->waited_us - turns->waited_us,
               task->met < turns->began && !record->err);
}

/* The task does something else: what it awaits after that, it may await because of that. */
static void interrupt(struct advisor *advisor, uint32_t task)
{
    struct advice_turns *turns = present_turns(advisor, task);
    if (turns)
        end(advisor, task, turns);
}

static void meet(struct advisor *advisor, uint32_t task)
{
    advisor->tasks[task].met = (uint32_t)advisor->index;
    interrupt(advisor, task);
}

/* A task that is awaited at once is as good as its coroutine. */
static void make_task(struct advisor *advisor, const struct record *record)
{
    struct advice_turns *turns = present_turns(advisor, record->other);
    advisor->tasks[record->other].met = (uint32_t)advisor->index;
    if (!turns)
        return;
    if (turns->task)
        end(advisor, record->other, turns);
    turns->task = record->task;
    turns->coro = record->object;
}

static void await_task(struct advisor *advisor, const struct record *record)
{
    struct advice_turns *turns = present_turns(advisor, record->task);
    if (!turns || !turns->task || turns->task != record->other) {
        meet(advisor, record->task);
        return;
    }
    uint32_t frame = advisor->recording->tasks[record->task].frame;
    begin(advisor, turns, record->task,
          made_in_turn(advisor, turns, record->task, turns->coro, frame), record->at);
    turns->task = record->other;
}

/* async_to_thread() makes and awaits at one place. */
static void await_thread(struct advisor *advisor, const struct record *record)
{
    struct advice_turns *turns = present_turns(advisor, record->task);
    if (!turns)
        return;
    if (turns->task)
        end(advisor, record->task, turns);
    begin(advisor, turns, record->task, record->at, record->at);
}

static void wait(struct advisor *advisor, const struct record *record)
{
    switch (record->what) {
    case WORD_SLEEP:
    case WORD_READABLE:
    case WORD_WRITABLE:
    case WORD_FETCH:
        interrupt(advisor, record->task);
        break;
    case WORD_THREAD:
        await_thread(advisor, record);
        break;
    case WORD_TASK:
        await_task(advisor, record);
        break;
    default:
        meet(advisor, record->task);
        break;
    }
}

/* The task goes on after a wait. The task, or the thread, that it awaited is done. */
static void go_on(struct advisor *advisor, const struct record *record)
{
    struct advice_task *task = &advisor->tasks[record->task];
    struct advice_turns *turns = present_turns(advisor, record->task);
    int64_t waited_us = record->t_us - task->wait.t_us;
    if (!task->is_waiting)
        return;
    task->waited_us += waited_us;
    if (!turns || !turns->began)
        return;
    if (task->wait.what == WORD_TASK) {
        const struct advice_task *awaited = &advisor->tasks[turns->task];
        finish(advisor, turns, record->task, awaited->waited_us,
               !awaited->met && awaited->ended == WORD_RESULT);
    } else if (task->wait.what == WORD_THREAD) {
        finish(advisor, turns, record->task, waited_us,
               !advisor->objects[task->wait.object].has_failed);
    }
}

static void settle(struct advisor *advisor, const struct record *record)
{
    if (record->what == WORD_CREATED)
        return;
    advisor->objects[record->object].has_failed = record->what != WORD_RESULT;
    meet(advisor, record->by);
}

void advice_in_turn(struct advisor *advisor, const struct record *record)
{
    switch (record->kind) {
    case WORD_ENTER:
        enter(advisor, record);
        break;
    case WORD_LEAVE:
        leave(advisor, record);
        break;
    case WORD_WAIT:
        wait(advisor, record);
        break;
    case WORD_RUN:
        go_on(advisor, record);
        break;
    case WORD_YIELD:
        interrupt(advisor, record->task);
        break;
    case WORD_DONE:
        end(advisor, record->task, &advisor->tasks[record->task].frame.turns);
        break;
    case WORD_TASK:
        make_task(advisor, record);
        break;
    case WORD_FUTURE:
        settle(advisor, record);
        break;
    case WORD_CORO:
    case WORD_TIMER:
    case WORD_THREAD:
    case WORD_OUTPUT:
    case WORD_NOTE:
    case WORD_WAKE: /* what woke somebody has a record of its own */
        break;
    default:
        meet(advisor, record->by);
        break;
    }
}
