// rejected: compile-error, compiles: does not compile
#include "fetch_urls.h"

int fetch_urls(const char *const urls[], size_t n, struct page pages[])
{
    return fetch_all(urls, n, pages);
}
