/* What each task did from when to when: a recording cut into stretches of one status each. */
#ifndef TRACE_SPANS_H
#define TRACE_SPANS_H

#include "trace/state.h"

struct span {
    uint32_t task;
    enum task_status status; /* TASK_DONE and TASK_DROPPED last no time: from equals to */
    uint32_t by;             /* the task that ran when it began; 0: none */
    uint32_t from, to;       /* records */
    bool is_in_tick;         /* it began in one */
    bool is_open; /* the recording ends in the middle of it; `to` is its last record */
};

struct spans {
    struct span *items; /* those of one task in their order */
    size_t count, cap;
};

/* Of the whole recording, which keeps all its records. */
void spans_collect(struct spans *spans, const struct recording *recording);
void spans_finish(struct spans *spans);

#endif
