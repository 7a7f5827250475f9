/* Counts the memory that is allocated: what the learner's code leaves behind, and whether it
 * ever asked for more than there is. Under a sanitizer, or another C library than glibc, both
 * answers are always no. */
#ifndef JUDGE_HOST_MEMORY_H
#define JUDGE_HOST_MEMORY_H

#include <stdbool.h>
#include <stdint.h>

/* Where a refusal is written down: outlives a crash because the host shares it. */
void memory_begin(int64_t *shared_failed);
/* True under a sanitizer: it, not us, looks at memory. */
bool memory_is_sanitized(void);
/* Bytes allocated now. */
int64_t memory_live_bytes(void);

#endif
