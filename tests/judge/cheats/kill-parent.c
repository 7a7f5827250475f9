// rejected: forbidden, runs: attacks the process that watches it
#include "fetch_urls.h"

#include <signal.h>
#include <unistd.h>

int fetch_urls(const char *const urls[], size_t n, struct page pages[])
{
    return kill(getppid(), SIGKILL);
}
