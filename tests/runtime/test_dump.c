/* What is said about tasks: the tree of all of them, and the report of a deadlock. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <async.h>

#include "check.h"

static struct async_lock apples, pears;
static char *dumped;        /* by the program */
static char reported[1024]; /* by the loop, a line each */
static FILE *out;           /* where the dump goes */
static struct async_task
    *started[8]; /* released when all is over, also if that is a deadlock */
static size_t n_started;

static void note_report(const struct async_report *report, void *arg)
{
    size_t len = strlen(reported);
    snprintf(reported + len, sizeof(reported) - len, "%s%s%s\n", report->message,
             report->site ? " at " : "", report->site ? report->site : "");
}

/* Runs it, and returns its error; what it dumps is in `dumped`. */
static int run(async_fn *fn, enum async_clock clock)
{
    const struct async_options options = { .clock = clock,
                                           .report = note_report,
                                           .slow_ms = 30 };
    size_t len_bytes;
    free(dumped);
    dumped = NULL;
    reported[0] = '\0';
    out = open_memstream(&dumped, &len_bytes);
    async_lock_init(&apples);
    async_lock_init(&pears);
    int err = async_run_with(&options, (async_coro)(fn, NULL, "main", "shop.c:1"), NULL);
    async_lock_finish(&apples);
    async_lock_finish(&pears);
    while (n_started)
        async_task_release(started[--n_started]);
    fclose(out);
    return err;
}

/* A task of a function that goes by this name; borrowed. */
static struct async_task *start(async_fn *fn, const char *name, void *arg)
{
    struct async_task *task =
        (async_create_task)((async_coro)(fn, arg, name, "shop.c:2"), "shop.c:2");
    started[n_started++] = task;
    return task;
}

/* ---- The tree ---- */

static int nap(void *arg)
{
    return (async_sleep)(100, "shop.c:10");
}

static int take_apples(void *arg)
{
    return (async_lock_acquire)(&apples, "shop.c:20");
}

static int buy(void *arg)
{
    int err = async_coro_await((async_coro)(take_apples, NULL, "take_apples", NULL), NULL,
                               "shop.c:21");
    if (!err)
        async_lock_release(&apples);
    return err;
}

static int keep_apples(void *arg)
{
    struct async_task *child = start(nap, "nap", NULL);
    int err = (async_lock_acquire)(&apples, "shop.c:30");
    if (!err)
        err = async_task_await(child, NULL, "shop.c:31");
    async_lock_release(&apples);
    return err;
}

static int look(void *arg)
{
    async_dump_tasks(out);
    return 0;
}

static int shop(void *arg)
{
    struct async_task *tasks[] = { start(keep_apples, "keep", NULL), start(buy, "buy", NULL),
                                   start(look, "look", NULL), start(nap, "nap", NULL) };
    async_task_set_name(tasks[1], "Ann");
    int err = 0;
    for (size_t i = 0; i < 4 && !err; i++)
        err = async_task_await(tasks[i], NULL, "shop.c:40");
    return err;
}

TEST(the_tree_has_who_waits_for_what_where_and_until_when)
{
    assert_int_equal(run(shop, ASYNC_CLOCK_VIRTUAL), 0);
    assert_string_equal(
        dumped,
        "6 tasks\n"
        "Task-1 (main) waits for task Task-2: in main at shop.c:40\n"
        "  Task-2 (keep) waits for task Task-6: in keep at shop.c:31\n"
        "    Task-6 (nap) is ready: in nap at shop.c:2\n"
        "  Ann (buy) waits for lock 'apples' held by Task-2: in take_apples at shop.c:20, "
        "awaited by buy at shop.c:21\n"
        "  Task-4 (look) runs: in look\n"
        "  Task-5 (nap) is ready: in nap at shop.c:2\n");
}

static int look_later(void *arg)
{
    int err = (async_sleep)(10, "shop.c:50");
    async_dump_tasks(out);
    return err;
}

static int leave(void *arg)
{
    start(nap, "nap", NULL);
    return 0;
}

static int look_at_orphans(void *arg)
{
    start(leave, "leave", NULL);
    return look_later(NULL);
}

TEST(tasks_whose_maker_is_done_stand_at_the_margin)
{
    assert_int_equal(run(look_at_orphans, ASYNC_CLOCK_VIRTUAL), 0);
    assert_string_equal(dumped,
                        "2 tasks\n"
                        "Task-1 (main) runs: in main\n"
                        "Task-3 (nap) waits for sleep until 100 ms: in nap at shop.c:10\n");
}

