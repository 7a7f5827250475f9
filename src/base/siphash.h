/* SipHash-2-4 (Aumasson and Bernstein): a short keyed hash. Who does not know the key cannot
 * make bytes that fit a given hash. */
#ifndef BASE_SIPHASH_H
#define BASE_SIPHASH_H

#include <stddef.h>
#include <stdint.h>

struct siphash {
    uint64_t v[4];
    uint64_t tail;      /* bytes that do not fill a word yet, lowest first */
    uint64_t len_bytes; /* so far */
};

void siphash_init(struct siphash *hash, const uint64_t key[2]);
void siphash_add(struct siphash *hash, const void *bytes, size_t len_bytes);
/* The hash of all bytes added; more may be added afterwards. */
uint64_t siphash_value(const struct siphash *hash);

#endif
