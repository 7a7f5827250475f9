/* Awaits in sequence that could have been concurrent. A coroutine that was made before the
 * first of its siblings was awaited cannot depend on what that one returns; whether it needs
 * what that one does the text must tell. */
#include "trace/advice/rules.h"

#include <string.h>

#include "trace/describe.h"

static struct advice_chain *chain_of(struct advisor *advisor, uint32_t task, uint32_t enter)
{
    struct advice_frame *frame = advice_frame_of(advisor, task, enter);
    return frame ? &frame->chain : NULL;
}

static uint32_t frame_of(const struct advisor *advisor, uint32_t task)
{
    return advisor->recording->tasks[task].frame;
}

/* The chain is over. What was made and has not begun may still become another one. */
static void end_chain(struct advisor *advisor, uint32_t task, struct advice_chain *chain)
{
    const struct advice_chain ended = *chain;
    *chain = (struct advice_chain){ .idle = ended.idle };
    if (ended.count < 2)
        return;
    struct buf name = { 0 }, total = { 0 }, longest = { 0 };
    describe_task(advisor->recording, task, &name);
    describe_ms(ended.total_us, &total);
    describe_ms(ended.longest_us, &longest);
    advice_warn(advisor, ADVICE_SEQUENTIAL_AWAITS, task, ended.at,
                "%s awaited %u coroutines one after another, in %s ms; at the same time they "
                "would have taken %s ms",
                buf_str(&name), (unsigned)ended.count, buf_str(&total), buf_str(&longest));
    buf_finish(&name);
    buf_finish(&total);
    buf_finish(&longest);
}

static void make(struct advisor *advisor, const struct record *record)
{
    uint32_t frame = frame_of(advisor, record->by);
    struct advice_chain *chain = chain_of(advisor, record->by, frame);
    struct advice_object *object = &advisor->objects[record->object];
    if (!record->by || !chain)
        return;
    object->coro.made = (uint32_t)advisor->index;
    object->coro.at = record->at;
    object->coro.maker = record->by;
    object->coro.frame = frame;
    object->coro.name = record->name;
    chain->idle++;
}

/* The coroutine begins, whoever awaits it. */
static void begin(struct advisor *advisor, const struct advice_object *object)
{
    struct advice_chain *chain = chain_of(advisor, object->coro.maker, object->coro.frame);
    if (object->coro.made && chain && chain->idle)
        chain->idle--;
}

static struct advice_await await_of(const struct advice_object *object)
{
    return (struct advice_await){ object->coro.name, object->coro.at, object->coro.awaited_at };
}

/* Whether the coroutine needs nothing of those that were awaited before it. */
static bool is_independent(struct advisor *advisor, const struct advice_chain *chain,
                           const struct advice_object *object)
{
    bool is_free = true;
    for (uint32_t at = chain->newest; at && is_free; at = advisor->objects[at].coro.before)
        is_free = advice_is_independent(advisor, ADVICE_MADE_FIRST,
                                        await_of(&advisor->objects[at]), await_of(object));
    return is_free;
}

/* One of those with the same name and places is enough: there may be many in a loop. */
static void add(struct advisor *advisor, struct advice_chain *chain, uint32_t coro)
{
    const struct advice_await await = await_of(&advisor->objects[coro]);
    for (uint32_t at = chain->newest; at; at = advisor->objects[at].coro.before) {
        const struct advice_await other = await_of(&advisor->objects[at]);
        if (memcmp(&other, &await, sizeof(await)) == 0)
            return;
    }
    advisor->objects[coro].coro.before = chain->newest;
    chain->newest = coro;
}

static void enter(struct advisor *advisor, const struct record *record)
{
    struct advice_object *object = &advisor->objects[record->object];
    struct advice_chain *chain =
        record->task ? chain_of(advisor, record->task, record->other) : NULL;
    if (!chain)
        return;
    begin(advisor, object);
    bool is_own = object->coro.made && object->coro.maker == record->task &&
                  object->coro.frame == record->other;
    object->coro.awaited_at = record->at;
    if (!is_own || object->coro.made > chain->began || !is_independent(advisor, chain, object))
        end_chain(advisor, record->task, chain);
    if (is_own && !chain->began) {
        chain->began = (uint32_t)advisor->index;
        chain->at = record->at;
    }
    if (is_own)
        add(advisor, chain, record->object);
    chain->since_us = record->t_us;
}

static void leave(struct advisor *advisor, const struct record *record)
{
    struct advice_chain *chain =
        chain_of(advisor, record->task, frame_of(advisor, record->task));
    end_chain(advisor, record->task, &advisor->objects[record->object].frame.chain);
    if (!chain || !chain->began)
        return;
    int64_t took_us = record->t_us - chain->since_us;
    if (took_us > 0 && !record->err) {
        chain->count++;
        chain->total_us += took_us;
        chain->longest_us = took_us > chain->longest_us ? took_us : chain->longest_us;
    }
    if (record->err || !chain->idle)
        end_chain(advisor, record->task, chain);
}

void advice_sequential(struct advisor *advisor, const struct record *record)
{
    switch (record->kind) {
    case WORD_CORO:
        make(advisor, record);
        break;
    case WORD_TASK:
        begin(advisor, &advisor->objects[record->object]);
        break;
    case WORD_ENTER:
        enter(advisor, record);
        break;
    case WORD_LEAVE:
        leave(advisor, record);
        break;
    case WORD_DONE:
        end_chain(advisor, record->task, &advisor->tasks[record->task].frame.chain);
        break;
    default:
        break;
    }
}
