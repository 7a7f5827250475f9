// rejected: wrong, returned: returns the error of a fetch, though all pages are there
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
    for (size_t i = 0; i < n; i++)
        calls[i] = async_coro(fetch_body, (void *)urls[i]);
    int err = async_gather_outcomes(calls, n, outcomes);
    if (err)
        goto out;
    for (size_t i = 0; i < n; i++) {
        pages[i] = (struct page){ outcomes[i].err, outcomes[i].result };
        if (outcomes[i].err)
            err = outcomes[i].err;
        async_error_release(outcomes[i].error);
    }
out:
    free(outcomes);
    return err;
}
