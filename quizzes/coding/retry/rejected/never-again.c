// rejected: wrong, calls: one try
#include "retry.h"

int retry(async_fn *operation, void *arg, int tries, int64_t pause_ms)
{
    return operation(arg);
}
