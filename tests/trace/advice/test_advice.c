/* What is warned of, and what is nearly the same and is not. */
#include "check.h"

#include <limits.h>

#include "course/course.h"
#include "trace/advice/advised.h"
#include "trace/log.h"

static int nap(void *arg)
{
    return async_sleep(30);
}

static void ignore_future(struct async_future *future, void *arg)
{
}

static int fails(void *arg)
{
    return async_raise(ASYNC_EVALUE, "no");
}

/* ---- What the program says itself ---- */

static int blocks(void *arg)
{
    int err = async_sleep(1);
    async_block(100);
    return err;
}

static int blocks_briefly(void *arg)
{
    int err = async_sleep(1);
    async_block(99);
    return err;
}

static void block(void *arg)
{
    async_block(100);
}

static int blocks_in_a_callback(void *arg)
{
    static struct async_handle soon;
    async_call_soon(&soon, block, NULL);
    return async_sleep(1);
}

TEST(blocking_call_is_slow)
{
    expect(blocks_in_a_callback, "slow: callback 'block' held the loop for 100 ms\n");
    expect(blocks, "slow: task 'main' held the loop for 100 ms without awaiting\n");
    expect(blocks_briefly, "");
}

static int forgets_to_await(void *arg)
{
    async_coro_close(async_coro(nap, NULL));
    return 0;
}

static int awaits(void *arg)
{
    return async_await(async_coro(nap, NULL), NULL);
}

TEST(coroutine_that_never_ran_was_never_awaited)
{
    expect(forgets_to_await, "never-awaited: coroutine 'nap' was never awaited\n");
    expect(awaits, "");
}

static int overlooks(void *arg)
{
    struct async_task *task = async_create_task(async_coro(fails, NULL));
    int err = async_sleep(10);
    async_task_release(task);
    return err;
}

static int looks(void *arg)
{
    struct async_task *task = async_create_task(async_coro(fails, NULL));
    int err = async_sleep(10);
    if (async_await(task, NULL) != ASYNC_EVALUE)
        err = ASYNC_ERUNTIME;
    async_task_release(task);
    return err;
}

TEST(error_that_nobody_looks_at_was_never_retrieved)
{
    expect(overlooks, "never-retrieved: task 'fails' failed and nobody looked at its error: "
                      "invalid value: no\n");
    expect(looks, "");
}

/* ---- Awaits in sequence ---- */

static int dawdle(void *arg)
{
    return async_sleep(*(int *)arg);
}

static int delays[] = { 10, 30, 20 };

static int awaits_in_turn(void *arg)
{
    struct async_coro *coros[3];
    int err = 0;
    for (int i = 0; i < 3; i++)
        coros[i] = async_coro(dawdle, &delays[i]);
    for (int i = 0; i < 3; i++)
        err = err ? err : async_await(coros[i], NULL);
    return err;
}

static int awaits_in_turn_below(void *arg)
{
    int err = async_await(async_coro(awaits_in_turn, NULL), NULL);
    return err ? err : async_sleep(1);
}

static int no_time(void *arg)
{
    return 0;
}

static int awaits_what_takes_no_time(void *arg)
{
    struct async_coro *first = async_coro(no_time, NULL), *second = async_coro(nap, NULL);
    int err = async_await(first, NULL);
    return err ? err : async_await(second, NULL);
}

static int gathers(void *arg)
{
    struct async_coro *coros[] = { async_coro(dawdle, &delays[0]), async_coro(nap, NULL) };
    return async_gather(coros, 2, NULL);
}

TEST(coroutines_made_first_and_awaited_in_turn_could_run_at_the_same_time)
{
    static const char warning[] =
        "sequential-awaits: main#1 awaited 3 coroutines one after another, in 60 ms; "
        "at the same time they would have taken 30 ms\n";
    expect(awaits_in_turn, warning);
    expect(awaits_in_turn_below, warning);
    expect(awaits_what_takes_no_time, "");
    expect(gathers, "");
}

