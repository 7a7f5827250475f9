// rejected: blocked, runs: a back-off that holds everybody up
#include "retry.h"

#include <time.h>

int retry(async_fn *operation, void *arg, int tries, int64_t pause_ms)
{
    for (int n = 1;; n++) {
        int err = operation(arg);
        if (!err || !is_temporary(err) || n == tries)
            return err;
        struct timespec pause = { pause_ms / 1000, pause_ms % 1000 * 1000000 };
        nanosleep(&pause, NULL);
        pause_ms *= 2;
    }
}
