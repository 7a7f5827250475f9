/* A thread that finds no work counts as idle until a post wakes it. One is woken at a time, and
 * that one wakes the next: so many pieces of work are handed out without an interruption for
 * each. */
#include "workers.h"

#include <signal.h>
#include <stdlib.h>

/* ---- In the threads ---- */

/* Under the lock: wakes a thread if there is work for it. */
static void wake_one(struct workers *workers)
{
    if (!workers->first || !workers->n_idle || workers->is_waking)
        return;
    workers->is_waking = true;
    workers->n_idle--;
    sem_post(&workers->posts);
}

static void wait_for_post(struct workers *workers)
{
    workers->n_idle++;
    pthread_mutex_unlock(&workers->lock);
    while (sem_wait(&workers->posts))
        ; /* a signal came */
    pthread_mutex_lock(&workers->lock);
    workers->is_waking = false;
}

/* Waits for work; NULL: the end has come. */
static struct work *take(struct workers *workers)
{
    pthread_mutex_lock(&workers->lock);
    while (!workers->first && !workers->is_closing)
        wait_for_post(workers);
    struct work *work = workers->first;
    if (work)
        workers->first = work->next;
    wake_one(workers);
    pthread_mutex_unlock(&workers->lock);
    return work;
}

static void *worker(void *arg)
{
    struct workers *workers = arg;
    struct work *work;
    while ((work = take(workers)))
        work->run(work);
    return NULL;
}

/* ---- The queue ---- */

void workers_put(struct workers *workers, struct work *work)
{
    work->next = NULL;
    pthread_mutex_lock(&workers->lock);
    if (workers->first)
        workers->last->next = work;
    else
        workers->first = work;
    workers->last = work;
    wake_one(workers);
    pthread_mutex_unlock(&workers->lock);
}

bool workers_take_back(struct workers *workers, struct work *work)
{
    struct work *before = NULL;
    pthread_mutex_lock(&workers->lock);
    struct work *at = workers->first;
    while (at && at != work) {
        before = at;
        at = at->next;
    }
    if (at && before)
        before->next = at->next;
    else if (at)
        workers->first = at->next;
    if (at && workers->last == at)
        workers->last = before;
    pthread_mutex_unlock(&workers->lock);
    return at != NULL;
}

struct work *workers_first(struct workers *workers)
{
    pthread_mutex_lock(&workers->lock);
    struct work *first = workers->first;
    pthread_mutex_unlock(&workers->lock);
    return first;
}

/* ---- Their beginning and end ---- */

void workers_begin_anew(struct workers *workers)
{
    sem_init(&workers->posts, 0, 0);
    pthread_mutex_init(&workers->lock, NULL);
    pthread_cond_init(&workers->rouse, NULL);
    workers->first = NULL;
    workers->n_idle = 0;
    workers->is_waking = false;
    workers->is_closing = false;
    workers->n_threads = 0;
}

static void finish_locks(struct workers *workers)
{
    sem_destroy(&workers->posts);
    pthread_cond_destroy(&workers->rouse);
    pthread_mutex_destroy(&workers->lock);
}

bool workers_init(struct workers *workers, unsigned max_threads)
{
    workers->max_threads = max_threads ? max_threads : 1;
    workers->threads = calloc(workers->max_threads, sizeof(workers->threads[0]));
    if (!workers->threads)
        return false;
    workers_begin_anew(workers);
    return true;
}

void workers_finish(struct workers *workers)
{
    finish_locks(workers);
    free(workers->threads);
}

/* Signals are for the loop's thread, which may have them blocked. */
void workers_grow(struct workers *workers)
{
    if (workers->n_threads == workers->max_threads)
        return;
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    if (!pthread_create(&workers->threads[workers->n_threads], NULL, worker, workers))
        workers->n_threads++;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
}

void workers_end(struct workers *workers)
{
    pthread_mutex_lock(&workers->lock);
    workers->is_closing = true;
    pthread_cond_broadcast(&workers->rouse);
    pthread_mutex_unlock(&workers->lock);
    for (unsigned i = 0; i < workers->n_threads; i++)
        sem_post(&workers->posts);
    for (unsigned i = 0; i < workers->n_threads; i++)
        pthread_join(workers->threads[i], NULL);
    finish_locks(workers);
    workers_begin_anew(workers);
}