TEST(outside_a_loop_there_are_none)
{
    size_t len_bytes;
    free(dumped);
    out = open_memstream(&dumped, &len_bytes);
    async_dump_tasks(out);
    fclose(out);
    assert_string_equal(dumped, "0 tasks\n");
}

/* ---- Deadlocks ---- */

static int apples_then_pears(void *arg)
{
    int err = (async_lock_acquire)(&apples, "shop.c:60");
    if (!err)
        err = async_sleep(10);
    return err ? err : (async_lock_acquire)(&pears, "stalls/shop.c:61");
}

static int pears_then_apples(void *arg)
{
    int err = (async_lock_acquire)(&pears, "shop.c:70");
    if (!err)
        err = async_sleep(10);
    return err ? err : (async_lock_acquire)(&apples, "shop.c:71");
}

static int deadly_embrace(void *arg)
{
    struct async_task *a = start(apples_then_pears, "a", NULL);
    start(pears_then_apples, "b", NULL);
    int err = async_task_await(a, NULL, "shop.c:80");
    return err;
}

TEST(a_deadlock_is_told_as_the_circle_that_it_is)
{
    assert_int_equal(run(deadly_embrace, ASYNC_CLOCK_VIRTUAL), ASYNC_EDEADLOCK);
    reported[strcspn(reported, "\n")] = '\0';
    assert_string_equal(reported,
                        "deadlock: a#2 waits for lock 'pears' held by b#3 (shop.c:61), "
                        "which waits for lock 'apples' held by a#2 (shop.c:71); "
                        "main#1 waits for task a#2 (shop.c:80)");
}

static int await_each_other(void *arg)
{
    struct async_task **other = arg;
    return async_task_await(*other, NULL, "shop.c:90");
}

static int mutual(void *arg)
{
    struct async_task *tasks[2];
    tasks[0] = start(await_each_other, "friend", &tasks[1]);
    tasks[1] = start(await_each_other, "friend", &tasks[0]);
    async_task_set_name(tasks[0], "Ann");
    async_task_set_name(tasks[1], "Bob");
    int err = async_task_await(tasks[1], NULL, "shop.c:91");
    return err;
}

TEST(tasks_that_await_each_other_are_told_by_their_names)
{
    assert_int_equal(run(mutual, ASYNC_CLOCK_VIRTUAL), ASYNC_EDEADLOCK);
    reported[strcspn(reported, "\n")] = '\0';
    assert_string_equal(reported, "deadlock: Bob waits for task Ann (shop.c:90), "
                                  "which waits for task Bob (shop.c:90); "
                                  "main#1 waits for task Bob (shop.c:91)");
}

static int finish_with_apples(void *arg)
{
    return (async_lock_acquire)(&apples, "shop.c:95");
}

static int wait_for_the_dead(void *arg)
{
    start(finish_with_apples, "dead", NULL);
    int err = async_sleep(0);
    return err ? err : (async_lock_acquire)(&apples, "shop.c:96");
}

TEST(without_a_circle_each_wait_is_told)
{
    assert_int_equal(run(wait_for_the_dead, ASYNC_CLOCK_VIRTUAL), ASYNC_EDEADLOCK);
    reported[strcspn(reported, "\n")] = '\0';
    assert_string_equal(reported,
                        "deadlock: main#1 waits for lock 'apples' held by dead#2 (shop.c:96)");
}

/* ---- ASYNC_DEBUG=1 ---- */

static int hold_the_loop(void *arg)
{
    int err = (async_sleep)(10, "shop.c:97");
    async_block(10);
    (async_block)(40, "shop.c:98");
    return err ? err : (async_sleep)(10, "shop.c:99");
}

TEST(slow_steps_are_told_where_that_is_asked_for)
{
    assert_int_equal(run(hold_the_loop, ASYNC_CLOCK_VIRTUAL), 0);
    assert_string_equal(reported, "");
    setenv("ASYNC_DEBUG", "1", 1);
    assert_int_equal(run(hold_the_loop, ASYNC_CLOCK_VIRTUAL), 0);
    unsetenv("ASYNC_DEBUG");
    assert_string_equal(reported,
                        "task 'main' held the loop for 50 ms without awaiting at shop.c:98\n");
}

/* Nobody knows in which of its lines it spends its time. */
static void compute(void)
{
    async_block(15);
    async_block(15);
}

static int compute_to_the_end(void *arg)
{
    compute();
    return 0;
}

static int compute_between_awaits(void *arg)
{
    compute();
    int err = (async_sleep)(10, "stalls/shop.c:100");
    compute();
    err = err ? err : (async_sleep)(10, "stalls/shop.c:101");
    compute();
    return err;
}

