// rejected: wrong, pauses: waits 100 ms, whatever it was told
#include "retry.h"

int retry(async_fn *operation, void *arg, int tries, int64_t pause_ms)
{
    int64_t delay_ms = 100;
    for (int n = 1;; n++) {
        int err = operation(arg);
        if (!err || !is_temporary(err) || n == tries)
            return err;
        err = async_sleep(delay_ms);
        if (err)
            return err;
        delay_ms *= 2;
    }
}
