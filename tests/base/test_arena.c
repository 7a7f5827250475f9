#include "check.h"

#include <stdalign.h>

#include "base/arena.h"

TEST(memory_is_zeroed_and_aligned)
{
    struct arena arena = { 0 };
    for (size_t size = 1; size < 100; size++) {
        char *memory = arena_alloc(&arena, size);
        assert_int_equal((uintptr_t)memory % alignof(max_align_t), 0);
        for (size_t i = 0; i < size; i++)
            assert_int_equal(memory[i], 0);
        memory[size - 1] = 'x';
    }
    arena_finish(&arena);
}

TEST(a_piece_larger_than_a_block_fits)
{
    struct arena arena = { 0 };
    char *small = arena_strdup(&arena, "small");
    char *large = arena_alloc(&arena, 1000 * 1000);
    large[1000 * 1000 - 1] = 'x';
    assert_string_equal(small, "small");
    arena_finish(&arena);
}

TEST(texts_are_copied)
{
    struct arena arena = { 0 };
    assert_string_equal(arena_strdup(&arena, "whole"), "whole");
    assert_string_equal(arena_strndup(&arena, "partial", 4), "part");
    assert_string_equal(arena_printf(&arena, "%s-%d", "step", 7), "step-7");
    arena_finish(&arena);
}

TEST(a_finished_arena_can_be_used_again)
{
    struct arena arena = { 0 };
    arena_strdup(&arena, "one");
    arena_finish(&arena);
    assert_string_equal(arena_strdup(&arena, "two"), "two");
    arena_finish(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(memory_is_zeroed_and_aligned),
        cmocka_unit_test(a_piece_larger_than_a_block_fits),
        cmocka_unit_test(texts_are_copied),
        cmocka_unit_test(a_finished_arena_can_be_used_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
