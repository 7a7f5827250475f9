// rejected: wrong, cancellation: takes a cancellation for a failure
#include "retry.h"

int retry(async_fn *operation, void *arg, int tries, int64_t pause_ms)
{
    for (int n = 1;; n++) {
        int err = operation(arg);
        bool is_worth_it = is_temporary(err) || err == ASYNC_ECANCELED;
        if (!is_worth_it || n == tries)
            return err;
        err = async_sleep(pause_ms);
        if (err)
            return err;
        pause_ms *= 2;
    }
}
