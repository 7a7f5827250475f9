/* Out of memory, at every allocation of a program for each primitive, once and from then on:
 * what comes out is 0 or an error that says so, and the same program works afterwards. */
#include <stdio.h>
#include <stdlib.h>

#include <async.h>

#include "check.h"
#include "fault_memory.h"

static void ignore_report(const struct async_report *report, void *arg)
{
}

static int run(async_fn *program)
{
    const struct async_options options = {
        .clock = ASYNC_CLOCK_VIRTUAL,
        .report = ignore_report,
    };
    return async_run_with(&options, async_coro(program, NULL), NULL);
}

/* A group's parts are what lack of memory may look like from outside, too. A deadlock is not,
 * unless it is what the program comes to anyway. */
static void check_result(int err, int usual)
{
    if (err != usual && err != ASYNC_ENOMEM && err != ASYNC_EGROUP)
        fail_msg("the program ended with %s (%d)", async_error_name(err), err);
}

static void walk(async_fn *program, int usual, bool stays)
{
    unsigned n = 0;
    do {
        fault_arm(n++, stays);
        int err = run(program);
        bool has_struck = fault_disarm();
        check_result(err, usual);
        if (!has_struck)
            break;
        assert_int_equal(run(program), usual);
    } while (n < 10000);
    assert_in_range(n, 3, 9999);
}

/* Walks a program that ends like this when memory does not run out. */
static void walk_to(async_fn *program, int usual)
{
    walk(program, usual, false);
    walk(program, usual, true);
}

static void walk_both(async_fn *program)
{
    walk_to(program, 0);
}

static int nap(void *arg)
{
    return async_sleep(10);
}

/* One task of each body, in a group: if one fails, nobody waits for it for ever. */
static int all_of(async_fn *const bodies[], size_t n)
{
    struct async_group group;
    int err = async_group_enter(&group);
    if (err)
        return err;
    for (size_t i = 0; i < n && !err; i++)
        err = async_group_create_task(&group, async_coro(bodies[i], NULL), NULL);
    return async_group_exit(&group, err);
}

static int three(async_fn *body)
{
    return all_of((async_fn *const[]){ body, body, body }, 3);
}

/* ---- Tasks, gather, wait, shield, timeouts ---- */

static int sleepers(void *arg)
{
    struct async_coro *calls[] = { async_coro(nap, NULL), async_coro(nap, NULL) };
    return async_gather(calls, 2, NULL);
}

TEST(tasks_that_sleep)
{
    walk_both(sleepers);
}

static int outcomes(void *arg)
{
    struct async_coro *calls[] = { async_coro(nap, NULL), async_coro(nap, NULL) };
    struct async_outcome ends[2];
    int err = async_gather_outcomes(calls, 2, ends);
    if (err)
        return err;
    for (size_t i = 0; i < 2; i++) {
        async_error_release(ends[i].error);
        if (ends[i].err)
            err = ends[i].err;
    }
    return err;
}

TEST(gather_with_outcomes)
{
    walk_both(outcomes);
}

static int count_start(void *n_started)
{
    ++*(int *)n_started;
    return async_sleep(1);
}

static int gather_counted(void *arg)
{
    int n_started = 0;
    struct async_coro *calls[] = { async_coro(count_start, &n_started),
                                   async_coro(count_start, &n_started) };
    int err = async_gather(calls, 2, NULL);
    if (err == ASYNC_ENOMEM && n_started)
        return err; /* within one of them */
    int yield_err = async_sleep(0);
    assert_true(!err || !n_started);
    return err ? err : yield_err;
}

TEST(gather_without_memory_starts_nothing)
{
    walk_both(gather_counted);
}

/* Two tasks, as futures; NULLs are left out, their count is returned. */
static size_t two_tasks(struct async_task *tasks[2], struct async_future *futures[2])
{
    size_t n = 0;
    for (size_t i = 0; i < 2; i++) {
        tasks[i] = async_create_task(async_coro(nap, NULL));
        if (tasks[i])
            futures[n++] = async_task_future(tasks[i]);
    }
    return n;
}

