// rejected: wrong, argument: forgets the argument
#include "retry.h"

int retry(async_fn *operation, void *arg, int tries, int64_t pause_ms)
{
    for (int n = 1;; n++) {
        int err = operation(NULL);
        if (!err || !is_temporary(err) || n == tries)
            return err;
        err = async_sleep(pause_ms);
        if (err)
            return err;
        pause_ms *= 2;
    }
}
