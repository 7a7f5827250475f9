/* The signal is taken like any other, so that tasks are written down between two of them,
 * where nothing is half done. Nobody waits for it: it keeps no loop alive that has nothing
 * else to do. */
#include "debug.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <async/dump.h>

#include "signals.h"

static void on_request(void *arg)
{
    async_dump_tasks(stderr);
}

void debug_open(struct async_loop *loop)
{
    const char *wanted = getenv("ASYNC_DEBUG");
    if (!LOOP_CAN_BE_WATCHED || !wanted || strcmp(wanted, "1") != 0)
        return;
    loop->is_careful = true;
    loop->is_watched = true;
    if (signals_listen(loop, SIGUSR1, on_request, NULL))
        fputs("async: SIGUSR1 cannot be listened to\n", stderr);
}
