/* A queue without a limit that is filled faster than it is emptied. One that is filled at once,
 * and then worked off, is a list of work: items must come in again and again, while others are
 * taken. */
#include "trace/advice/rules.h"

#include "trace/describe.h"

enum { MANY_ITEMS = 16, MANY_PUTS = 8, SOME_GETS = 2 };

static void warn(struct advisor *advisor, const struct record *record, uint32_t gets)
{
    struct buf name = { 0 };
    describe_object(advisor->recording, WORD_QUEUE, record->name, record->object, &name);
    advice_warn(advisor, ADVICE_GROWING_QUEUE, record->by, advisor->tasks[record->by].wait.at,
                "%s holds %u items by now, and %u were taken since it was empty: it has no "
                "limit, so nobody makes the faster side wait",
                buf_str(&name), (unsigned)record->amount, (unsigned)gets);
    buf_finish(&name);
}

void advice_queue(struct advisor *advisor, const struct record *record)
{
    struct advice_object *object = &advisor->objects[record->object];
    if (record->kind != WORD_QUEUE || record->other)
        return;
    if (record->what == WORD_GET)
        object->queue.gets++;
    if (record->amount <= 0)
        object->queue.puts = object->queue.gets = 0;
    if (record->what != WORD_PUT)
        return;
    object->queue.puts += !object->queue.puts || record->t_us != object->queue.put_us;
    object->queue.put_us = record->t_us;
    bool is_growing = record->amount >= MANY_ITEMS && object->queue.puts >= MANY_PUTS &&
                      object->queue.gets >= SOME_GETS;
    if (!is_growing || object->queue.is_warned)
        return;
    object->queue.is_warned = true;
    warn(advisor, record, object->queue.gets);
}
