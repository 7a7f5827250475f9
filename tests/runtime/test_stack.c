/* What becomes of the guards below stacks on machines that do not offer the best ones. */
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "guards.h"
#include "stack.h"

#define STACK_BYTES ((size_t)16 * 1024)
#define N_STACKS    200

static struct stack_pool pool;
static struct stack *stacks[N_STACKS];

static void take_all(void)
{
    stack_pool_init(&pool, STACK_BYTES);
    for (size_t i = 0; i < N_STACKS; i++) {
        stacks[i] = stack_take(&pool);
        assert_non_null(stacks[i]);
        memset(stacks[i]->bottom, 'x', (size_t)(stacks[i]->top - stacks[i]->bottom));
    }
}

static void give_all_back(void)
{
    for (size_t i = 0; i < N_STACKS; i++)
        stack_give_back(&pool, stacks[i]);
    stack_pool_finish(&pool);
}

static size_t count_guarded(void)
{
    size_t n = 0;
    for (size_t i = 0; i < N_STACKS; i++)
        n += stacks[i]->has_guard;
    return n;
}

TEST(a_kernel_that_takes_guards_one_by_one_gets_them_so)
{
    kernel.has_guards = true;
    kernel.n_mmaps = 100;
    kernel.n_madvised = 0;
    take_all();
    assert_int_equal(pool.guard, STACK_GUARD_INSTALL);
    assert_int_equal(count_guarded(), N_STACKS);
    assert_in_range(kernel.n_madvised, N_STACKS, 2 * N_STACKS);
    give_all_back();
}

TEST(a_kernel_without_them_protects_pages)
{
    kernel.has_guards = false;
    kernel.n_mmaps = 100;
    kernel.mprotects = 1000;
    take_all();
    assert_int_equal(pool.guard, STACK_GUARD_MPROTECT);
    assert_int_equal(count_guarded(), N_STACKS);
    assert_ptr_equal(stack_of_guard(&pool, stacks[7]->bottom - 1), stacks[7]);
    assert_null(stack_of_guard(&pool, stacks[7]->bottom));
    give_all_back();
}

TEST(where_pages_cannot_be_protected_any_more_there_are_canaries)
{
    kernel.has_guards = false;
    kernel.n_mmaps = 100;
    kernel.mprotects = 100;
    take_all();
    assert_int_equal(pool.guard, STACK_GUARD_CANARY);
    assert_int_equal(count_guarded(), 100);
    give_all_back();
}

TEST(a_killed_canary_tells_that_a_stack_was_used_up)
{
    kernel.has_guards = false;
    kernel.n_mmaps = 100;
    kernel.mprotects = 0;
    take_all();
    assert_true(stack_is_intact(stacks[3]));
    stacks[3]->bottom[-1] = 'x';
    assert_false(stack_is_intact(stacks[3]));
    assert_true(stack_is_intact(stacks[4]));
    give_all_back();
}

TEST(without_address_space_there_is_no_stack)
{
    kernel.n_mmaps = 0;
    stack_pool_init(&pool, STACK_BYTES);
    assert_null(stack_take(&pool));
    kernel.n_mmaps = 1;
    struct stack *stack = stack_take(&pool);
    assert_non_null(stack);
    stack_give_back(&pool, stack);
    stack_pool_finish(&pool);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_kernel_that_takes_guards_one_by_one_gets_them_so),
        cmocka_unit_test(a_kernel_without_them_protects_pages),
        cmocka_unit_test(where_pages_cannot_be_protected_any_more_there_are_canaries),
        cmocka_unit_test(a_killed_canary_tells_that_a_stack_was_used_up),
        cmocka_unit_test(without_address_space_there_is_no_stack),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