/* ---- Tasks at the end ---- */

static int forgets_a_task(void *arg)
{
    async_task_release(async_create_task(async_coro(nap, NULL)));
    return async_sleep(10);
}

static int forgets_one_that_is_done_in_time(void *arg)
{
    async_task_release(async_create_task(async_coro(nap, NULL)));
    return async_sleep(40);
}

/* Only the one that waits is forgotten, not the one it waits for. */
static int has_a_nap(void *arg)
{
    struct async_task *task = async_create_task(async_coro(nap, NULL));
    int err = async_await(task, NULL);
    async_task_release(task);
    return err;
}

static int forgets_a_pair(void *arg)
{
    async_task_release(async_create_task(async_coro(has_a_nap, NULL)));
    return async_sleep(1);
}

static int fails_before_it_awaits(void *arg)
{
    async_task_release(async_create_task(async_coro(nap, NULL)));
    return async_raise(ASYNC_EVALUE, "no");
}

static int leaves_it_to_a_callback(void *arg)
{
    static struct async_callback callback;
    struct async_task *task = async_create_task(async_coro(nap, NULL));
    async_future_add_done_callback(async_task_future(task), &callback, ignore_future, NULL);
    async_task_release(task);
    return 0;
}

TEST(task_that_nobody_awaits_at_the_end_is_forgotten)
{
    expect(forgets_a_task, "forgotten-task: nobody awaits nap#2, which sleeps until 30 "
                           "ms: it is cancelled, for the main task is done\n");
    expect(forgets_one_that_is_done_in_time, "");
    expect_without(fails_before_it_awaits, 1u << ADVICE_UNHANDLED, "");
    expect(leaves_it_to_a_callback, "");
}

TEST(task_that_a_forgotten_one_awaits_is_not_forgotten)
{
    expect(forgets_a_pair, "forgotten-task: nobody awaits has_a_nap#2, which waits on task "
                           "nap#3: it is cancelled, for the main task is done\n");
}

/* ---- Cancellation ---- */

static int swallows(void *arg)
{
    int err = async_sleep(50);
    return err == ASYNC_ECANCELED ? 0 : err;
}

static int cleans_up(void *arg)
{
    int err = async_sleep(50);
    int cleaned = err ? async_sleep(5) : 0;
    return cleaned ? cleaned : err;
}

static int waits_for_it(void *arg)
{
    struct async_task *task = arg;
    return async_await(task, NULL);
}

/* Cancels a task with this function after 10 ms, and awaits it. */
static int cancels(async_fn *fn, void *arg)
{
    struct async_task *task = async_create_task((async_coro)(fn, arg, "worker", ASYNC_HERE));
    int err = async_sleep(10);
    async_task_cancel(task, NULL);
    int ended = async_await(task, NULL);
    async_task_release(task);
    return ended == ASYNC_ECANCELED ? err : ended;
}

static int cancels_one_that_swallows(void *arg)
{
    return cancels(swallows, NULL);
}

static int cancels_one_that_cleans_up(void *arg)
{
    return cancels(cleans_up, NULL);
}

/* The one that it awaits swallows the cancellation; it only gets the result. */
static int cancels_one_that_awaits_one_that_swallows(void *arg)
{
    struct async_task *inner = async_create_task(async_coro(swallows, NULL));
    int err = cancels(waits_for_it, inner);
    async_task_release(inner);
    return err;
}

static int runs_out_of_time(void *arg)
{
    int err = async_wait_for(async_coro(nap, NULL), 10, NULL);
    return err == ASYNC_ETIMEDOUT ? 0 : err;
}

static int takes_it_back(void *arg)
{
    int err = async_sleep(50);
    async_task_uncancel(async_current_task());
    return err == ASYNC_ECANCELED ? 0 : err;
}

static int cancels_one_that_takes_it_back(void *arg)
{
    return cancels(takes_it_back, NULL);
}

