// accepted: a try, a pause, and the rest of the tries
#include "retry.h"

int retry(async_fn *operation, void *arg, int tries, int64_t pause_ms)
{
    int err = operation(arg);
    if (tries == 1 || !is_temporary(err))
        return err;
    err = async_sleep(pause_ms);
    return err ? err : retry(operation, arg, tries - 1, 2 * pause_ms);
}
