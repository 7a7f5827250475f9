#include "trace/ahead.h"

#include "trace/sentence.h"

/* A view asks in each frame, and a run may go on for millions of records. */
enum { MOST_RECORDS = 50 * 1000 };

static bool ends_run(const struct record *record, uint32_t task)
{
    switch (record->kind) {
    case WORD_TRACE:
    case WORD_END:
    case WORD_TICK_END:
    case WORD_CALL:
    case WORD_RUN:
        return true;
    case WORD_WAIT:
    case WORD_YIELD:
    case WORD_DONE:
        return record->task == task;
    default:
        return false;
    }
}

/* Where the record shows the task; 0: it does not. A warning may tell of any line. */
static uint32_t place_in(const struct record *record, uint32_t task)
{
    bool is_shown = record->kind != WORD_WARNING && sentence_task(record) == task;
    return is_shown ? record->at : 0;
}

uint32_t ahead_place(const struct model *model)
{
    size_t position = model->state.position, left = model->recording->count - position;
    uint32_t task = model->state.running;
    if (left > MOST_RECORDS)
        left = MOST_RECORDS;
    for (size_t i = 0; task && i < left; i++) {
        const struct record *record = recording_at(model->recording, position + i);
        uint32_t at = place_in(record, task);
        if (at || ends_run(record, task))
            return at;
    }
    return 0;
}
