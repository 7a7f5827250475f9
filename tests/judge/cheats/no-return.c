// rejected: compile-error, compiles: returns nothing, and would be lucky
#include "fetch_urls.h"

int fetch_urls(const char *const urls[], size_t n, struct page pages[])
{
    for (size_t i = 0; i < n; i++)
        pages[i].err = fetch(urls[i], &pages[i].body);
}
