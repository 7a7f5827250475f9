#include "base/siphash.h"

static uint64_t rotate(uint64_t x, int bits)
{
    return x << bits | x >> (64 - bits);
}

static void rounds(uint64_t v[4], int n)
{
    while (n--) {
        v[0] += v[1];
        v[2] += v[3];
        v[1] = rotate(v[1], 13) ^ v[0];
        v[3] = rotate(v[3], 16) ^ v[2];
        v[0] = rotate(v[0], 32);
        v[2] += v[1];
        v[0] += v[3];
        v[1] = rotate(v[1], 17) ^ v[2];
        v[3] = rotate(v[3], 21) ^ v[0];
        v[2] = rotate(v[2], 32);
    }
}

static void add_word(uint64_t v[4], uint64_t word)
{
    v[3] ^= word;
    rounds(v, 2);
    v[0] ^= word;
}

void siphash_init(struct siphash *hash, const uint64_t key[2])
{
    *hash = (struct siphash){
        .v = {
            key[0] ^ UINT64_C(0x736f6d6570736575),
            key[1] ^ UINT64_C(0x646f72616e646f6d),
            key[0] ^ UINT64_C(0x6c7967656e657261),
            key[1] ^ UINT64_C(0x7465646279746573),
        },
    };
}

void siphash_add(struct siphash *hash, const void *bytes, size_t len_bytes)
{
    const unsigned char *at = bytes;
    for (size_t i = 0; i < len_bytes; i++) {
        hash->tail |= (uint64_t)at[i] << 8 * (hash->len_bytes++ % 8);
        if (hash->len_bytes % 8 == 0) {
            add_word(hash->v, hash->tail);
            hash->tail = 0;
        }
    }
}

uint64_t siphash_value(const struct siphash *hash)
{
    uint64_t v[4] = { hash->v[0], hash->v[1], hash->v[2], hash->v[3] };
    add_word(v, hash->tail | hash->len_bytes << 56);
    v[2] ^= 0xff;
    rounds(v, 4);
    return v[0] ^ v[1] ^ v[2] ^ v[3];
}
