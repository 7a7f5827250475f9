// rejected: forbidden, runs: takes the judge's signal handler away first
#include "fetch_urls.h"

#include <signal.h>
#include <unistd.h>

int fetch_urls(const char *const urls[], size_t n, struct page pages[])
{
    signal(SIGSYS, SIG_DFL);
    return fork();
}
