/* One line of a trace, read into its fields.
 *
 * A trace has a million lines of a few flat fields, and is read while somebody waits for it: so
 * this is a reader of its own, for this format only. Fields that the vocabulary does not know
 * are skipped, whatever they hold. */
#ifndef TRACE_FIELDS_H
#define TRACE_FIELDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "trace/strings.h"
#include "trace/words.h"

/* What outlives the line. */
struct fields_pool {
    struct strings strings; /* begins with the vocabulary: fields_pool_init() */
    struct buf texts;       /* of TEXT fields, each ended by a NUL; the first byte is a NUL */
    size_t text_limit;      /* bytes of texts to keep; what comes later reads as "" */
    bool has_lost_texts;    /* so it happened */
    uint32_t *ready;        /* of READY fields: the tasks' numbers, 0 for a callback */
    size_t ready_count, ready_cap;
    struct buf scratch; /* a string that has escapes */
};

struct fields {
    uint64_t present; /* a bit for each field of the vocabulary */
    /* NAME: the string's number. TEXT: where it begins in `texts`. READY: where it begins in
     * `ready`. MS: in microseconds. */
    int64_t values[WORD_FIELDS_END];
    uint32_t ready_count;
    bool has_more_ready; /* the queue was too long to list */
};

struct fields_fault {
    size_t offset; /* in the line, in bytes */
    const char *message;
};

enum { FIELDS_TEXT_LIMIT = 64 * 1024 * 1024 };

void fields_pool_init(struct fields_pool *pool);
void fields_pool_finish(struct fields_pool *pool);

/* Keeps a text; returns where it begins in `texts`, 0 if there is no room for it any more. */
size_t fields_pool_add_text(struct fields_pool *pool, const char *bytes, size_t len_bytes);

/* Returns 0, or -1 with the fault. `line` has no newline; nothing of it is kept. */
int fields_parse(struct fields *fields, struct fields_pool *pool, const char *line,
                 size_t len_bytes, struct fields_fault *ret_fault);

static inline bool fields_has(const struct fields *fields, enum trace_word field)
{
    return fields->present >> field & 1;
}

/* 0 when the record has no such field. */
static inline int64_t fields_get(const struct fields *fields, enum trace_word field)
{
    return fields_has(fields, field) ? fields->values[field] : 0;
}

#endif
