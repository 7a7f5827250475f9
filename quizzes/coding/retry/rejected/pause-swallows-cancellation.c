// rejected: wrong, cancellation: a pause that is cut short is taken for a pause that is over
#include "retry.h"

int retry(async_fn *operation, void *arg, int tries, int64_t pause_ms)
{
    for (int n = 1;; n++) {
        int err = operation(arg);
        if (!err || !is_temporary(err) || n == tries)
            return err;
        (void)!async_sleep(pause_ms);
        pause_ms *= 2;
    }
}
