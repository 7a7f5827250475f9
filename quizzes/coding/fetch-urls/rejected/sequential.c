// rejected: slow, concurrent: one after the other
#include "fetch_urls.h"

int fetch_urls(const char *const urls[], size_t n, struct page pages[])
{
    for (size_t i = 0; i < n; i++) {
        pages[i].err = fetch(urls[i], &pages[i].body);
        if (pages[i].err == ASYNC_ECANCELED)
            return ASYNC_ECANCELED;
    }
    return 0;
}
