// rejected: wrong, calls: counts on from the last time
#include "retry.h"

static int count;

int retry(async_fn *operation, void *arg, int tries, int64_t pause_ms)
{
    for (;;) {
        int err = operation(arg);
        if (!err || !is_temporary(err) || ++count >= tries)
            return err;
        err = async_sleep(pause_ms);
        if (err)
            return err;
        pause_ms *= 2;
    }
}
