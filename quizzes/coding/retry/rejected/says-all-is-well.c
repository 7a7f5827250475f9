// rejected: wrong, returned: loses the last error
#include "retry.h"

int retry(async_fn *operation, void *arg, int tries, int64_t pause_ms)
{
    for (int n = 1; n <= tries; n++) {
        int err = operation(arg);
        if (!is_temporary(err))
            return err;
        if (n == tries)
            break;
        err = async_sleep(pause_ms);
        if (err)
            return err;
        pause_ms *= 2;
    }
    return 0;
}