/* Each of its own naps may run out of time, and that is taken back. */
static int naps_for_a_while(void *arg)
{
    for (int i = 0; i < 40; i++) {
        int err = async_wait_for(async_coro(nap, NULL), 10, NULL);
        if (err && err != ASYNC_ETIMEDOUT)
            return err;
    }
    return 0;
}

static int ignores(void *arg)
{
    for (int i = 0; i < 40; i++) {
        int ignored = async_sleep(20);
        (void)ignored;
    }
    return async_raise(ASYNC_EVALUE, "too late");
}

static int cancels_one_that_ignores(void *arg)
{
    int ended = cancels(ignores, NULL);
    return ended == ASYNC_EVALUE ? 0 : ASYNC_ERUNTIME;
}

static int limits_one_that_swallows(void *arg)
{
    return async_wait_for(async_coro(swallows, NULL), 10, NULL);
}

static int awaits_one_that_swallows(void *arg)
{
    return async_await(async_coro(swallows, NULL), NULL);
}

static int limits_one_that_swallows_below(void *arg)
{
    return async_wait_for(async_coro(awaits_one_that_swallows, NULL), 10, NULL);
}

static int swallows_in_a_scope(void *arg)
{
    struct async_timeout scope;
    int err = async_timeout_enter(&scope, 10);
    return err ? err : async_timeout_exit(&scope, swallows(NULL));
}

static int fails_when_cancelled(void *arg)
{
    return async_sleep(50) ? async_raise(ASYNC_EVALUE, "broken off") : 0;
}

static int limits_one_that_fails_then(void *arg)
{
    int err = async_wait_for(async_coro(fails_when_cancelled, NULL), 10, NULL);
    return err == ASYNC_EVALUE ? 0 : ASYNC_ERUNTIME;
}

/* The inner limit is the one that is reached. */
static int limits_twice(void *arg)
{
    return async_wait_for(async_coro(runs_out_of_time, NULL), 20, NULL);
}

static int limits_a_shielded_task(void *arg)
{
    struct async_task *task = async_create_task(async_coro(nap, NULL));
    struct async_future *shield = async_shield(async_task_future(task), "nap");
    int err = async_wait_for(shield, 10, NULL);
    int ended = async_await(task, NULL);
    async_future_release(shield);
    async_task_release(task);
    return err == ASYNC_ETIMEDOUT ? ended : ASYNC_ERUNTIME;
}

TEST(timeout_whose_cancellation_does_not_arrive_was_swallowed)
{
    static const char warning[] = "swallowed-cancel: main#1 was out of time and cancelled at "
                                  "10 ms, and what ran then had "
                                  "a result as if it had not been\n";
    expect(limits_one_that_swallows, warning);
    expect(limits_one_that_swallows_below, warning);
    expect(swallows_in_a_scope, warning);
    expect(limits_one_that_fails_then, "");
    expect(limits_twice, "");
    expect(limits_a_shielded_task, "");
}

TEST(task_that_goes_on_and_on_swallows_its_cancellation)
{
    expect(cancels_one_that_ignores, "swallowed-cancel: worker#2 was cancelled at 10 ms, and "
                                     "goes on as if it had not been\n");
    expect(naps_for_a_while, "");
}

TEST(cancellation_that_ends_with_a_result_was_swallowed)
{
    expect(cancels_one_that_swallows, "swallowed-cancel: worker#2 was cancelled at 10 ms, "
                                      "and ended with a result as if it had not been\n");
    expect(cancels_one_that_awaits_one_that_swallows,
           "swallowed-cancel: swallows#2 was cancelled at 10 ms, and ended with a result as if "
           "it had not been\n");
    expect(cancels_one_that_cleans_up, "");
    expect(cancels_one_that_takes_it_back, "");
    expect(runs_out_of_time, "");
}

/* ---- Locks ---- */

static struct async_lock door;

static int holds(void *arg)
{
    int err = async_lock_acquire(&door);
    if (err)
        return err;
    err = async_sleep(*(int *)arg);
    int released = async_lock_release(&door);
    return err ? err : released;
}

