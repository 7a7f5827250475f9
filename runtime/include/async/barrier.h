/* A meeting point: nobody goes on until all have come. Mirrors asyncio.Barrier. */
#ifndef ASYNC_BARRIER_H
#define ASYNC_BARRIER_H

#include <async/base.h>
#include <async/condition.h>

ASYNC_C_BEGIN

/* Storage of a barrier; the fields are private. */
struct async_barrier {
    struct async_object object;
    struct async_condition condition; /* guards what follows */
    size_t parties;
    size_t count; /* of tasks between arrival and departure */
    uint8_t state;
};

/* Makes a barrier for `parties` tasks (at least 1). `barrier` is caller storage, which must
 * outlive every waiter. Its name in traces is the expression. Returns 0, or ASYNC_EVALUE for 0
 * parties. Mirrors asyncio.Barrier(parties).
 * Example:
 *     struct async_barrier start;
 *     int err = async_barrier_init(&start, 3); */
ASYNC_MUST_CHECK int async_barrier_init(struct async_barrier *barrier, size_t parties,
                                        const char *name);
#define async_barrier_init(barrier, parties) \
    (async_barrier_init)((barrier), (parties), #barrier)

/* Gives up what the barrier refers to. Nobody may be waiting. Never suspends. */
void async_barrier_finish(struct async_barrier *barrier);

/* Waits until as many tasks have come as there are parties; then all go on and the barrier
 * fills again. `*ret_index` (may be NULL) is a different number from 0 to parties - 1 for each.
 *
 * May suspend. Returns 0; ASYNC_ECANCELED; ASYNC_EBROKENBARRIER if it is broken, or reset
 * meanwhile; ASYNC_ERUNTIME outside a task. Mirrors Barrier.wait().
 * Example:
 *     size_t index;
 *     int err = async_barrier_wait(&start, &index);
 *     if (!err && index == 0)
 *         announce(); */
ASYNC_MUST_CHECK int async_barrier_wait(struct async_barrier *barrier, size_t *ret_index,
                                        const char *site);
#define async_barrier_wait(barrier, ret_index) \
    (async_barrier_wait)((barrier), (ret_index), ASYNC_HERE)

/* Empties the barrier: who waits gets ASYNC_EBROKENBARRIER, and it fills from 0 again.
 * May suspend. Returns 0; ASYNC_ECANCELED; ASYNC_ERUNTIME outside a task. Mirrors
 * Barrier.reset(). */
ASYNC_MUST_CHECK int async_barrier_reset(struct async_barrier *barrier, const char *site);
#define async_barrier_reset(barrier) (async_barrier_reset)((barrier), ASYNC_HERE)

/* Breaks the barrier: who waits and who comes later gets ASYNC_EBROKENBARRIER, until it is
 * reset. May suspend. Returns 0; ASYNC_ECANCELED; ASYNC_ERUNTIME outside a task. Mirrors
 * Barrier.abort(). */
ASYNC_MUST_CHECK int async_barrier_abort(struct async_barrier *barrier, const char *site);
#define async_barrier_abort(barrier) (async_barrier_abort)((barrier), ASYNC_HERE)

/* How many wait for it to fill. Mirrors Barrier.n_waiting. */
size_t async_barrier_n_waiting(const struct async_barrier *barrier);
/* Mirrors Barrier.broken. */
bool async_barrier_is_broken(const struct async_barrier *barrier);

ASYNC_C_END

#endif