static int waits(void *arg)
{
    struct async_task *tasks[2];
    struct async_future *futures[2];
    size_t n = two_tasks(tasks, futures);
    int err = n == 2 ? async_wait(futures, n, ASYNC_ALL_COMPLETED, 100) : ASYNC_ENOMEM;
    for (size_t i = 0; i < n && !err; i++)
        err = async_future_result(futures[i], NULL);
    async_task_release(tasks[0]);
    async_task_release(tasks[1]);
    return err;
}

TEST(wait)
{
    walk_both(waits);
}

static int completes(void *arg)
{
    struct async_task *tasks[2];
    struct async_future *futures[2];
    size_t n = two_tasks(tasks, futures);
    struct async_as_completed *it = async_as_completed(futures, n, 100);
    int err = n == 2 ? 0 : ASYNC_ENOMEM;
    for (size_t i = 0; i < n && !err; i++) {
        struct async_future *future;
        err = async_as_completed_next(it, &future);
        if (!err)
            err = async_future_result(future, NULL);
    }
    async_as_completed_destroy(it);
    async_task_release(tasks[0]);
    async_task_release(tasks[1]);
    return err;
}

TEST(as_completed)
{
    walk_both(completes);
}

static int shields(void *arg)
{
    struct async_task *task = async_create_task(async_coro(nap, NULL));
    struct async_future *shield = async_shield(async_task_future(task), "shield");
    int err = async_await(shield, NULL);
    async_future_release(shield);
    async_task_release(task);
    return err;
}

TEST(shield)
{
    walk_both(shields);
}

static int in_time(void *arg)
{
    int err = async_wait_for(async_coro(nap, NULL), 100, NULL);
    if (err)
        return err;
    err = async_wait_for(async_coro(nap, NULL), 5, NULL);
    if (err != ASYNC_ETIMEDOUT)
        return err;
    err = async_wait_for(async_coro(nap, NULL), 0, NULL);
    return err == ASYNC_ETIMEDOUT ? 0 : err;
}

TEST(timeouts)
{
    walk_both(in_time);
}

static int in_time_of_others(void *arg)
{
    struct async_task *task = async_create_task(async_coro(nap, NULL));
    if (!task)
        return ASYNC_ENOMEM;
    int err = async_wait_for(async_task_future(task), 100, NULL);
    async_task_release(task);
    return err;
}

TEST(timeouts_of_what_others_do)
{
    walk_both(in_time_of_others);
}

static void set_future(void *arg)
{
    if (async_future_set_result(arg, NULL))
        return; /* it was cancelled meanwhile */
}

static int futures(void *arg)
{
    struct async_handle handle;
    struct async_future *future = async_future_create("future");
    if (!future)
        return ASYNC_ENOMEM;
    int err = async_call_later(&handle, 10, set_future, future);
    if (!err)
        err = async_await(future, NULL);
    async_future_release(future);
    return err;
}

TEST(futures_that_are_set_later)
{
    walk_both(futures);
}

static void ignore_call(void *arg)
{
}

/* More than the first room for timers. */
static int calls(void *arg)
{
    static struct async_handle handles[300];
    int err = 0;
    for (int i = 0; i < 300 && !err; i++)
        err = async_call_later(&handles[i], i, ignore_call, NULL);
    return err ? err : async_sleep(300);
}

TEST(calls_at_many_times)
{
    walk_both(calls);
}

static int named(void *arg)
{
    struct async_task *task = async_current_task();
    bool has_name = async_task_name(task)[0] != '\0';
    async_task_set_name(task, "named");
    return has_name && async_task_name(task)[0] ? nap(NULL) : ASYNC_EVALUE;
}

