// rejected: crash, runs: a signal that comes from itself has nothing to do with the time it took
#include "fetch_urls.h"

#include <signal.h>

int fetch_urls(const char *const urls[], size_t n, struct page pages[])
{
    raise(SIGKILL);
    return 0;
}
