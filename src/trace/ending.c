#include "trace/ending.h"

#include "trace/describe.h"

static bool ends_step(const struct record *record)
{
    return record->kind == WORD_WAIT || record->kind == WORD_YIELD ||
           record->kind == WORD_DONE || record->kind == WORD_TICK_END ||
           record->kind == WORD_END;
}

void ending_add_last_step(const struct recording *recording, struct buf *out)
{
    uint32_t running = 0, at = 0;
    for (size_t i = recording->count; i > recording->forgotten; i--) {
        const struct record *record = recording_at(recording, i - 1);
        if (!running && ends_step(record))
            return;
        if (!at && (!running || (ends_step(record) && record->task == running)))
            at = record->at;
        if (!running && record->kind == WORD_RUN)
            running = record->task;
        if (running && at)
            break;
    }
    if (!running)
        return;
    buf_adds(out, " while ");
    describe_task(recording, running, out);
    buf_adds(out, " ran");
    if (at)
        buf_addf(out, ", last seen at %s", describe_place(recording, at));
}

bool ending_describe(const struct recording *recording, struct buf *out)
{
    if (recording->is_ended)
        return false;
    buf_adds(out, recording->name);
    if (recording->is_full) {
        buf_addf(out, " goes on: only %zu events can be kept (--trace=log shows any number)",
                 recording->limit);
        return true;
    }
    buf_adds(out, " was cut short: it ends in the middle of the loop");
    ending_add_last_step(recording, out);
    return true;
}
