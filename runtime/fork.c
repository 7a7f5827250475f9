/* The child has a copy of the loop, but not the threads, and shares every descriptor with its
 * parent: what the loop has of its own is made anew, before fork() returns. */
#include "fork.h"

#include <pthread.h>

#include "current.h"
#include "executor.h"
#include "inbox.h"
#include "loop.h"
#include "poll.h"
#include "trace.h"

static void in_child(void)
{
    struct async_loop *loop = loop_current();
    if (!loop)
        return;
    trace_abandon(loop);
    executor_abandon(loop);
    inbox_renew(loop);
    poll_renew(loop);
}

void fork_watch(void)
{
    if (!fork_is_watched())
        pthread_atfork(NULL, NULL, in_child);
}
