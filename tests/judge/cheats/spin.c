// rejected: blocked, runs: loops for ever without awaiting
#include "fetch_urls.h"

int fetch_urls(const char *const urls[], size_t n, struct page pages[])
{
    for (volatile int forever = 1; forever;)
        ;
    return 0;
}
