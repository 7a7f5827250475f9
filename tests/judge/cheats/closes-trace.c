// rejected: forbidden, runs: closes every descriptor there may be, the trace's among them
#include "fetch_urls.h"

#include <unistd.h>

int fetch_urls(const char *const urls[], size_t n, struct page pages[])
{
    for (int fd = 0; fd < 64; fd++)
        close(fd);
    return 0;
}
