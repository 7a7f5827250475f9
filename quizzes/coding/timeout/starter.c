/* Ask one mirror after the other, each for at most limit_ms.
 * `asynclearn exercise check timeout` judges it. */
#include "fetch_first.h"

int fetch_first(const char *const mirrors[], size_t n, int64_t limit_ms, const char **ret_body)
{
    return fetch(mirrors[0], ret_body);
}
