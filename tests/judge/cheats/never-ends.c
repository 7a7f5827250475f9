// rejected: blocked, runs: awaits for ever
#include "fetch_urls.h"

int fetch_urls(const char *const urls[], size_t n, struct page pages[])
{
    int err = 0;
    while (!err)
        err = async_sleep(0);
    return err;
}
