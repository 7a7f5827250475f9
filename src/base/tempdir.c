/* Who lives in a directory holds a lock on it, which goes with the process, however that
 * ends. */
#include "base/tempdir.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"

enum {
    OPEN_AT_ONCE = 16, /* descriptors while a tree is removed */
    GRACE_S = 60 * 60, /* one that was just made may not be locked yet */
};

static int open_directory(const char *path)
{
    return open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

/* ---- What others have left ---- */

static int remove_one(const char *path, const struct stat *info, int kind, struct FTW *place)
{
    return remove(path);
}

static void remove_tree(const char *path)
{
    nftw(path, remove_one, OPEN_AT_ONCE, FTW_DEPTH | FTW_PHYS);
}

static bool is_abandoned(int lock)
{
    struct stat info;
    return fstat(lock, &info) == 0 && info.st_uid == geteuid() &&
           info.st_mtime < time(NULL) - GRACE_S && flock(lock, LOCK_EX | LOCK_NB) == 0;
}

static void remove_abandoned(const char *tmp, const char *name)
{
    char *path = path_join(tmp, name);
    int lock = open_directory(path);
    if (lock >= 0 && is_abandoned(lock))
        remove_tree(path);
    if (lock >= 0)
        close(lock);
    free(path);
}

static void remove_all_abandoned(const char *tmp, const char *prefix)
{
    DIR *all = opendir(tmp);
    for (struct dirent *entry; all && (entry = readdir(all));)
        if (strncmp(entry->d_name, prefix, strlen(prefix)) == 0)
            remove_abandoned(tmp, entry->d_name);
    if (all)
        closedir(all);
}

/* ---- Ours ---- */

/* Takes over the path, of which the end is filled in. */
static int make(char *path, struct tempdir *ret_dir, struct diag *diag)
{
    int lock = mkdtemp(path) ? open_directory(path) : -1;
    if (lock < 0) {
        diag_set(diag, path, 0, 0, "cannot make a directory to work in: %s", strerror(errno));
        free(path);
        return -1;
    }
    flock(lock, LOCK_EX | LOCK_NB);
    *ret_dir = (struct tempdir){ path, lock };
    return 0;
}

int tempdir_make(const char *name, struct tempdir *ret_dir, struct diag *diag)
{
    const char *usual = getenv("TMPDIR");
    const char *tmp = usual && *usual ? usual : "/tmp";
    struct buf prefix = { 0 }, path = { 0 };
    buf_addf(&prefix, "asynclearn-%s-", name);
    remove_all_abandoned(tmp, buf_str(&prefix));
    buf_addf(&path, "%s/%sXXXXXX", tmp, buf_str(&prefix));
    buf_finish(&prefix);
    return make(buf_take(&path), ret_dir, diag);
}

void tempdir_remove(struct tempdir *dir)
{
    remove_tree(dir->path);
    close(dir->lock);
    free(dir->path);
    *dir = (struct tempdir){ 0 };
}