TEST(names_of_tasks)
{
    walk_both(named);
}

static int says_why(void *arg)
{
    return async_raise(ASYNC_EVALUE, "no such page: %d", 7);
}

static int errors(void *arg)
{
    int err = async_await(async_coro(says_why, NULL), NULL);
    return err == ASYNC_EVALUE ? 0 : err;
}

TEST(messages)
{
    walk_both(errors);
}

/* ---- Primitives ---- */

static struct async_lock lock;

static int hold_lock(void *arg)
{
    int err = async_lock_acquire(&lock);
    if (err)
        return err;
    err = async_sleep(10);
    async_lock_release(&lock);
    return err;
}

static int locks(void *arg)
{
    async_lock_init(&lock);
    int err = three(hold_lock);
    async_lock_finish(&lock);
    return err;
}

TEST(locks_that_are_fought_for)
{
    walk_both(locks);
}

static struct async_semaphore sem;

static int hold_permit(void *arg)
{
    int err = async_semaphore_acquire(&sem);
    if (err)
        return err;
    err = async_sleep(10);
    async_semaphore_release(&sem);
    return err;
}

static int semaphores(void *arg)
{
    async_semaphore_init(&sem, 2);
    return three(hold_permit);
}

TEST(semaphores_that_are_fought_for)
{
    walk_both(semaphores);
}

static struct async_event event;

static int wait_or_set(void *arg)
{
    int err = async_sleep(10);
    async_event_set(&event);
    return err ? err : async_event_wait(&event);
}

static int events(void *arg)
{
    async_event_init(&event);
    return three(wait_or_set);
}

TEST(events_that_are_waited_for)
{
    walk_both(events);
}

static struct async_condition condition;

static int wait_for_notice(void *arg)
{
    int err = async_condition_acquire(&condition);
    if (err)
        return err;
    err = async_condition_wait(&condition);
    async_condition_release(&condition);
    return err;
}

static int notify_all(void *arg)
{
    int err = async_sleep(10);
    if (!err)
        err = async_condition_acquire(&condition);
    if (err)
        return err;
    async_condition_notify_all(&condition);
    async_condition_release(&condition);
    return 0;
}

static int conditions(void *arg)
{
    async_lock_init(&lock);
    async_condition_init(&condition, &lock);
    int err = all_of((async_fn *const[]){ wait_for_notice, wait_for_notice, notify_all }, 3);
    async_condition_finish(&condition);
    async_lock_finish(&lock);
    return err;
}

TEST(conditions_that_are_waited_for)
{
    walk_both(conditions);
}

static struct async_barrier barrier;

static int meet(void *arg)
{
    return async_barrier_wait(&barrier, NULL);
}

static int barriers(void *arg)
{
    int err = async_barrier_init(&barrier, 3);
    if (!err)
        err = three(meet);
    async_barrier_finish(&barrier);
    return err;
}

TEST(barriers_that_are_met_at)
{
    walk_both(barriers);
}

static struct async_queue queue;

static int put_many(void *arg)
{
    int err = 0;
    for (int i = 0; i < 40 && !err; i++)
        err = async_queue_put(&queue, NULL);
    async_queue_shutdown(&queue, false);
    return err;
}

static int get_all(void *arg)
{
    void *item;
    int err;
    while (!(err = async_queue_get(&queue, &item)))
        async_queue_task_done(&queue);
    return err == ASYNC_EQUEUESHUTDOWN ? 0 : err;
}

static int pass_items(size_t maxsize)
{
    int err = async_queue_init(&queue, maxsize);
    if (err)
        return err;
    err = all_of((async_fn *const[]){ put_many, get_all }, 2);
    async_queue_finish(&queue);
    return err;
}

static int queues(void *arg)
{
    int err = pass_items(3);
    return err ? err : pass_items(0);
}

TEST(queues_that_are_full_and_empty)
{
    walk_both(queues);
}

