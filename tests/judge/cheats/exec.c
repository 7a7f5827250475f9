// rejected: forbidden, runs: becomes another program
#include "fetch_urls.h"

#include <unistd.h>

int fetch_urls(const char *const urls[], size_t n, struct page pages[])
{
    return execl("/bin/true", "true", (char *)NULL);
}
