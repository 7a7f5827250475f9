/* Signals to the process, told to tasks. Mirrors loop.add_signal_handler().
 *
 * From the first wait for a signal, or its handler, the loop takes it: it no longer does
 * what it does by itself (ending the process, say), until async_signal_restore() or the end
 * of the loop. One that comes while nobody waits is kept for the next wait; several of the
 * same number may become one. The loop takes it by blocking it in its own thread; the
 * threads of executors leave signals alone, and so must the program's own threads
 * (pthread_sigmask()). */
#ifndef ASYNC_SIGNAL_H
#define ASYNC_SIGNAL_H

#include <async/base.h>

ASYNC_C_BEGIN

/* Waits until the signal comes; all tasks that wait for it are woken.
 * May suspend. Returns 0; ASYNC_EVALUE for a number that is no signal, or SIGKILL or SIGSTOP;
 * ASYNC_ECANCELED; ASYNC_ENOMEM; a negative errno (-EMFILE); ASYNC_ERUNTIME outside a task.
 * Mirrors loop.add_signal_handler(), as an await.
 * Example:
 *     int err = async_signal_wait(SIGTERM);
 *     if (err)
 *         return err;
 *     puts("asked to stop"); */
ASYNC_MUST_CHECK int async_signal_wait(int number, const char *site);
#define async_signal_wait(number) (async_signal_wait)((number), ASYNC_HERE)

/* Has fn(arg) called by the loop, outside any task, whenever the signal comes; in place of an
 * earlier handler of it. `arg` is borrowed.
 * Never suspends. Returns 0; ASYNC_EVALUE, ASYNC_ENOMEM or a negative errno as above;
 * ASYNC_ERUNTIME outside a loop. Mirrors loop.add_signal_handler().
 * Example:
 *     int err = async_signal_add_handler(SIGHUP, ring, "read the settings again");
 *     if (err)
 *         return err; */
ASYNC_MUST_CHECK int async_signal_add_handler(int number, void (*fn)(void *arg), void *arg,
                                              const char *name, const char *site);
#define async_signal_add_handler(number, fn, arg) \
    (async_signal_add_handler)((number), (fn), (arg), #fn, ASYNC_HERE)

/* Takes the handler away, and lets the signal do again what it did before. What has come
 * and was not told yet is dropped. Nothing for a signal that the loop has not taken, or
 * that a task waits for. Never suspends. Mirrors loop.remove_signal_handler(). */
void async_signal_restore(int number);

ASYNC_C_END

#endif
