/* Progress as one JSON document: what `progress --json` shows, `export` writes and `import`
 * merges.
 *
 *     {"format":1, "position":"queues/queue", "position_at":"2025-01-31T10:00:00Z", "due":3,
 *      "exercises":[{"id", "started_at"?, "hints"}],
 *      "attempts":[{"id", "kind", "verdict", "score", "at", "uuid", "seconds",
 *                   "remembered"?, "self_marked"?: true, "detail"?}]}
 *
 * Merging is a union: every answer has a uuid, of two positions the newer one stays, of hints
 * the greater number. So the order of imports does not matter, and a second one changes
 * nothing. */
#ifndef PROGRESS_DOCUMENT_H
#define PROGRESS_DOCUMENT_H

#include <cjson/cJSON.h>

#include "progress/store.h"

enum { DOCUMENT_FORMAT = 1 };

/* Everything about `id` and what is below it; NULL: everything, and the position. `now` decides
 * what is due. Returns an owned object to which the caller may add; or NULL with `diag`. */
cJSON *document_make(struct store *store, const char *id, int64_t now, struct diag *diag);
/* The same as an indented text for a file. Returns 0, or -1 with `diag`. */
int document_write(struct store *store, const char *id, int64_t now, struct buf *ret_text,
                   struct diag *diag);

struct document_merged {
    size_t added; /* answers */
    size_t known; /* answers that were here already */
};

enum {
    DOCUMENT_FAULTY = -1,     /* unreadable, not such a document, of a newer format */
    DOCUMENT_NOT_STORED = -2, /* the store failed: a full disk */
};

/* Merges a file, all of it or, after a fault, nothing. Unknown members are ignored. Returns 0,
 * or one of the above with `diag`. */
int document_merge(struct store *store, const char *file, int64_t now,
                   struct document_merged *ret_merged, struct diag *diag);

#endif
