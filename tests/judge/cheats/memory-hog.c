// rejected: memory-limit, runs: takes all memory there is
#include "fetch_urls.h"

#include <stdlib.h>

int fetch_urls(const char *const urls[], size_t n, struct page pages[])
{
    while (malloc(1024 * 1024))
        ;
    return ASYNC_ENOMEM;
}
