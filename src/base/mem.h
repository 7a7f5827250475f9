/* Memory for the program (not for the runtime, which reports ASYNC_ENOMEM instead).
 *
 * A teaching program that runs out of memory has nothing better to do than to say so and leave:
 * these never return NULL. On failure they print one sentence to stderr and exit with 3; exit
 * handlers restore the terminal. */
#ifndef BASE_MEM_H
#define BASE_MEM_H

#include <stddef.h>

void *mem_alloc(size_t size_bytes);                    /* zeroed; free() it */
void *mem_realloc(void *old, size_t size_bytes);       /* as realloc */
char *mem_strdup(const char *text);                    /* owned copy */
char *mem_strndup(const char *text, size_t len_bytes); /* owned copy of at most len bytes */
void *mem_grow(void *items, size_t *cap, size_t need, size_t item_bytes); /* array of >= need */

#endif
