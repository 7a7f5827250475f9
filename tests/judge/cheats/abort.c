// rejected: crash, runs: a failed assertion
#include "fetch_urls.h"

#include <assert.h>

int fetch_urls(const char *const urls[], size_t n, struct page pages[])
{
    assert(n > 100);
    return 0;
}
