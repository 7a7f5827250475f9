/* as_completed: in the order in which they get done. */
#include "harness.h"

static struct async_task *workers[3];
static int64_t limit_ms;
static size_t wanted; /* how many are asked for */

static int init(void **state)
{
    limit_ms = ASYNC_NO_TIMEOUT;
    wanted = 3;
    return begin(state);
}

static int answer_after(void *text)
{
    int err = async_sleep((int64_t)strlen(text));
    return err ? err : async_return(text);
}

static int iterate(void *arg)
{
    struct async_as_completed *it = async_as_completed(workers, 3, limit_ms);
    int err = 0;
    for (size_t i = 0; i < wanted && !err; i++) {
        struct async_future *future;
        void *text = NULL;
        err = async_as_completed_next(it, &future);
        if (!err)
            err = async_future_result(future, &text);
        if (!err)
            say(text);
    }
    async_as_completed_destroy(it);
    return err;
}

static struct async_task *spawn_all(void)
{
    struct async_task *it = spawn("it", iterate, NULL);
    workers[0] = spawn("a", answer_after, "three");
    workers[1] = spawn("b", answer_after, "a");
    workers[2] = spawn("c", answer_after, "to");
    return it;
}

#define THEY_START                    \
    "[   0] it waits: as_completed\n" \
    "[   0] a waits: sleep\n"         \
    "[   0] b waits: sleep\n"         \
    "[   0] c waits: sleep\n"

TEST(they_come_as_they_are_done)
{
    spawn_all();
    expect_trace(THEY_START "[   1] b done\n"
                            "[   1] it: a\n"
                            "[   1] it waits: as_completed\n"
                            "[   2] c done\n"
                            "[   2] it: to\n"
                            "[   2] it waits: as_completed\n"
                            "[   5] a done\n"
                            "[   5] it: three\n"
                            "[   5] it done\n");
}

TEST(time_may_run_out)
{
    limit_ms = 3;
    spawn_all();
    expect_trace(THEY_START "[   1] b done\n"
                            "[   1] it: a\n"
                            "[   1] it waits: as_completed\n"
                            "[   2] c done\n"
                            "[   2] it: to\n"
                            "[   2] it waits: as_completed\n"
                            "[   3] it failed: TimeoutError\n"
                            "[   5] a done\n");
}

TEST(cancelling_it_cancels_nobody_else)
{
    cancel_at_ms(spawn_all(), 3);
    expect_trace(THEY_START "[   1] b done\n"
                            "[   1] it: a\n"
                            "[   1] it waits: as_completed\n"
                            "[   2] c done\n"
                            "[   2] it: to\n"
                            "[   2] it waits: as_completed\n"
                            "[   3] it cancelled\n"
                            "[   5] a done\n");
}

TEST(leaving_early_is_fine)
{
    wanted = 1;
    limit_ms = 100;
    spawn_all();
    expect_trace(THEY_START "[   1] b done\n"
                            "[   1] it: a\n"
                            "[   1] it done\n"
                            "[   2] c done\n"
                            "[   5] a done\n");
}

TEST(there_are_no_more_than_there_are)
{
    wanted = 4;
    spawn_all();
    assert_int_equal(run_tasks(), 0);
    struct async_future *it = async_task_future(bench.tasks[0]);
    assert_int_equal(async_future_result(it, NULL), ASYNC_EVALUE);
}

static struct async_as_completed *shared;

/* Two tasks do so, which is once more than there are. */
static int ask_twice(void *arg)
{
    for (int i = 0; i < 2; i++) {
        struct async_future *future;
        void *text;
        int err = async_as_completed_next(shared, &future);
        if (!err)
            err = async_future_result(future, &text);
        if (err)
            return err;
        say(text);
    }
    return 0;
}

static int share(void *arg)
{
    shared = async_as_completed(workers, 3, ASYNC_NO_TIMEOUT);
    spawn("x", ask_twice, NULL);
    spawn("y", ask_twice, NULL);
    int err = async_sleep(10);
    async_as_completed_destroy(shared);
    return err;
}

static void spawn_shared(void)
{
    workers[0] = spawn("a", answer_after, "three");
    workers[1] = spawn("b", answer_after, "a");
    workers[2] = spawn("c", answer_after, "to");
    spawn("it", share, NULL);
}

TEST(tasks_that_share_it_get_one_each)
{
    spawn_shared();
    expect_trace("[   0] a waits: sleep\n"
                 "[   0] b waits: sleep\n"
                 "[   0] c waits: sleep\n"
                 "[   0] it waits: sleep\n"
                 "[   0] x waits: as_completed\n"
                 "[   0] y waits: as_completed\n"
                 "[   1] b done\n"
                 "[   1] x: a\n"
                 "[   1] x waits: as_completed\n"
                 "[   2] c done\n"
                 "[   2] y: to\n"
                 "[   2] y failed: ValueError\n"
                 "[   5] a done\n"
                 "[   5] x: three\n"
                 "[   5] x done\n"
                 "[  10] it done\n");
}

static void cancel_x(struct async_future *future, void *arg)
{
    async_task_cancel(bench.tasks[5], NULL);
}

/* Right behind the callback that wakes x. */
static int cancel_x_when_b_is_done(void *arg)
{
    static struct async_callback done;
    async_future_add_done_callback(async_task_future(workers[1]), &done, cancel_x, NULL);
    return 0;
}

TEST(cancelled_after_the_wake_lets_the_other_one_have_it)
{
    spawn_shared();
    spawn("k", cancel_x_when_b_is_done, NULL);
    expect_trace("[   0] a waits: sleep\n"
                 "[   0] b waits: sleep\n"
                 "[   0] c waits: sleep\n"
                 "[   0] it waits: sleep\n"
                 "[   0] k done\n"
                 "[   0] x waits: as_completed\n"
                 "[   0] y waits: as_completed\n"
                 "[   1] b done\n"
                 "[   1] x cancelled\n"
                 "[   1] y: a\n"
                 "[   1] y waits: as_completed\n"
                 "[   2] c done\n"
                 "[   2] y: to\n"
                 "[   2] y done\n"
                 "[   5] a done\n"
                 "[  10] it done\n");
}

#define IT_CASE(sentence) cmocka_unit_test_setup_teardown(sentence, init, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IT_CASE(they_come_as_they_are_done),
        IT_CASE(time_may_run_out),
        IT_CASE(cancelling_it_cancels_nobody_else),
        IT_CASE(leaving_early_is_fine),
        IT_CASE(there_are_no_more_than_there_are),
        IT_CASE(tasks_that_share_it_get_one_each),
        IT_CASE(cancelled_after_the_wake_lets_the_other_one_have_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
