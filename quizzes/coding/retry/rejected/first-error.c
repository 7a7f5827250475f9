// rejected: wrong, returned: returns the first error in place of the last
#include "retry.h"

int retry(async_fn *operation, void *arg, int tries, int64_t pause_ms)
{
    int first = 0;
    for (int n = 1;; n++) {
        int err = operation(arg);
        first = first ? first : err;
        if (!err || !is_temporary(err))
            return err;
        if (n == tries)
            return first;
        err = async_sleep(pause_ms);
        if (err)
            return err;
        pause_ms *= 2;
    }
}
