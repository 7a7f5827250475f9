/* Places in the source, "dir/file.c:12". */
#ifndef RUNTIME_SITE_H
#define RUNTIME_SITE_H

#include <string.h>

/* Without the directories: how sentences name it. */
static inline const char *site_name(const char *site)
{
    const char *slash = strrchr(site, '/');
    return slash ? slash + 1 : site;
}

#endif
