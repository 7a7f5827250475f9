// rejected: output-limit, runs: writes a gigabyte past stdio
#include "fetch_urls.h"

#include <unistd.h>

int fetch_urls(const char *const urls[], size_t n, struct page pages[])
{
    static char block[1024 * 1024];
    for (int i = 0; i < 1024; i++) {
        if (write(STDOUT_FILENO, block, sizeof(block)) < 0)
            break;
    }
    return 0;
}
