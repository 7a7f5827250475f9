// rejected: wrong, errors: one failed fetch makes all pages fail
#include "fetch_urls.h"

#include <stdlib.h>

static int fetch_body(void *url)
{
    const char *body;
    int err = fetch(url, &body);
    return err ? err : async_return((void *)body);
}

int fetch_urls(const char *const urls[], size_t n, struct page pages[])
{
    struct async_coro *calls[n + 1];
    struct async_outcome *outcomes = calloc(n + 1, sizeof(*outcomes));
    int failed = 0;
    for (size_t i = 0; i < n; i++)
        calls[i] = async_coro(fetch_body, (void *)urls[i]);
    int err = async_gather_outcomes(calls, n, outcomes);
    for (size_t i = 0; i < n && !err; i++) {
        if (outcomes[i].err)
            failed = outcomes[i].err;
        async_error_release(outcomes[i].error);
    }
    for (size_t i = 0; i < n && !err; i++)
        pages[i] = (struct page){ failed, failed ? NULL : outcomes[i].result };
    free(outcomes);
    return err;
}