static int two_hold_for(int ms)
{
    int delay_ms[] = { ms, 1 };
    struct async_coro *coros[] = { async_coro(holds, &delay_ms[0]),
                                   async_coro(holds, &delay_ms[1]) };
    async_lock_init(&door);
    return async_gather(coros, 2, NULL);
}

static int holds_for_long(void *arg)
{
    return two_hold_for(100);
}

static int holds_not_so_long(void *arg)
{
    return two_hold_for(99);
}

static int holds_again_and_again(void *arg)
{
    int err = async_lock_acquire(&door);
    for (int i = 0; i < 4 && !err; i++)
        err = async_sleep(*(int *)arg);
    int released = async_lock_release(&door);
    return err ? err : released;
}

static int two_hold_again_and_again(int ms)
{
    struct async_coro *coros[] = { async_coro(holds_again_and_again, &ms),
                                   async_coro(holds_again_and_again, &ms) };
    async_lock_init(&door);
    return async_gather(coros, 2, NULL);
}

static int holds_for_long_in_pieces(void *arg)
{
    return two_hold_again_and_again(30);
}

static int holds_not_so_long_in_pieces(void *arg)
{
    return two_hold_again_and_again(24);
}

static int holds_for_long_alone(void *arg)
{
    static int delay_ms = 100;
    async_lock_init(&door);
    return holds(&delay_ms);
}

TEST(lock_is_not_held_across_a_long_await_while_others_want_it)
{
    expect(holds_for_long, "lock-across-await: holds#2 held lock 'door' while it waited here "
                           "for 100 ms, and 1 other stood in line for it\n");
    expect(holds_for_long_in_pieces,
           "lock-across-await: holds_again_and_again#2 held lock 'door' while it waited, here "
           "last, for 120 ms, and 1 other stood in line for it\n");
    expect(holds_not_so_long, "");
    expect(holds_not_so_long_in_pieces, "");
    expect(holds_for_long_alone, "");
}

/* ---- Queues ---- */

static struct async_queue belt;

static int takes_slowly(void *arg)
{
    int err = 0;
    void *item;
    for (int i = 0; i < 20 && !err; i++) {
        err = async_queue_get(&belt, &item);
        err = err ? err : async_sleep(40);
    }
    return err;
}

static int puts_fast(void *arg)
{
    int err = 0;
    for (int i = 0; i < 25 && !err; i++) {
        err = async_queue_put(&belt, &belt);
        err = err ? err : async_sleep(10);
    }
    return err;
}

static int takes_very_slowly(void *arg)
{
    int err = 0;
    void *item;
    for (int i = 0; i < 3 && !err; i++) {
        err = async_queue_get(&belt, &item);
        err = err ? err : async_sleep(100);
    }
    return err;
}

static int puts_at_once(void *arg)
{
    int err = 0;
    for (int i = 0; i < 25 && !err; i++)
        err = async_queue_put(&belt, &belt);
    return err;
}

static int put_and_take(async_fn *puts, async_fn *takes, size_t limit)
{
    struct async_coro *coros[] = { async_coro(puts, NULL), async_coro(takes, NULL) };
    int err = async_queue_init(&belt, limit);
    err = err ? err : async_gather(coros, 2, NULL);
    async_queue_finish(&belt);
    return err;
}

static int fills_faster(void *arg)
{
    return put_and_take(puts_fast, takes_slowly, 0);
}

static int fills_much_faster(void *arg)
{
    return put_and_take(puts_fast, takes_very_slowly, 0);
}

static int fills_faster_up_to_a_limit(void *arg)
{
    return put_and_take(puts_fast, takes_slowly, 18);
}

static int works_off_a_list(void *arg)
{
    return put_and_take(puts_at_once, takes_slowly, 0);
}

