/* Barriers: nobody goes on until all have come. */
#include "harness.h"

static struct async_barrier barrier;

static int init(void **state)
{
    assert_int_equal(async_barrier_init(&barrier, 2), 0);
    return begin(state);
}

static int finish(void **state)
{
    end(state);
    async_barrier_finish(&barrier);
    return 0;
}

static int meet(void *arg)
{
    size_t index;
    int err = async_barrier_wait(&barrier, &index);
    if (!err)
        say(index ? "second" : "first");
    return err;
}

static int come_at_10ms(void *arg)
{
    int err = async_sleep(10);
    return err ? err : meet(NULL);
}

TEST(all_go_on_when_the_last_has_come)
{
    spawn("a", meet, NULL);
    spawn("b", come_at_10ms, NULL);
    expect_trace("[   0] a waits: barrier\n"
                 "[   0] b waits: sleep\n"
                 "[  10] b: second\n"
                 "[  10] b done\n"
                 "[  10] a: first\n"
                 "[  10] a done\n");
}

TEST(it_fills_again_for_those_who_come_too_many)
{
    spawn("a", meet, NULL);
    spawn("b", meet, NULL);
    spawn("c", meet, NULL);
    spawn("d", come_at_10ms, NULL);
    expect_trace("[   0] a waits: barrier\n"
                 "[   0] b: second\n"
                 "[   0] b done\n"
                 "[   0] c waits: barrier\n"
                 "[   0] d waits: sleep\n"
                 "[   0] a: first\n"
                 "[   0] a done\n"
                 "[   0] c waits: barrier\n"
                 "[  10] d: second\n"
                 "[  10] d done\n"
                 "[  10] c: first\n"
                 "[  10] c done\n");
}

TEST(cancelled_waiter_is_not_counted)
{
    cancel_at_ms(spawn("a", meet, NULL), 5);
    spawn("b", come_at_10ms, NULL);
    expect_trace("[   0] a waits: barrier\n"
                 "[   0] b waits: sleep\n"
                 "[   5] a cancelled\n"
                 "[  10] b waits: barrier\n"
                 "[  10] warning: deadlock\n"
                 "[  10] warning: pending\n");
    assert_int_equal(async_barrier_n_waiting(&barrier), 1);
}

static int meet_5ms(void *arg)
{
    struct async_timeout scope;
    int err = async_timeout_enter(&scope, 5);
    return err ? err : async_timeout_exit(&scope, meet(NULL));
}

TEST(waiting_can_time_out)
{
    spawn("a", meet_5ms, NULL);
    expect_trace("[   0] a waits: barrier\n"
                 "[   5] a failed: TimeoutError\n");
}

static int reset_at_10ms(void *arg)
{
    int err = async_sleep(10);
    return err ? err : async_barrier_reset(&barrier);
}

TEST(reset_sends_the_waiters_away)
{
    spawn("a", meet, NULL);
    spawn("r", reset_at_10ms, NULL);
    expect_trace("[   0] a waits: barrier\n"
                 "[   0] r waits: sleep\n"
                 "[  10] r done\n"
                 "[  10] a failed: BrokenBarrierError\n");
    assert_false(async_barrier_is_broken(&barrier));
}

static int abort_at_10ms(void *arg)
{
    int err = async_sleep(10);
    if (!err)
        err = async_barrier_abort(&barrier);
    return err ? err : meet(NULL);
}

TEST(broken_one_refuses_everybody)
{
    spawn("a", meet, NULL);
    spawn("b", abort_at_10ms, NULL);
    expect_trace("[   0] a waits: barrier\n"
                 "[   0] b waits: sleep\n"
                 "[  10] b failed: BrokenBarrierError\n"
                 "[  10] a failed: BrokenBarrierError\n");
    assert_true(async_barrier_is_broken(&barrier));
}

TEST(it_needs_at_least_one_party)
{
    struct async_barrier none;
    assert_int_equal(async_barrier_init(&none, 0), ASYNC_EVALUE);
}

#define BARRIER_CASE(sentence) cmocka_unit_test_setup_teardown(sentence, init, finish)

int main(void)
{
    const struct CMUnitTest tests[] = {
        BARRIER_CASE(all_go_on_when_the_last_has_come),
        BARRIER_CASE(it_fills_again_for_those_who_come_too_many),
        BARRIER_CASE(cancelled_waiter_is_not_counted),
        BARRIER_CASE(waiting_can_time_out),
        BARRIER_CASE(reset_sends_the_waiters_away),
        BARRIER_CASE(broken_one_refuses_everybody),
        BARRIER_CASE(it_needs_at_least_one_party),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
