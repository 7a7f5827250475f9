#include "check.h"

#include "base/siphash.h"

/* The vectors of the paper: key 00 01 .. 0f, messages 00, 00 01, 00 01 02 .. */
static const uint64_t key[2] = { UINT64_C(0x0706050403020100), UINT64_C(0x0f0e0d0c0b0a0908) };
static const unsigned char message[15] = { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14 };

static uint64_t hash_of(size_t len_bytes)
{
    struct siphash hash;
    siphash_init(&hash, key);
    siphash_add(&hash, message, len_bytes);
    return siphash_value(&hash);
}

TEST(the_published_vectors_come_out)
{
    assert_true(hash_of(0) == UINT64_C(0x726fdb47dd0e0e31));
    assert_true(hash_of(1) == UINT64_C(0x74f839c593dc67fd));
    assert_true(hash_of(8) == UINT64_C(0x93f5f5799a932462));
    assert_true(hash_of(15) == UINT64_C(0xa129ca6149be45e5));
}

TEST(it_does_not_matter_in_which_pieces_the_bytes_come)
{
    struct siphash hash;
    siphash_init(&hash, key);
    siphash_add(&hash, message, 3);
    siphash_add(&hash, message + 3, 0);
    siphash_add(&hash, message + 3, 12);
    assert_true(siphash_value(&hash) == hash_of(15));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_published_vectors_come_out),
        cmocka_unit_test(it_does_not_matter_in_which_pieces_the_bytes_come),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
