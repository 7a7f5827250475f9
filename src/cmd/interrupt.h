/* Ctrl-C while a program runs in front of the learner: it ends that, not us. */
#ifndef CMD_INTERRUPT_H
#define CMD_INTERRUPT_H

#include <signal.h>
#include <stdbool.h>

#include <async.h>

struct interrupt {
    int fd; /* signalfd; -1: signals do what they did before */
    sigset_t mask_before;
    struct async_task *task;
    void (*act)(void *arg);
    void *arg;
    bool cancels; /* act cancels the task that began it */
    bool has_come;
};

/* From now on SIGINT calls act(arg) from a task. */
void interrupt_begin(struct interrupt *interrupt, void (*act)(void *arg), void *arg);

/* From now on SIGINT cancels the calling task. */
void interrupt_begin_cancelling(struct interrupt *interrupt);

/* Ends that. May suspend. Returns whether it was interrupted. A task that was cancelled for it
 * is not cancelled any more then. */
bool interrupt_end(struct interrupt *interrupt);

#endif
