/* Memory that is freed all at once: everything parsed from one course lives in one arena. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

struct arena {
    struct arena_block *blocks; /* newest first */
};

void *arena_alloc(struct arena *arena, size_t size_bytes); /* zeroed, aligned; never NULL */
char *arena_strdup(struct arena *arena, const char *text);
char *arena_strndup(struct arena *arena, const char *text, size_t len_bytes);
__attribute__((format(printf, 2, 3))) char *arena_printf(struct arena *arena,
                                                         const char *format, ...);
void arena_finish(struct arena *arena);

#endif