TEST(queue_without_a_limit_that_is_filled_faster_grows)
{
    expect(fills_faster, "growing-queue: queue 'belt' holds 16 items by now, and 5 were taken "
                         "since it was empty: it has no limit, so nobody makes the faster side "
                         "wait\n");
    expect(fills_much_faster, "growing-queue: queue 'belt' holds 18 items by now, and 2 were "
                              "taken since it was empty: it has no limit, so nobody makes the "
                              "faster side wait\n");
    expect(fills_faster_up_to_a_limit, "");
    expect(works_off_a_list, "");
}

/* ---- Deadlock ---- */

static struct async_lock window;

static int takes_both(struct async_lock *first, struct async_lock *second, int delay_ms)
{
    int err = async_sleep(delay_ms);
    err = err ? err : async_lock_acquire(first);
    err = err ? err : async_sleep(10);
    return err ? err : async_lock_acquire(second);
}

static int door_first(void *arg)
{
    return takes_both(&door, &window, 0);
}

static int window_first(void *arg)
{
    return takes_both(&window, &door, 0);
}

static struct async_task *rivals[2];

static void take_crosswise(void)
{
    async_lock_init(&door);
    async_lock_init(&window);
    rivals[0] = async_create_task(async_coro(door_first, NULL));
    rivals[1] = async_create_task(async_coro(window_first, NULL));
}

static void release_rivals(void)
{
    for (int i = 0; i < 2; i++)
        async_task_release(rivals[i]);
    async_lock_finish(&door); /* which is still held */
    async_lock_finish(&window);
}

static int cancels_rivals(void *arg)
{
    take_crosswise();
    int err = async_sleep(50);
    for (int i = 0; i < 2; i++) {
        async_task_cancel(rivals[i], NULL);
        int ended = async_await(rivals[i], NULL);
        err = ended == ASYNC_ECANCELED ? err : ended;
    }
    return err;
}

static int hold_door_briefly(void *arg)
{
    static int delay_ms = 1;
    return holds(&delay_ms);
}

/* It holds what those need whom it waits for. */
static int holds_door_and_gathers(void *arg)
{
    struct async_coro *coros[] = { async_coro(hold_door_briefly, NULL),
                                   async_coro(hold_door_briefly, NULL) };
    int err = async_lock_acquire(&door);
    err = err ? err : async_gather(coros, 2, NULL);
    int released = async_lock_release(&door);
    return err ? err : released;
}

static int is_saved_by_a_timeout(void *arg)
{
    async_lock_init(&door);
    int err = async_wait_for(async_coro(holds_door_and_gathers, NULL), 50, NULL);
    return err == ASYNC_ETIMEDOUT ? 0 : ASYNC_ERUNTIME;
}

static int waits_its_turn(void *arg)
{
    async_lock_init(&door);
    int delay_ms = 60;
    struct async_task *first = async_create_task(async_coro(holds, &delay_ms));
    struct async_task *second = async_create_task(async_coro(hold_door_briefly, NULL));
    int err = async_wait_for(second, 50, NULL);
    int ended = async_await(first, NULL);
    async_task_release(first);
    async_task_release(second);
    return err == ASYNC_ETIMEDOUT ? ended : ASYNC_ERUNTIME;
}

static int awaits_rivals(void *arg)
{
    take_crosswise();
    return async_await(rivals[0], NULL);
}

static int forgets_rivals(void *arg)
{
    take_crosswise();
    return async_sleep(50);
}

TEST(deadlock_beside_a_program_that_goes_on_is_found_at_its_end)
{
    expect(forgets_rivals, "deadlock: door_first#2 waits on lock 'window', held by "
                           "window_first#3, which waits on lock 'door', held by door_first#2: "
                           "none of them can go on\n");
    release_rivals();
}

TEST(deadlock_that_only_a_cancellation_ends_is_told_then)
{
    expect(cancels_rivals, "deadlock: door_first#2 waits on lock 'window', held by "
                           "window_first#3, which waits on lock 'door', held by door_first#2: "
                           "none of them can go on\n");
    release_rivals();
    expect(is_saved_by_a_timeout,
           "deadlock: main#1 waits on gather() of hold_door_briefly#2, which waits on lock "
           "'door', held by main#1: none of them can go on\n");
    expect(waits_its_turn, "");
}

