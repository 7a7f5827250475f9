// accepted: gather with the errors as outcomes, as return_exceptions=True in Python
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
    if (!outcomes)
        return ASYNC_ENOMEM;
    for (size_t i = 0; i < n; i++)
        calls[i] = async_coro(fetch_body, (void *)urls[i]);
    int err = async_gather_outcomes(calls, n, outcomes);
    for (size_t i = 0; i < n && !err; i++) {
        pages[i] = (struct page){ outcomes[i].err, outcomes[i].result };
        async_error_release(outcomes[i].error);
    }
    free(outcomes);
    return err;
}
