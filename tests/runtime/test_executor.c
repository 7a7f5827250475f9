/* Work in threads, on the virtual clock: every time and order is exact. */
#include <pthread.h>
#include <sched.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include <async.h>

#define VALUE(n) ((void *)(intptr_t)(n))

/* What happened, a line each; written from the loop only. */
static char said[1024];

__attribute__((format(printf, 1, 2))) static void say(const char *format, ...)
{
    size_t len = strlen(said);
    len += (size_t)snprintf(said + len, sizeof(said) - len, "[%4d] ", (int)async_time_ms());
    va_list args;
    va_start(args, format);
    len += (size_t)vsnprintf(said + len, sizeof(said) - len, format, args);
    va_end(args);
    snprintf(said + len, sizeof(said) - len, "\n");
}

static void run_virtual(async_fn *fn)
{
    const struct async_options options = { .clock = ASYNC_CLOCK_VIRTUAL };
    said[0] = '\0';
    assert_int_equal(async_run_with(&options, async_coro(fn, NULL), NULL), 0);
}

/* ---- Work ---- */

static int block_ms(void *arg, void **ret_result)
{
    async_block((int64_t)(intptr_t)arg);
    *ret_result = arg;
    return 0;
}

static int find_nothing(void *arg, void **ret_result)
{
    return -ENOENT;
}

static int count_up(void *arg, void **ret_result)
{
    ++*(int *)arg;
    return 0;
}

/* ---- Cases ---- */

static int heartbeat(void *arg)
{
    for (int beat = 1; beat <= 3; beat++) {
        int err = async_sleep(20);
        if (err)
            return err;
        say("beat %d", beat);
    }
    return 0;
}

static int await_thread_beside_heartbeat(void *arg)
{
    struct async_task *beat = async_create_task(async_coro(heartbeat, NULL));
    void *result = NULL;
    int err = async_to_thread(block_ms, VALUE(50), &result);
    say("thread: %d, result %d", err, (int)(intptr_t)result);
    err = async_await(beat, NULL);
    async_task_release(beat);
    return err;
}

static void the_loop_stays_alive_while_a_thread_works(void **state)
{
    run_virtual(await_thread_beside_heartbeat);
    assert_string_equal(said, "[  20] beat 1\n"
                              "[  40] beat 2\n"
                              "[  50] thread: 0, result 50\n"
                              "[  60] beat 3\n");
}

static int await_failure(void *arg)
{
    say("thread: %s", async_strerror(async_to_thread(find_nothing, NULL, NULL)));
    return 0;
}

static void an_error_crosses_the_thread(void **state)
{
    run_virtual(await_failure);
    assert_string_equal(said, "[   0] thread: No such file or directory\n");
}

static int find_no_page(void *arg, void **ret_result)
{
    return async_raise(ASYNC_EVALUE, "page %d does not exist", (int)(intptr_t)arg);
}

static int await_message(void *arg)
{
    int err = async_to_thread(find_no_page, VALUE(7), NULL);
    say("thread: %s: %s", async_error_name(err), async_error_message(err));
    return 0;
}

static void the_message_of_an_error_crosses_the_thread(void **state)
{
    run_virtual(await_message);
    assert_string_equal(said, "[   0] thread: ValueError: page 7 does not exist\n");
}

static int run_three_in_one_worker(void *arg)
{
    struct async_executor *one = async_executor_create(1);
    struct async_future *first = async_run_in_executor(one, block_ms, VALUE(30));
    struct async_future *second = async_run_in_executor(one, block_ms, VALUE(20));
    struct async_future *third = async_run_in_executor(one, block_ms, VALUE(10));
    int err = async_await(third, NULL);
    say("third is done, second %d, first %d", async_future_is_done(second),
        async_future_is_done(first));
    async_future_release(first);
    async_future_release(second);
    async_future_release(third);
    async_executor_destroy(one);
    return err;
}

static void one_worker_serves_in_the_order_of_arrival(void **state)
{
    run_virtual(run_three_in_one_worker);
    assert_string_equal(said, "[  60] third is done, second 1, first 1\n");
}

/* One job, so that a worker is idle; then two at once. */
static int run_one_and_two(struct async_executor *pool)
{
    struct async_future *early = async_run_in_executor(pool, block_ms, VALUE(5));
    int err = async_await(early, NULL);
    struct async_future *a = async_run_in_executor(pool, block_ms, VALUE(10));
    struct async_future *b = async_run_in_executor(pool, block_ms, VALUE(10));
    if (!err)
        err = async_await(a, NULL);
    if (!err)
        err = async_await(b, NULL);
    async_future_release(early);
    async_future_release(a);
    async_future_release(b);
    return err;
}