TEST(deadlock_is_told_with_its_circle_and_not_what_it_leaves)
{
    struct recording recording;
    struct advisor advisor;
    struct buf said = { 0 };
    recording_init(&recording, "test");
    advisor_begin(&advisor, &recording, NULL, 0);
    assert_int_equal(traced_read(&recording, awaits_rivals, NULL), ASYNC_EDEADLOCK);
    release_rivals();
    advisor_summary(&advisor, &said);
    assert_true(advisor_has(&advisor, ADVICE_DEADLOCK));
    assert_false(advisor_has(&advisor, ADVICE_PENDING));
    assert_non_null(strstr(buf_str(&said), "waits for lock 'window' held by "));
    assert_non_null(strstr(buf_str(&said), ", which waits for lock 'door' held by "));
    buf_finish(&said);
    advisor_finish(&advisor);
    recording_finish(&recording);
}

/* ---- Silence and summary ---- */

TEST(silenced_warning_is_not_there)
{
    expect_without(blocks, 1u << ADVICE_SLOW, "");
    expect_without(overlooks, 1u << ADVICE_SLOW,
                   "never-retrieved: task 'fails' failed and nobody looked at its error: "
                   "invalid value: no\n");
}

TEST(ids_are_read_from_a_list)
{
    advice_set set = 0;
    struct diag diag = { 0 };
    assert_int_equal(advice_read_ids("slow,deadlock", &set, &diag), 0);
    assert_int_equal(set, 1u << ADVICE_SLOW | 1u << ADVICE_DEADLOCK);
    assert_int_equal(advice_read_ids("all", &set, &diag), 0);
    assert_true(set >> ADVICE_PENDING & 1);
    assert_int_equal(advice_read_ids("slow,deadlok", &set, &diag), -1);
    assert_string_equal(diag.message,
                        "there is no warning \"deadlok\": did you mean \"deadlock\"?");
    diag_finish(&diag);
}

#define HEAD "{\"ev\":\"trace\",\"version\":1}\n"
#define SLOW                                                                     \
    "{\"ev\":\"warning\",\"tick\":2,\"t\":7,\"kind\":\"slow\",\"msg\":\"slow\"," \
    "\"at\":\"src/a.c:3\"}\n"
#define FOREIGN "{\"ev\":\"warning\",\"kind\":\"foreign\",\"msg\":\"odd\"}\n"

static void expect_summary(const char *trace, const char *summary)
{
    struct recording recording;
    struct advisor advisor;
    struct diag diag = { 0 };
    struct buf said = { 0 };
    recording_init(&recording, "test");
    advisor_begin(&advisor, &recording, NULL, 0);
    assert_int_equal(recording_feed(&recording, trace, strlen(trace), &diag), 0);
    assert_int_equal(recording_close(&recording, &diag), 0);
    advisor_summary(&advisor, &said);
    assert_string_equal(buf_str(&said), summary);
    buf_finish(&said);
    advisor_finish(&advisor);
    recording_finish(&recording);
}

TEST(summary_tells_each_warning_once_with_its_lesson)
{
    expect_summary(HEAD SLOW SLOW FOREIGN SLOW,
                   "warning: slow (3 times)\n"
                   "    a.c:3, slow: asynclearn lesson understanding/blocking\n");
    expect_summary(HEAD, "");
}

#define TASK(id) "{\"ev\":\"task\",\"task\":" #id ",\"name\":\"eat\",\"number\":" #id "}\n"
#define TAKE(lock, by) \
    "{\"ev\":\"lock\",\"obj\":" #lock ",\"op\":\"acquire\",\"value\":1,\"by\":" #by "}\n"
#define WANT(task, lock, by)                                             \
    "{\"ev\":\"wait\",\"task\":" #task ",\"on\":\"lock\",\"obj\":" #lock \
    ",\"name\":\"fork\",\"holder\":" #by ",\"at\":\"eat.c:" #task "\"}\n"
