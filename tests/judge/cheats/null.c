// rejected: crash, runs: follows a null pointer
#include "fetch_urls.h"

int fetch_urls(const char *const urls[], size_t n, struct page pages[])
{
    volatile int *volatile nothing = NULL;
    return *nothing;
}
