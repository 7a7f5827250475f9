// rejected: blocked, loop-free: a back-off without an await
#include "retry.h"

int retry(async_fn *operation, void *arg, int tries, int64_t pause_ms)
{
    for (int n = 1;; n++) {
        int err = operation(arg);
        if (!err || !is_temporary(err) || n == tries)
            return err;
        async_block(pause_ms);
        pause_ms *= 2;
    }
}
