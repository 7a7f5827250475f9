/* Exercise timeout: what is given, and what is yours to write. */
#ifndef FETCH_FIRST_H
#define FETCH_FIRST_H

#include <async.h>

/* Given: fetches one URL and suspends the calling task until the answer is there, however long that
 * takes. Returns 0 and the text in `*ret_body` (borrowed: do not free it); or the server's error; or
 * ASYNC_ECANCELED if the calling task is cancelled meanwhile. */
ASYNC_MUST_CHECK int fetch(const char *url, const char **ret_body, const char *site);
#define fetch(url, ret_body) (fetch)((url), (ret_body), ASYNC_HERE)

/* Yours: asks one mirror after the other, each for at most `limit_ms`; see the statement. */
int fetch_first(const char *const mirrors[], size_t n, int64_t limit_ms, const char **ret_body);

#endif
