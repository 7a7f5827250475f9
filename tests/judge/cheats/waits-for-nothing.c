// rejected: deadlock, runs: awaits what nobody will ever settle
#include "fetch_urls.h"

int fetch_urls(const char *const urls[], size_t n, struct page pages[])
{
    struct async_future never;
    async_future_init(&never, "never");
    return async_await(&never, NULL);
}
