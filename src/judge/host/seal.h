/* The seal under a trace: a keyed hash of every byte that the runtime and the host wrote into
 * it. Bytes that anybody else puts there break it, and a trace that ends without it was cut
 * short. */
#ifndef JUDGE_HOST_SEAL_H
#define JUDGE_HOST_SEAL_H

#include <stdint.h>

void seal_begin(const uint64_t key[2]);

/* Adds a note of the host's own at the end, when the loop is gone. */
void seal_note(const char *what, int64_t value);

void seal_close(void);

#endif
