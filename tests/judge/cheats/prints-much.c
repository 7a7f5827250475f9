// rejected: output-limit, runs: prints a gigabyte
#include "fetch_urls.h"

#include <stdio.h>

int fetch_urls(const char *const urls[], size_t n, struct page pages[])
{
    static char line[1024 * 1024];
    for (size_t i = 0; i < sizeof(line); i++)
        line[i] = 'x';
    for (int i = 0; i < 1024; i++)
        fwrite(line, 1, sizeof(line), stdout);
    return 0;
}
