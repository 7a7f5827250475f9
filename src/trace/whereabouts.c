#include "trace/whereabouts.h"

#include "trace/describe.h"
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

/* The next place of the running task; 0: none before it stops, or not recorded yet. */
static uint32_t look_ahead(const struct model *model)
{
    size_t position = model->state.position, left = model->recording->count - position;
    uint32_t task = model->state.running;
    if (left > MOST_RECORDS)
        left = MOST_RECORDS;
    for (size_t i = 0; i < left; i++) {
        const struct record *record = recording_at(model->recording, position + i);
        uint32_t at = place_in(record, task);
        if (at || ends_run(record, task))
            return at;
    }
    return 0;
}

uint32_t whereabouts_find(const struct model *model, uint32_t task)
{
    uint32_t ahead = task == model->state.running ? look_ahead(model) : 0;
    return ahead ? ahead : model->state.tasks[task].at;
}

void whereabouts_describe(const struct model *model, uint32_t task, struct buf *out)
{
    uint32_t at = whereabouts_find(model, task);
    if (at && model->state.tasks[task].status != TASK_DONE)
        buf_addf(out, " (%s)", describe_place(model->recording, at));
}
