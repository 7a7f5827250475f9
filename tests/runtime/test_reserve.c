/* The memory that is set aside for libev: there when no other is to be had. */
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "fault_memory.h"
#include "reserve.h"

TEST(arrays_grow_when_memory_has_run_out)
{
    struct reserve reserve = { 0 };
    char *arrays[RESERVE_BLOCKS];
    assert_true(reserve_fill(&reserve, 0));
    fault_arm(0, true);
    for (size_t i = 0; i < RESERVE_BLOCKS; i++) {
        arrays[i] = reserve_realloc(&reserve, NULL, 16);
        assert_non_null(arrays[i]);
        memcpy(arrays[i], "kept", 5);
        arrays[i] = reserve_realloc(&reserve, arrays[i], 4096);
        assert_non_null(arrays[i]);
        assert_string_equal(arrays[i], "kept");
    }
    assert_null(reserve_realloc(&reserve, NULL, 16));
    assert_true(fault_disarm());
    for (size_t i = 0; i < RESERVE_BLOCKS; i++)
        free(arrays[i]);
    reserve_finish(&reserve);
}

TEST(an_array_of_ordinary_memory_moves_to_the_reserve)
{
    struct reserve reserve = { 0 };
    char *array = reserve_realloc(&reserve, NULL, 16);
    memcpy(array, "kept", 5);
    assert_true(reserve_fill(&reserve, 1000));
    fault_arm(0, true);
    array = reserve_realloc(&reserve, array, 64000);
    assert_true(fault_disarm());
    assert_non_null(array);
    assert_string_equal(array, "kept");
    free(array);
    reserve_finish(&reserve);
}

TEST(what_was_taken_or_is_too_small_is_set_aside_anew_or_is_an_error)
{
    struct reserve reserve = { 0 };
    fault_arm(3, true);
    assert_false(reserve_fill(&reserve, 0));
    assert_true(fault_disarm());
    assert_true(reserve_fill(&reserve, 0));
    fault_arm(0, true);
    assert_true(reserve_fill(&reserve, 1));
    assert_false(reserve_fill(&reserve, 1000));
    free(reserve_realloc(&reserve, NULL, 16));
    assert_false(reserve_fill(&reserve, 0));
    assert_true(fault_disarm());
    assert_true(reserve_fill(&reserve, 0));
    reserve_finish(&reserve);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(arrays_grow_when_memory_has_run_out),
        cmocka_unit_test(an_array_of_ordinary_memory_moves_to_the_reserve),
        cmocka_unit_test(what_was_taken_or_is_too_small_is_set_aside_anew_or_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
