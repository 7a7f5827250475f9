// rejected: slow, no-delay: a pause after the last try
#include "retry.h"

int retry(async_fn *operation, void *arg, int tries, int64_t pause_ms)
{
    int err = 0;
    for (int n = 1; n <= tries; n++) {
        err = operation(arg);
        if (!is_temporary(err))
            return err;
        int slept = async_sleep(pause_ms);
        if (slept)
            return slept;
        pause_ms *= 2;
    }
    return err;
}
