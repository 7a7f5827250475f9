/* Call operation(arg) until it works, with pauses that double.
 * `asynclearn exercise check retry` judges it. */
#include "retry.h"

int retry(async_fn *operation, void *arg, int tries, int64_t pause_ms)
{
    return operation(arg);
}