TEST(slow_step_that_no_single_call_holds_up_is_between_two_places)
{
    setenv("ASYNC_DEBUG", "1", 1);
    assert_int_equal(run(compute_between_awaits, ASYNC_CLOCK_VIRTUAL), 0);
    assert_string_equal(reported,
                        "task 'main' held the loop for 30 ms without awaiting, from its "
                        "beginning to shop.c:100 at stalls/shop.c:100\n"
                        "task 'main' held the loop for 30 ms without awaiting, from shop.c:100 "
                        "to shop.c:101 at stalls/shop.c:100\n"
                        "task 'main' held the loop for 30 ms without awaiting, from shop.c:101 "
                        "to its end at stalls/shop.c:101\n");
    assert_int_equal(run(compute_to_the_end, ASYNC_CLOCK_VIRTUAL), 0);
    unsetenv("ASYNC_DEBUG");
    assert_string_equal(reported, "task 'main' held the loop for 30 ms without awaiting, from "
                                  "its beginning to its end at shop.c:1\n");
}

static void block(void *arg)
{
    (async_block)(30, "shop.c:102");
}

static void compute_in_a_callback(void *arg)
{
    compute();
}

static int call_back(void *arg)
{
    static struct async_handle first, second;
    (async_call_soon)(&first, block, NULL, "block", "shop.c:103");
    (async_call_soon)(&second, compute_in_a_callback, NULL, "compute", "shop.c:104");
    return async_sleep(1);
}

TEST(slow_callback_is_told_by_the_call_that_holds_it_up_or_where_it_was_armed)
{
    setenv("ASYNC_DEBUG", "1", 1);
    assert_int_equal(run(call_back, ASYNC_CLOCK_VIRTUAL), 0);
    unsetenv("ASYNC_DEBUG");
    assert_string_equal(reported, "callback 'block' held the loop for 30 ms at shop.c:102\n"
                                  "callback 'compute' held the loop for 30 ms at shop.c:104\n");
}

static int ask(void *arg)
{
    raise(SIGUSR1);
    struct async_task *napper = start(nap, "nap", NULL);
    int err = async_task_await(napper, NULL, "shop.c:99");
    return err;
}

/* stderr is a pipe for a while. */
TEST(a_signal_asks_for_the_tree)
{
    int ends[2], real = dup(STDERR_FILENO);
    char text[512] = "";
    assert_int_equal(pipe(ends), 0);
    dup2(ends[1], STDERR_FILENO);
    setenv("ASYNC_DEBUG", "1", 1);
    int err = run(ask, ASYNC_CLOCK_VIRTUAL);
    unsetenv("ASYNC_DEBUG");
    dup2(real, STDERR_FILENO);
    close(real);
    close(ends[1]);
    assert_true(read(ends[0], text, sizeof(text) - 1) > 0);
    close(ends[0]);
    assert_int_equal(err, 0);
    assert_string_equal(text,
                        "2 tasks\n"
                        "Task-1 (main) waits for task Task-2: in main at shop.c:99\n"
                        "  Task-2 (nap) waits for sleep until 100 ms: in nap at shop.c:10\n");
}

TEST(who_listens_for_that_signal_keeps_no_loop_alive)
{
    setenv("ASYNC_DEBUG", "1", 1);
    assert_int_equal(run(deadly_embrace, ASYNC_CLOCK_REAL), ASYNC_EDEADLOCK);
    assert_int_equal(run(wait_for_the_dead, ASYNC_CLOCK_VIRTUAL), ASYNC_EDEADLOCK);
    unsetenv("ASYNC_DEBUG");
}

static int give_back(void **state)
{
    free(dumped);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_tree_has_who_waits_for_what_where_and_until_when),
        cmocka_unit_test(tasks_whose_maker_is_done_stand_at_the_margin),
        cmocka_unit_test(outside_a_loop_there_are_none),
        cmocka_unit_test(a_deadlock_is_told_as_the_circle_that_it_is),
        cmocka_unit_test(tasks_that_await_each_other_are_told_by_their_names),
        cmocka_unit_test(without_a_circle_each_wait_is_told),
        cmocka_unit_test(slow_steps_are_told_where_that_is_asked_for),
        cmocka_unit_test(slow_step_that_no_single_call_holds_up_is_between_two_places),
        cmocka_unit_test(
            slow_callback_is_told_by_the_call_that_holds_it_up_or_where_it_was_armed),
        cmocka_unit_test(a_signal_asks_for_the_tree),
        cmocka_unit_test(who_listens_for_that_signal_keeps_no_loop_alive),
    };
    return cmocka_run_group_tests(tests, NULL, give_back);
}
