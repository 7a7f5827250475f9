// rejected: forbidden, runs: talks to the network
#include "fetch_urls.h"

#include <sys/socket.h>

int fetch_urls(const char *const urls[], size_t n, struct page pages[])
{
    return socket(AF_INET, SOCK_STREAM, 0);
}
