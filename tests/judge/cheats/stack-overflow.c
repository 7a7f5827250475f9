// rejected: crash, runs: recursion without end
#include "fetch_urls.h"

static int deeper(volatile int depth)
{
    volatile char room[512];
    room[0] = (char)depth;
    return deeper(depth + 1) + room[0];
}

int fetch_urls(const char *const urls[], size_t n, struct page pages[])
{
    return deeper(0);
}