static int compare(const void *a, const void *b)
{
    return 0;
}

/* Puts more than a queue first has room for; what cannot be put is told. */
static int fill(void)
{
    int err = 0;
    for (int i = 0; i < 40 && !err; i++)
        err = async_queue_put_nowait(&queue, NULL);
    async_queue_finish(&queue);
    return err;
}

static int ordered_queues(void *arg)
{
    int err = async_lifo_queue_init(&queue, 0);
    if (!err)
        err = fill();
    if (!err)
        err = async_priority_queue_init(&queue, 0, compare);
    return err ? err : fill();
}

TEST(queues_with_an_order_of_their_own)
{
    walk_both(ordered_queues);
}

static int refuse(void *arg)
{
    int err = async_sleep(5);
    return err ? err : async_raise(ASYNC_EVALUE, "%s", "no");
}

static int groups(void *arg)
{
    int err = all_of((async_fn *const[]){ nap, refuse }, 2);
    return err == ASYNC_EGROUP ? 0 : err;
}

TEST(groups_that_fail)
{
    walk_both(groups);
}

static const struct async_local page;

static int set_local(void *arg)
{
    return async_local_set(&page, NULL);
}

static int locals(void *arg)
{
    int err = set_local(NULL);
    return err ? err : three(set_local);
}

TEST(task_local_values)
{
    walk_both(locals);
}

/* ---- Telling what happens ---- */

static int wedged(void *arg)
{
    async_event_init(&event);
    return async_event_wait(&event);
}

TEST(deadlocks_that_are_told)
{
    walk_to(wedged, ASYNC_EDEADLOCK);
}

static int wedged_together(void *arg)
{
    return three(wedged);
}

TEST(groups_that_are_dropped_with_their_tasks)
{
    walk_to(wedged_together, ASYNC_EDEADLOCK);
}

static int tell_tasks(void *arg)
{
    FILE *nowhere = fopen("/dev/null", "w");
    if (!nowhere)
        return ASYNC_ENOMEM;
    async_dump_tasks(nowhere);
    fclose(nowhere);
    return 0;
}

static int told(void *arg)
{
    return all_of((async_fn *const[]){ nap, tell_tasks }, 2);
}

TEST(lists_of_tasks)
{
    walk_both(told);
}

TEST(traces)
{
    setenv("ASYNC_TRACE", "/dev/null", 1);
    setenv("ASYNC_OUTPUT", "trace", 1);
    walk_both(sleepers);
    unsetenv("ASYNC_TRACE");
    unsetenv("ASYNC_OUTPUT");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tasks_that_sleep),
        cmocka_unit_test(gather_with_outcomes),
        cmocka_unit_test(gather_without_memory_starts_nothing),
        cmocka_unit_test(wait),
        cmocka_unit_test(as_completed),
        cmocka_unit_test(shield),
        cmocka_unit_test(timeouts),
        cmocka_unit_test(timeouts_of_what_others_do),
        cmocka_unit_test(futures_that_are_set_later),
        cmocka_unit_test(calls_at_many_times),
        cmocka_unit_test(names_of_tasks),
        cmocka_unit_test(messages),
        cmocka_unit_test(locks_that_are_fought_for),
        cmocka_unit_test(semaphores_that_are_fought_for),
        cmocka_unit_test(events_that_are_waited_for),
        cmocka_unit_test(conditions_that_are_waited_for),
        cmocka_unit_test(barriers_that_are_met_at),
        cmocka_unit_test(queues_that_are_full_and_empty),
        cmocka_unit_test(queues_with_an_order_of_their_own),
        cmocka_unit_test(groups_that_fail),
        cmocka_unit_test(task_local_values),
        cmocka_unit_test(deadlocks_that_are_told),
        cmocka_unit_test(groups_that_are_dropped_with_their_tasks),
        cmocka_unit_test(lists_of_tasks),
        cmocka_unit_test(traces),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