/* Often, because a worker may take long to become idle. */
static int run_pairs(void *arg)
{
    int err = 0;
    for (int i = 0; i < 100 && !err; i++) {
        struct async_executor *pool = async_executor_create(2);
        err = run_one_and_two(pool);
        async_executor_destroy(pool);
    }
    say("all are done");
    return err;
}

static void an_idle_worker_is_not_counted_on_twice(void **state)
{
    run_virtual(run_pairs);
    assert_string_equal(said, "[1500] all are done\n");
}

static int cancel_queued(void *arg)
{
    int n = 0;
    struct async_executor *one = async_executor_create(1);
    struct async_future *busy = async_run_in_executor(one, block_ms, VALUE(10));
    struct async_future *queued = async_run_in_executor(one, count_up, &n);
    say("cancel: %d", async_future_cancel(queued, NULL));
    int err = async_await(busy, NULL);
    say("queued: %s, ran %d times", async_strerror(async_await(queued, NULL)), n);
    async_future_release(busy);
    async_future_release(queued);
    async_executor_destroy(one);
    return err;
}

static void cancelled_work_that_has_not_begun_never_begins(void **state)
{
    run_virtual(cancel_queued);
    assert_string_equal(said, "[   0] cancel: 1\n"
                              "[  10] queued: cancelled, ran 0 times\n");
}

static int wait_for_thread(void *arg)
{
    return async_to_thread(block_ms, VALUE(100), NULL);
}

static int time_out_on_running(void *arg)
{
    say("%s", async_strerror(async_wait_for(async_coro(wait_for_thread, NULL), 30, NULL)));
    return async_sleep(100);
}

static void work_that_has_begun_ends_unnoticed_after_a_timeout(void **state)
{
    run_virtual(time_out_on_running);
    assert_string_equal(said, "[  30] timed out\n");
}

static int leave_while_working(void *arg)
{
    struct async_future *future = async_run_in_executor(NULL, block_ms, VALUE(1000));
    int err = async_sleep(1);
    async_future_release(future);
    return err;
}

static void a_loop_that_ends_waits_for_its_threads(void **state)
{
    run_virtual(leave_while_working);
}

static int leave_in_pool(void *pool)
{
    for (int i = 0; i < 3; i++)
        async_future_release(async_run_in_executor(pool, block_ms, VALUE(1000)));
    return async_sleep(1);
}

static void a_pool_outlives_the_loops_that_leave_it_at_work(void **state)
{
    const struct async_options options = { .clock = ASYNC_CLOCK_VIRTUAL };
    struct async_executor *pool = async_executor_create(2);
    for (int i = 0; i < 2; i++)
        assert_int_equal(async_run_with(&options, async_coro(leave_in_pool, pool), NULL), 0);
    async_executor_destroy(pool);
}

static int block_in_six(void *arg)
{
    struct async_coro *naps[6];
    for (size_t i = 0; i < 6; i++)
        naps[i] = async_coro(wait_for_thread, NULL);
    int err = async_gather(naps, 6, NULL);
    say("six are done: %s", async_strerror(err));
    return err;
}

/* Five threads for one processor: the sixth has to wait. */
static void the_processors_that_may_be_used_count(void **state)
{
    cpu_set_t all, one;
    size_t first = 0;
    assert_int_equal(sched_getaffinity(0, sizeof(all), &all), 0);
    while (!CPU_ISSET(first, &all))
        first++;
    CPU_ZERO(&one);
    CPU_SET(first, &one);
    assert_int_equal(sched_setaffinity(0, sizeof(one), &one), 0);
    run_virtual(block_in_six);
    assert_int_equal(sched_setaffinity(0, sizeof(all), &all), 0);
    assert_string_equal(said, "[ 200] six are done: no error\n");
}

#define MORE_THAN_THREADS 40

static void say_last(struct async_future *future, void *arg)
{
    static int n_done;
    if (++n_done == MORE_THAN_THREADS)
        say("all are done");
}

static int leave_work_in_the_queue(void *arg)
{
    static struct async_callback done[MORE_THAN_THREADS];
    for (int i = 0; i < MORE_THAN_THREADS; i++) {
        struct async_future *future = async_run_in_executor(NULL, block_ms, VALUE(10));
        async_future_add_done_callback(future, &done[i], say_last, NULL);
        async_future_release(future);
    }
    say("main returns");
    return 0;
}

static void a_run_that_ends_sees_queued_work_done(void **state)
{
    run_virtual(leave_work_in_the_queue);
    assert_memory_equal(said, "[   0] main returns\n", 20);
    assert_non_null(strstr(said, "] all are done\n"));
}

