/* What is in a trace, in words: the same ones in the log, in the live view and in reports. */
#ifndef TRACE_DESCRIBE_H
#define TRACE_DESCRIBE_H

#include "trace/model.h"

/* "fetch#2" (function, and the N of "Task-N"), or the name that the program gave it; "loop" for
 * no task. */
void describe_task(const struct recording *recording, uint32_t task, struct buf *out);

/* "lock 'db'", "future 'page'", "queue 17": a kind (word), and a name (string) or the object's
 * number, or neither. */
void describe_object(const struct recording *recording, uint32_t kind, uint32_t name,
                     uint32_t object, struct buf *out);

/* What a `wait` waits for, without those who hold it: they may change while it lasts. */
void describe_awaited(const struct recording *recording, const struct record *wait,
                      struct buf *out);

/* What a `wait` waits for: "sleep until 400 ms", "lock 'db', held by fetch#2". `holder` is who
 * holds it now; 0: nobody, or unknown. */
void describe_wait(const struct recording *recording, const struct record *wait,
                   uint32_t holder, struct buf *out);

/* The same with those who hold it at this moment: "semaphore 'desks', held by cook#2 and
 * buy#3 (done)". */
void describe_wait_now(const struct model *model, const struct record *wait, struct buf *out);

/* The state that a shared object came to by this record: "2 permits left"; nothing if its
 * record does not say. */
void describe_value(const struct record *record, struct buf *out);

/* A shared object, who has it and who waits: "semaphore 'desks': no permit left, held by
 * cook#2; buy#3 waits". */
void describe_shared(const struct model *model, uint32_t object, struct buf *out);

/* What a task does that sleeps: "sleeps until 400 ms", or "slept" if that is over. False if the
 * `wait` is for something else. */
bool describe_sleep(const struct record *wait, bool is_over, struct buf *out);

/* What a task does that waits, likewise, with `joint` before a single thing: "waits on lock
 * 'db', held by fetch#2", "waits for 2 of 3 children of gather: cook#2, buy#3", "waited for the
 * first of 2 tasks: cook#2, buy#3", "sleeps until 400 ms". */
void describe_waiting(const struct model *model, const struct record *wait, bool is_over,
                      const char *joint, struct buf *out);

/* What the task is doing: "sleeps until 400 ms, in fetch()", "waits: lock 'db', held by
 * fetch#2", "ready, being cancelled", "failed: ValueError". */
void describe_state(const struct model *model, uint32_t task, struct buf *out);

/* How a task ended, in one letter, by its `done`: "✓"; "⊘" cancelled; "✗" failed. */
const char *describe_end(const struct record *done);

/* What a `warning` is called: "warning", or "verdict". */
const char *describe_warning(const struct record *record);

/* "300", "300.125". */
void describe_ms(int64_t us, struct buf *out);

/* "await.c:12" of "lessons/02-basic-asyncio/await.c:12"; borrowed. */
const char *describe_place(const struct recording *recording, uint32_t at);

#endif
