/* Exercise retry: what is given, and what is yours to write. */
#ifndef RETRY_H
#define RETRY_H

#include <async.h>

/* Given: whether an error may be gone at the next try. A wrong address is wrong for ever, and a
 * cancellation is no failure. */
bool is_temporary(int err);

/* Yours: calls operation(arg) until it returns 0, up to `tries` times; see the statement. */
int retry(async_fn *operation, void *arg, int tries, int64_t pause_ms);

#endif
