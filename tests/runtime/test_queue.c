/* Queues: three orders, waiting for room and for items, joining, shutting down. */
#include "harness.h"

static struct async_queue queue;
static struct async_task *victim;

static int init(void **state)
{
    assert_int_equal(async_queue_init(&queue, 1), 0);
    return begin(state);
}

static int finish(void **state)
{
    end(state);
    async_queue_finish(&queue);
    return 0;
}

/* Items are texts. */
static int put(void *item)
{
    return async_queue_put(&queue, item);
}

static int get(void *arg)
{
    void *item;
    int err = async_queue_get(&queue, &item);
    if (!err)
        say(item);
    return err;
}

static int put_at_10ms(void *item)
{
    int err = async_sleep(10);
    return err ? err : put(item);
}

static int get_at_10ms(void *arg)
{
    int err = async_sleep(10);
    return err ? err : get(NULL);
}

TEST(items_pass_without_waiting_while_there_is_room)
{
    spawn("p", put, "egg");
    spawn("g", get, NULL);
    expect_trace("[   0] p done\n"
                 "[   0] g: egg\n"
                 "[   0] g done\n");
}

TEST(getters_wait_in_arrival_order)
{
    spawn("a", get, NULL);
    spawn("b", get, NULL);
    spawn("p", put_at_10ms, "egg");
    spawn("q", put_at_10ms, "ham");
    expect_trace("[   0] a waits: queue-get\n"
                 "[   0] b waits: queue-get\n"
                 "[   0] p waits: sleep\n"
                 "[   0] q waits: sleep\n"
                 "[  10] p done\n"
                 "[  10] q waits: queue-put\n"
                 "[  10] a: egg\n"
                 "[  10] a done\n"
                 "[  10] q done\n"
                 "[  10] b: ham\n"
                 "[  10] b done\n");
}

TEST(putters_wait_in_arrival_order)
{
    spawn("a", put, "egg");
    spawn("b", put, "ham");
    spawn("g", get_at_10ms, NULL);
    spawn("h", get_at_10ms, NULL);
    expect_trace("[   0] a done\n"
                 "[   0] b waits: queue-put\n"
                 "[   0] g waits: sleep\n"
                 "[   0] h waits: sleep\n"
                 "[  10] g: egg\n"
                 "[  10] g done\n"
                 "[  10] h waits: queue-get\n"
                 "[  10] b done\n"
                 "[  10] h: ham\n"
                 "[  10] h done\n");
}

TEST(cancelled_getter_leaves_the_line)
{
    cancel_at_ms(spawn("a", get, NULL), 5);
    spawn("b", get, NULL);
    spawn("p", put_at_10ms, "egg");
    expect_trace("[   0] a waits: queue-get\n"
                 "[   0] b waits: queue-get\n"
                 "[   0] p waits: sleep\n"
                 "[   5] a cancelled\n"
                 "[  10] p done\n"
                 "[  10] b: egg\n"
                 "[  10] b done\n");
}

static int put_and_cancel(void *item)
{
    int err = put_at_10ms(item);
    async_task_cancel(victim, NULL);
    return err;
}

TEST(getter_cancelled_after_the_wake_leaves_the_item_to_the_next)
{
    victim = spawn("a", get, NULL);
    spawn("b", get, NULL);
    spawn("p", put_and_cancel, "egg");
    expect_trace("[   0] a waits: queue-get\n"
                 "[   0] b waits: queue-get\n"
                 "[   0] p waits: sleep\n"
                 "[  10] p done\n"
                 "[  10] a cancelled\n"
                 "[  10] b: egg\n"
                 "[  10] b done\n");
}

TEST(cancelled_putter_puts_nothing)
{
    spawn("a", put, "egg");
    cancel_at_ms(spawn("b", put, "ham"), 5);
    expect_trace("[   0] a done\n"
                 "[   0] b waits: queue-put\n"
                 "[   5] b cancelled\n");
    assert_int_equal(async_queue_size(&queue), 1);
}

static int get_5ms(void *arg)
{
    struct async_timeout scope;
    int err = async_timeout_enter(&scope, 5);
    return err ? err : async_timeout_exit(&scope, get(NULL));
}

TEST(waiting_can_time_out)
{
    spawn("a", get_5ms, NULL);
    expect_trace("[   0] a waits: queue-get\n"
                 "[   5] a failed: TimeoutError\n");
}

TEST(nobody_puts_is_a_deadlock)
{
    spawn("a", get, NULL);
    expect_trace("[   0] a waits: queue-get\n"
                 "[   0] warning: deadlock\n"
                 "[   0] warning: pending\n");
}

static int work(void *arg)
{
    void *item;
    int err;
    while (!(err = async_queue_get(&queue, &item))) {
        err = async_sleep(10);
        if (err)
            return err;
        async_queue_task_done(&queue);
    }
    return err;
}

static int put_two_and_join(void *arg)
{
    int err = put("egg");
    if (!err)
        err = put("ham");
    if (!err)
        err = async_queue_join(&queue);
    say("joined");
    async_queue_shutdown(&queue, false);
    return err;
}

