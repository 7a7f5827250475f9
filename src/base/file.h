/* Whole files, read and replaced. */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/diag.h"

/* Appends the file's bytes to `text`. Returns 0, or -1 with `diag` saying why (missing, a
 * directory, unreadable, larger than 64 MiB). */
int file_read(const char *path, struct buf *text, struct diag *diag);

/* Replaces the file by these bytes: written beside it, synced, renamed over it, so that a kill
 * at any moment leaves the old or the new text. Returns 0, or -1 with `diag` (full disk, no
 * permission). */
int file_write(const char *path, const void *bytes, size_t len_bytes, struct diag *diag);

bool file_exists(const char *path);
/* mkdir -p. Returns 0, or -1 with `diag`. */
int file_make_dirs(const char *path, struct diag *diag);
/* Owned: "a/b". */
char *path_join(const char *dir, const char *name);
/* The folder that a file is in. Owned: "a" of "a/b", "." of "b", "/" of "/b". */
char *path_folder(const char *path);

#endif
