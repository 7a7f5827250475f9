// rejected: wrong, pauses: tries again at once
#include "retry.h"

int retry(async_fn *operation, void *arg, int tries, int64_t pause_ms)
{
    int err = operation(arg);
    while (--tries > 0 && is_temporary(err))
        err = operation(arg);
    return err;
}
