/* Directories for temporary files. They go with us; what a killed process of ours has left is
 * removed by the next that makes one of the same name. */
#ifndef BASE_TEMPDIR_H
#define BASE_TEMPDIR_H

#include "base/diag.h"

struct tempdir {
    char *path; /* owned */
    int lock;   /* on the directory: somebody lives in it */
};

/* Makes a new empty directory, TMPDIR/asynclearn-NAME-..., which nobody else may look into.
 * Returns 0, or -1 with `diag` (full disk, no permission, no descriptor). */
int tempdir_make(const char *name, struct tempdir *ret_dir, struct diag *diag);

/* Removes it with everything in it. */
void tempdir_remove(struct tempdir *dir);

#endif
