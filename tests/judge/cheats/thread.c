// rejected: forbidden, runs: starts a thread
#include "fetch_urls.h"

#include <pthread.h>

static void *idle(void *arg)
{
    return arg;
}

int fetch_urls(const char *const urls[], size_t n, struct page pages[])
{
    pthread_t thread;
    return pthread_create(&thread, NULL, idle, NULL);
}
