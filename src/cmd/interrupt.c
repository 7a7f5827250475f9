#include "cmd/interrupt.h"

#include <sys/signalfd.h>
#include <unistd.h>

#include "base/child.h"

static int wait_for_signal(void *arg)
{
    struct interrupt *interrupt = arg;
    struct signalfd_siginfo info;
    for (;;) {
        int err = async_wait_readable(interrupt->fd);
        if (err)
            return err;
        if (read(interrupt->fd, &info, sizeof(info)) != sizeof(info))
            continue;
        interrupt->has_come = true;
        interrupt->act(interrupt->arg);
    }
}

void interrupt_begin(struct interrupt *interrupt, void (*act)(void *arg), void *arg)
{
    sigset_t ours;
    sigemptyset(&ours);
    sigaddset(&ours, SIGINT);
    *interrupt = (struct interrupt){ .act = act, .arg = arg };
    sigprocmask(SIG_BLOCK, &ours, &interrupt->mask_before);
    interrupt->fd = signalfd(-1, &ours, SFD_CLOEXEC | SFD_NONBLOCK);
    if (interrupt->fd < 0)
        sigprocmask(SIG_SETMASK, &interrupt->mask_before, NULL);
    else
        interrupt->task = async_create_task(async_coro(wait_for_signal, interrupt));
}

static void cancel(void *task)
{
    async_task_cancel(task, NULL);
}

void interrupt_begin_cancelling(struct interrupt *interrupt)
{
    interrupt_begin(interrupt, cancel, async_current_task());
    interrupt->cancels = true;
}

bool interrupt_end(struct interrupt *interrupt)
{
    if (interrupt->fd < 0)
        return false;
    async_task_cancel(interrupt->task, NULL);
    int err = async_await(interrupt->task, NULL);
    (void)err; /* that it was cancelled */
    async_task_release(interrupt->task);
    child_close(interrupt->fd);
    sigprocmask(SIG_SETMASK, &interrupt->mask_before, NULL);
    if (interrupt->has_come && interrupt->cancels)
        async_task_uncancel(async_current_task());
    return interrupt->has_come;
}