TEST(join_waits_until_every_item_is_reported)
{
    spawn("w", work, NULL);
    spawn("p", put_two_and_join, NULL);
    expect_trace("[   0] w waits: queue-get\n"
                 "[   0] p waits: queue-put\n"
                 "[   0] w waits: sleep\n"
                 "[   0] p waits: queue-join\n"
                 "[  10] w waits: sleep\n"
                 "[  20] w waits: queue-get\n"
                 "[  20] p: joined\n"
                 "[  20] p done\n"
                 "[  20] w failed: QueueShutDown\n");
    assert_int_equal(async_queue_task_done(&queue), ASYNC_EVALUE);
}

TEST(shutdown_lets_what_is_left_be_taken)
{
    void *item;
    assert_int_equal(async_queue_put_nowait(&queue, "egg"), 0);
    async_queue_shutdown(&queue, false);
    assert_int_equal(async_queue_put_nowait(&queue, "ham"), ASYNC_EQUEUESHUTDOWN);
    assert_int_equal(async_queue_get_nowait(&queue, &item), 0);
    assert_string_equal(item, "egg");
    assert_int_equal(async_queue_get_nowait(&queue, &item), ASYNC_EQUEUESHUTDOWN);
}

TEST(immediate_shutdown_drops_what_is_left)
{
    assert_int_equal(async_queue_put_nowait(&queue, "egg"), 0);
    async_queue_shutdown(&queue, true);
    assert_true(async_queue_is_empty(&queue));
    assert_int_equal(async_queue_task_done(&queue), ASYNC_EVALUE);
}

TEST(nowait_says_full_and_empty)
{
    void *item;
    assert_int_equal(async_queue_get_nowait(&queue, &item), ASYNC_EQUEUEEMPTY);
    assert_int_equal(async_queue_put_nowait(&queue, "egg"), 0);
    assert_true(async_queue_is_full(&queue));
    assert_int_equal(async_queue_put_nowait(&queue, "ham"), ASYNC_EQUEUEFULL);
}

static int compare_length(const void *a, const void *b)
{
    return (int)strlen(a) - (int)strlen(b);
}

static void expect_items(const char *expected)
{
    static char *const words[] = { "ccc", "a", "eeeee", "bb", "dddd" };
    char got[32] = "";
    for (size_t i = 0; i < 5; i++)
        assert_int_equal(async_queue_put_nowait(&queue, words[i]), 0);
    for (size_t i = 0; i < 5; i++) {
        void *item;
        assert_int_equal(async_queue_get_nowait(&queue, &item), 0);
        strncat(got, item, 1);
    }
    assert_string_equal(got, expected);
}

TEST(first_in_is_first_out)
{
    async_queue_finish(&queue);
    assert_int_equal(async_queue_init(&queue, 0), 0);
    expect_items("caebd");
}

TEST(last_in_is_first_out)
{
    async_queue_finish(&queue);
    assert_int_equal(async_lifo_queue_init(&queue, 5), 0);
    expect_items("dbeac");
}

TEST(smallest_is_first_out)
{
    async_queue_finish(&queue);
    assert_int_equal(async_priority_queue_init(&queue, 0, compare_length), 0);
    expect_items("abcde");
}

TEST(unbounded_ring_grows_with_its_items_in_order)
{
    async_queue_finish(&queue);
    assert_int_equal(async_queue_init(&queue, 0), 0);
    uintptr_t next_in = 0, next_out = 0;
    for (int round = 0; round < 100; round++) {
        for (int i = 0; i < 7; i++)
            assert_int_equal(async_queue_put_nowait(&queue, (void *)next_in++), 0);
        for (int i = 0; i < 3; i++) {
            void *item;
            assert_int_equal(async_queue_get_nowait(&queue, &item), 0);
            assert_int_equal((uintptr_t)item, next_out++);
        }
    }
    assert_int_equal(async_queue_size(&queue), 400);
}

#define QUEUE_CASE(sentence) cmocka_unit_test_setup_teardown(sentence, init, finish)

int main(void)
{
    const struct CMUnitTest tests[] = {
        QUEUE_CASE(items_pass_without_waiting_while_there_is_room),
        QUEUE_CASE(getters_wait_in_arrival_order),
        QUEUE_CASE(putters_wait_in_arrival_order),
        QUEUE_CASE(cancelled_getter_leaves_the_line),
        QUEUE_CASE(getter_cancelled_after_the_wake_leaves_the_item_to_the_next),
        QUEUE_CASE(cancelled_putter_puts_nothing),
        QUEUE_CASE(waiting_can_time_out),
        QUEUE_CASE(nobody_puts_is_a_deadlock),
        QUEUE_CASE(join_waits_until_every_item_is_reported),
        QUEUE_CASE(shutdown_lets_what_is_left_be_taken),
        QUEUE_CASE(immediate_shutdown_drops_what_is_left),
        QUEUE_CASE(nowait_says_full_and_empty),
        QUEUE_CASE(first_in_is_first_out),
        QUEUE_CASE(last_in_is_first_out),
        QUEUE_CASE(smallest_is_first_out),
        QUEUE_CASE(unbounded_ring_grows_with_its_items_in_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
