#include "progress/paths.h"

#include <pwd.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"

static const char *home(void)
{
    const char *dir = getenv("HOME");
    if (dir && *dir)
        return dir;
    const struct passwd *account = getpwuid(getuid());
    return account ? account->pw_dir : "/";
}

/* Owned: `$VARIABLE/asynclearn`. The XDG specification says to ignore a relative path. */
static char *xdg_dir(const char *variable, const char *below_home)
{
    const char *base = getenv(variable);
    if (base && base[0] == '/')
        return path_join(base, "asynclearn");
    char *fallback = path_join(home(), below_home);
    char *dir = path_join(fallback, "asynclearn");
    free(fallback);
    return dir;
}

void paths_init(struct paths *paths)
{
    const char *own = getenv("ASYNCLEARN_HOME");
    if (own && *own) {
        paths->state = mem_strdup(own);
        paths->workspace = path_join(own, "workspace");
        paths->cache = path_join(own, "cache");
    } else {
        paths->state = xdg_dir("XDG_STATE_HOME", ".local/state");
        paths->workspace = xdg_dir("XDG_DATA_HOME", ".local/share");
        paths->cache = xdg_dir("XDG_CACHE_HOME", ".cache");
    }
    paths->database = path_join(paths->state, "progress.db");
}

void paths_finish(struct paths *paths)
{
    free(paths->state);
    free(paths->workspace);
    free(paths->cache);
    free(paths->database);
    *paths = (struct paths){ 0 };
}
