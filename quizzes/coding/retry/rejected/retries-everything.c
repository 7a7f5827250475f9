// rejected: wrong, calls: tries again whatever the error is
#include "retry.h"

int retry(async_fn *operation, void *arg, int tries, int64_t pause_ms)
{
    int err = 0;
    for (int n = 1; n <= tries; n++) {
        err = operation(arg);
        if (!err || err == ASYNC_ECANCELED || n == tries)
            break;
        int slept = async_sleep(pause_ms);
        if (slept)
            return slept;
        pause_ms *= 2;
    }
    return err;
}
