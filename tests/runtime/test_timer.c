/* The order of timers, against a plain search for the earliest: whatever comes and goes, and
 * in whatever order. */
#include <string.h>

#include "check.h"
#include "fault_memory.h"
#include "timer.h"

#define N_HANDLES 600
#define N_STEPS   20000

static struct {
    struct timers timers;
    struct async_handle handles[N_HANDLES];
    uint64_t sequence;
    int64_t now_ns;
    uint64_t random;
} scene;

static uint32_t random_below(uint32_t limit)
{
    scene.random = scene.random * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(scene.random >> 33) % limit;
}

static bool is_earlier(const struct async_handle *a, const struct async_handle *b)
{
    if (a->deadline_ns != b->deadline_ns)
        return a->deadline_ns < b->deadline_ns;
    return a->sequence < b->sequence;
}

/* NULL if there is none. */
static struct async_handle *find_earliest(void)
{
    struct async_handle *earliest = NULL;
    for (struct async_handle *at = scene.handles; at < scene.handles + N_HANDLES; at++)
        if (at->timer_place && (!earliest || is_earlier(at, earliest)))
            earliest = at;
    return earliest;
}

static void check_first(void)
{
    const struct async_handle *earliest = find_earliest();
    assert_int_equal(scene.timers.first_ns, earliest ? earliest->deadline_ns : TIMER_NEVER);
}

static void add(struct async_handle *handle, int64_t delay_ns)
{
    handle->deadline_ns = scene.now_ns + delay_ns;
    handle->sequence = ++scene.sequence;
    assert_int_equal(timers_add(&scene.timers, handle), 0);
}

static void pop(void)
{
    struct async_handle *earliest = find_earliest();
    if (!earliest)
        return;
    assert_ptr_equal(timers_pop(&scene.timers), earliest);
    assert_int_equal(earliest->timer_place, 0);
}

static void begin(uint64_t seed)
{
    memset(&scene, 0, sizeof(scene));
    scene.random = seed;
    timers_init(&scene.timers);
}

static void pop_all(void)
{
    while (find_earliest())
        pop();
    check_first();
    timers_finish(&scene.timers);
}

/* Adds, removes and pops at random; one in `one_in` delays is another than the rest. */
static void live_at_random(uint64_t seed, uint32_t one_in)
{
    begin(seed);
    for (int i = 0; i < N_STEPS; i++) {
        struct async_handle *handle = &scene.handles[random_below(N_HANDLES)];
        scene.now_ns += random_below(2);
        if (!handle->timer_place)
            add(handle, random_below(one_in) ? 1000 : random_below(2000));
        else if (random_below(2))
            timers_remove(&scene.timers, handle);
        else
            pop();
        check_first();
    }
    pop_all();
}

TEST(timers_of_one_delay_come_out_in_order)
{
    live_at_random(1, N_STEPS);
}

TEST(timers_of_mixed_delays_come_out_in_order)
{
    live_at_random(2, 10);
    live_at_random(3, 2);
}

TEST(timers_of_any_delay_come_out_in_order)
{
    live_at_random(4, 1);
}

/* Two stay at the ends, so that what lies between them cannot go. */
TEST(many_that_come_and_go_between_two_that_stay_take_no_room)
{
    begin(0);
    add(&scene.handles[0], 0);
    for (int i = 0; i < N_STEPS; i++) {
        add(&scene.handles[1 + i % 2], i);
        if (i)
            timers_remove(&scene.timers, &scene.handles[1 + (i + 1) % 2]);
    }
    assert_in_range(scene.timers.line.cap, 1, 64);
    pop_all();
}

TEST(places_may_wrap_around)
{
    begin(0);
    scene.timers.line.first = scene.timers.line.end = UINT32_MAX - 5;
    for (int i = 0; i < N_HANDLES; i++)
        add(&scene.handles[i], i);
    pop_all();
}

TEST(a_promised_place_is_there_when_memory_is_not)
{
    begin(0);
    for (int i = 0; i < 100; i++)
        assert_int_equal(timers_reserve(&scene.timers), 0);
    fault_arm(0, true);
    for (int i = 0; i < 100; i++) {
        timers_unreserve(&scene.timers);
        add(&scene.handles[i], i);
    }
    assert_true(fault_disarm());
    pop_all();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(timers_of_one_delay_come_out_in_order),
        cmocka_unit_test(timers_of_mixed_delays_come_out_in_order),
        cmocka_unit_test(timers_of_any_delay_come_out_in_order),
        cmocka_unit_test(many_that_come_and_go_between_two_that_stay_take_no_room),
        cmocka_unit_test(places_may_wrap_around),
        cmocka_unit_test(a_promised_place_is_there_when_memory_is_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
