/* Awaits in sequence that could have been concurrent. A coroutine that was made before the
 * first of its siblings was awaited cannot depend on what that one returns. */
#include "trace/advice/rules.h"

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
    chain->idle++;
}

/* The coroutine begins, whoever awaits it. */
static void begin(struct advisor *advisor, const struct advice_object *object)
{
    struct advice_chain *chain = chain_of(advisor, object->coro.maker, object->coro.frame);
    if (object->coro.made && chain && chain->idle)
        chain->idle--;
}

static void enter(struct advisor *advisor, const struct record *record)
{
    const struct advice_object *object = &advisor->objects[record->object];
    struct advice_chain *chain =
        record->task ? chain_of(advisor, record->task, record->other) : NULL;
    if (!chain)
        return;
    begin(advisor, object);
    bool is_own = object->coro.made && object->coro.maker == record->task &&
                  object->coro.frame == record->other;
    if (!is_own || object->coro.made > chain->began)
        end_chain(advisor, record->task, chain);
    if (is_own && !chain->began) {
        chain->began = (uint32_t)advisor->index;
        chain->at = record->at;
    }
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
