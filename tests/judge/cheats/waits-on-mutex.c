// rejected: blocked, runs: locks a mutex twice
#include "fetch_urls.h"

#include <pthread.h>

int fetch_urls(const char *const urls[], size_t n, struct page pages[])
{
    pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
    pthread_mutex_lock(&mutex);
    return pthread_mutex_lock(&mutex);
}