#define NAP  "{\"ev\":\"wait\",\"task\":1,\"on\":\"sleep\",\"until\":9,\"at\":\"eat.c:1\"}\n"
#define END  "{\"ev\":\"end\"}\n"
#define FOUR HEAD TASK(1) TASK(2) TASK(3) TASK(4) TAKE(7, 3) TAKE(8, 4)

TEST(deadlock_beside_a_program_that_is_cut_short_is_told)
{
    expect_summary(FOUR WANT(2, 7, 3) WANT(3, 8, 4) WANT(4, 7, 3) NAP,
                   "warning: eat#3 waits on lock 'fork', held by eat#4, which waits on lock "
                   "'fork', held by eat#3: none of them can go on\n"
                   "    eat.c:3, deadlock: asynclearn lesson synchronization/lock\n");
    expect_summary(FOUR WANT(2, 7, 3) WANT(3, 8, 4) NAP, "");
    expect_summary(FOUR WANT(3, 8, 4) WANT(4, 7, 3) END HEAD TASK(1) NAP, "");
}

TEST(lessons_that_explain_are_in_the_course)
{
    struct course *course;
    struct diag diag = { 0 };
    assert_int_equal(course_load(".", &course, &diag), 0);
#define ENTRY(name, id, step) step,
    static const char *const steps[] = { ADVICE_LIST(ENTRY) };
#undef ENTRY
    for (enum advice advice = 0; advice < ADVICE_COUNT; advice++) {
        if (steps[advice] && !course_step_of(course, steps[advice]))
            fail_msg("there is no step %s", steps[advice]);
    }
    course_free(course);
}

TEST(log_says_what_to_read_below_a_warning)
{
    struct recording recording;
    struct lines lines = { 0 };
    traced_lines(&recording, HEAD SLOW FOREIGN);
    log_record(&recording, recording_at(&recording, 1), 1, false, INT_MAX, &lines);
    log_record(&recording, recording_at(&recording, 2), 2, false, INT_MAX, &lines);
    assert_int_equal(lines.count, 3);
    assert_string_equal(buf_str(&lines.items[1].text),
                        "tick 2            7 ms  loop slow is explained by: asynclearn lesson "
                        "understanding/blocking");
    lines_finish(&lines);
    recording_finish(&recording);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blocking_call_is_slow),
        cmocka_unit_test(coroutine_that_never_ran_was_never_awaited),
        cmocka_unit_test(error_that_nobody_looks_at_was_never_retrieved),
        cmocka_unit_test(coroutines_made_first_and_awaited_in_turn_could_run_at_the_same_time),
        cmocka_unit_test(task_that_nobody_awaits_at_the_end_is_forgotten),
        cmocka_unit_test(task_that_a_forgotten_one_awaits_is_not_forgotten),
        cmocka_unit_test(cancellation_that_ends_with_a_result_was_swallowed),
        cmocka_unit_test(timeout_whose_cancellation_does_not_arrive_was_swallowed),
        cmocka_unit_test(task_that_goes_on_and_on_swallows_its_cancellation),
        cmocka_unit_test(lock_is_not_held_across_a_long_await_while_others_want_it),
        cmocka_unit_test(queue_without_a_limit_that_is_filled_faster_grows),
        cmocka_unit_test(deadlock_that_only_a_cancellation_ends_is_told_then),
        cmocka_unit_test(deadlock_is_told_with_its_circle_and_not_what_it_leaves),
        cmocka_unit_test(deadlock_beside_a_program_that_goes_on_is_found_at_its_end),
        cmocka_unit_test(silenced_warning_is_not_there),
        cmocka_unit_test(ids_are_read_from_a_list),
        cmocka_unit_test(summary_tells_each_warning_once_with_its_lesson),
        cmocka_unit_test(deadlock_beside_a_program_that_is_cut_short_is_told),
        cmocka_unit_test(lessons_that_explain_are_in_the_course),
        cmocka_unit_test(log_says_what_to_read_below_a_warning),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