static void say_text(void *arg)
{
    say("%s", (const char *)arg);
}

static int call_twice(void *arg)
{
    struct async_handle first, second;
    async_call_soon_threadsafe(async_running_loop(), &first, say_text, (void *)"first");
    async_call_soon(&second, say_text, (void *)"second");
    return async_sleep(0);
}

static void the_loops_own_thread_calls_in_order(void **state)
{
    run_virtual(call_twice);
    assert_string_equal(said, "[   0] first\n[   0] second\n");
}

struct caller {
    struct async_loop *loop;
    struct async_handle handle;
    struct async_future called;
};

static void on_call(void *arg)
{
    struct caller *caller = arg;
    async_external_end();
    assert_int_equal(async_future_set_result(&caller->called, NULL), 0);
}

static void *call_from_thread(void *arg)
{
    struct caller *caller = arg;
    async_call_soon_threadsafe(caller->loop, &caller->handle, on_call, caller);
    return NULL;
}

static int await_call(void *arg)
{
    struct caller caller = { .loop = async_running_loop() };
    pthread_t thread;
    async_future_init(&caller.called, "called");
    int err = async_external_begin();
    assert_int_equal(err, 0);
    assert_int_equal(pthread_create(&thread, NULL, call_from_thread, &caller), 0);
    err = async_await(&caller.called, NULL);
    pthread_join(thread, NULL);
    async_future_finish(&caller.called);
    say("called");
    return err;
}

static void another_thread_can_call_into_the_loop(void **state)
{
    run_virtual(await_call);
    assert_string_equal(said, "[   0] called\n");
}

static void set_called(void *arg)
{
    struct caller *caller = arg;
    assert_int_equal(async_future_set_result(&caller->called, NULL), 0);
}

static void *call_unexpected(void *arg)
{
    struct caller *caller = arg;
    async_call_soon_threadsafe(caller->loop, &caller->handle, set_called, caller);
    return NULL;
}

static int be_called_meanwhile(void *arg)
{
    struct caller caller = { .loop = async_running_loop() };
    pthread_t thread;
    async_future_init(&caller.called, "called");
    assert_int_equal(pthread_create(&thread, NULL, call_unexpected, &caller), 0);
    pthread_join(thread, NULL);
    int err = async_sleep(1);
    assert_true(async_future_is_done(&caller.called));
    async_future_finish(&caller.called);
    return err;
}

static void a_call_that_was_not_announced_comes_while_the_loop_goes_on(void **state)
{
    run_virtual(be_called_meanwhile);
}

static void outside_a_loop_nothing_external_can_be_expected(void **state)
{
    assert_null(async_running_loop());
    assert_int_equal(async_external_begin(), ASYNC_ERUNTIME);
}

static int settle_queued_work(void *arg)
{
    struct async_executor *executor = async_executor_create(1);
    struct async_future *first = async_run_in_executor(executor, block_ms, VALUE(50));
    struct async_future *second = async_run_in_executor(executor, block_ms, VALUE(50));
    int err = async_sleep(1);
    if (!err)
        err = async_future_set_result(second, NULL);
    async_executor_destroy(executor);
    async_future_release(first);
    async_future_release(second);
    return err;
}

static void a_pool_can_end_before_work_whose_future_somebody_settled(void **state)
{
    run_virtual(settle_queued_work);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_loop_stays_alive_while_a_thread_works),
        cmocka_unit_test(an_error_crosses_the_thread),
        cmocka_unit_test(the_message_of_an_error_crosses_the_thread),
        cmocka_unit_test(one_worker_serves_in_the_order_of_arrival),
        cmocka_unit_test(an_idle_worker_is_not_counted_on_twice),
        cmocka_unit_test(cancelled_work_that_has_not_begun_never_begins),
        cmocka_unit_test(work_that_has_begun_ends_unnoticed_after_a_timeout),
        cmocka_unit_test(a_loop_that_ends_waits_for_its_threads),
        cmocka_unit_test(a_pool_outlives_the_loops_that_leave_it_at_work),
        cmocka_unit_test(the_processors_that_may_be_used_count),
        cmocka_unit_test(a_run_that_ends_sees_queued_work_done),
        cmocka_unit_test(another_thread_can_call_into_the_loop),
        cmocka_unit_test(a_call_that_was_not_announced_comes_while_the_loop_goes_on),
        cmocka_unit_test(outside_a_loop_nothing_external_can_be_expected),
        cmocka_unit_test(the_loops_own_thread_calls_in_order),
        cmocka_unit_test(a_pool_can_end_before_work_whose_future_somebody_settled),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
