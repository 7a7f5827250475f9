/* A thread sleeps on a virtual clock: it tells the loop, so that this lets the clock pass, and
 * sets an alarm. Who ends the threads rouses them all. */
#include "clock.h"
#include "current.h"
#include "executor.h"
#include "handle.h"
#include "inbox.h"
#include "job.h"

/* ---- In the loop ---- */

static void end_nap(void *arg)
{
    struct job *job = arg;
    struct workers *workers = &job->executor->workers;
    job->nap.is_known = false;
    job->executor->n_napping--;
    executor_update_held(job->executor, job->loop);
    pthread_mutex_lock(&workers->lock);
    job->nap.is_over = true;
    pthread_cond_broadcast(&workers->rouse);
    pthread_mutex_unlock(&workers->lock);
}

/* Without memory for an alarm the nap ends at once. */
static void begin_nap(void *arg)
{
    struct job *job = arg;
    job->nap.is_known = true;
    job->executor->n_napping++;
    executor_update_held(job->executor, job->loop);
    int64_t deadline_ns = loop_deadline_ns(job->loop, job->nap.ms);
    if (handle_call_at_ns(job->loop, &job->nap.alarm, deadline_ns, end_nap, job))
        end_nap(job);
}

void job_nap_cut_short(struct job *job)
{
    if (!job->nap.is_known)
        return;
    handle_cancel(job->loop, &job->nap.alarm);
    job->nap.is_known = false;
    job->executor->n_napping--;
}

/* ---- In the thread ---- */

bool job_nap(int64_t ms)
{
    struct job *job = current_job();
    if (!job || job->loop->options.clock == ASYNC_CLOCK_REAL)
        return false;
    struct workers *workers = &job->executor->workers;
    pthread_mutex_lock(&workers->lock);
    if (!workers->is_closing) {
        job->nap.is_over = false;
        job->nap.ms = ms;
        handle_init(&job->nap.falls_asleep, begin_nap, job, NULL, NULL);
        inbox_post(job->loop, &job->nap.falls_asleep);
    }
    while (!job->nap.is_over && !workers->is_closing)
        pthread_cond_wait(&workers->rouse, &workers->lock);
    pthread_mutex_unlock(&workers->lock);
    return true;
}
