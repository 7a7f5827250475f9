/* Starting over. */
#ifndef PROGRESS_RESET_H
#define PROGRESS_RESET_H

#include "progress/store.h"

/* Forgets all answers about `id` and what is below it, or everything for NULL; first writes
 * them to a new document beside the database, and document_merge() of that brings them back.
 *
 * Returns 0 with the number of answers forgotten and, owned, the path of that document; NULL if
 * there was nothing to forget. Or -1 with `diag`, and nothing is forgotten. */
int reset_progress(struct store *store, const char *id, int64_t now, size_t *ret_count,
                   char **ret_backup, struct diag *diag);

#endif
