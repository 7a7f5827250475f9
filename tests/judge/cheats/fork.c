// rejected: forbidden, runs: starts another process
#include "fetch_urls.h"

#include <unistd.h>

int fetch_urls(const char *const urls[], size_t n, struct page pages[])
{
    while (fork() >= 0)
        ;
    return 0;
}
