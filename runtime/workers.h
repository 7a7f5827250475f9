/* Threads that take work from a queue, first come first served. They know nothing of loops. */
#ifndef RUNTIME_WORKERS_H
#define RUNTIME_WORKERS_H

#include <pthread.h>
#include <semaphore.h>
#include <stdbool.h>

struct work {
    struct work *next;              /* in the queue */
    void (*run)(struct work *work); /* by a thread */
};

struct workers {
    sem_t posts; /* to a thread that waits; glibc's conditions may lose a signal, its semaphores
                    do not (its bug 25847) */
    pthread_mutex_t lock; /* of what follows, up to the blank line */
    pthread_cond_t rouse; /* somebody's nap is over, or the end has come */
    struct work *first, *last;
    unsigned n_idle; /* threads that wait, and have no post on its way */
    bool is_waking;  /* a post is on its way */
    bool is_closing;

    pthread_t *threads; /* these are the owner's alone */
    unsigned n_threads, max_threads;
};

/* Up to `max_threads` (at least 1), none of which is started yet. False: out of memory. */
bool workers_init(struct workers *workers, unsigned max_threads);
/* Frees what they hold; their threads have been ended. */
void workers_finish(struct workers *workers);

/* Starts one more thread, if there may be more and the system has one. */
void workers_grow(struct workers *workers);

/* Puts work at the end of the queue; takes it out again (false: a thread has it). */
void workers_put(struct workers *workers, struct work *work);
bool workers_take_back(struct workers *workers, struct work *work);
/* What is first in the queue, or NULL. */
struct work *workers_first(struct workers *workers);

/* Waits for what has begun, and ends the threads; the queue is empty. New ones can be started
 * then. */
void workers_end(struct workers *workers);
/* As they were made, without threads or work: as it is in the child after fork(). */
void workers_begin_anew(struct workers *workers);

#endif
