#include "check.h"

#include <locale.h>

#include "trace/why.h"
#include "traced.h"

#define TASKS                                                                                 \
    "{\"ev\":\"trace\",\"version\":1}\n"                                                      \
    "{\"ev\":\"task\",\"task\":1,\"name\":\"cook\",\"number\":2}\n"                           \
    "{\"ev\":\"task\",\"task\":2,\"name\":\"buy\",\"number\":3}\n"                            \
    "{\"ev\":\"task\",\"task\":3,\"name\":\"eat\",\"number\":4}\n"                            \
    "{\"ev\":\"lock\",\"obj\":9,\"name\":\"cart\",\"op\":\"acquire\",\"value\":1,\"by\":2}\n" \
    "{\"ev\":\"lock\",\"obj\":8,\"name\":\"till\",\"op\":\"acquire\",\"value\":1,\"by\":1}\n"
#define RUNS(task) "{\"ev\":\"run\",\"task\":" #task "}\n"
#define COOK_WAITS \
    RUNS(1)        \
    "{\"ev\":\"wait\",\"task\":1,\"on\":\"lock\",\"obj\":9,\"name\":\"cart\",\"holder\":2}\n"
#define BUY_SLEEPS RUNS(2) "{\"ev\":\"wait\",\"task\":2,\"on\":\"sleep\",\"until\":40}\n"
#define BUY_WAITS \
    RUNS(2)       \
    "{\"ev\":\"wait\",\"task\":2,\"on\":\"lock\",\"obj\":8,\"name\":\"till\",\"holder\":1}\n"
#define EAT_WAITS RUNS(3) "{\"ev\":\"wait\",\"task\":3,\"on\":\"task\",\"holder\":1}\n"

static void expect_why(const char *trace, uint32_t task, const char *sentence)
{
    struct recording recording;
    struct model model;
    struct buf said = { 0 };
    traced_lines(&recording, trace);
    model_init(&model, &recording);
    model_seek(&model, recording.count);
    why_sentence(&model, task, &said);
    assert_string_equal(buf_str(&said), sentence);
    buf_finish(&said);
    model_finish(&model);
    recording_finish(&recording);
}

TEST(wait_for_no_task_says_what_is_missing)
{
    expect_why(TASKS "{\"ev\":\"wait\",\"task\":1,\"on\":\"queue-put\",\"obj\":6}\n", 1,
               "cook#2 waits on queue-put 6 (full)");
    expect_why(TASKS "{\"ev\":\"wait\",\"task\":1,\"on\":\"event\",\"obj\":6}\n", 1,
               "cook#2 waits on event 6 (not set)");
    expect_why(TASKS "{\"ev\":\"wait\",\"task\":1,\"on\":\"thread\",\"obj\":6}\n", 1,
               "cook#2 waits on thread 6");
}

static void expect_circle(const char *trace, uint32_t task, const char *drawing)
{
    struct recording recording;
    struct model model;
    struct lines lines = { 0 };
    struct buf drawn = { 0 };
    traced_lines(&recording, trace);
    model_init(&model, &recording);
    model_seek(&model, recording.count);
    why_circle(&model, task, &lines);
    for (size_t i = 0; i < lines.count; i++)
        buf_addf(&drawn, "%s\n", buf_str(&lines.items[i].text));
    assert_string_equal(buf_str(&drawn), drawing);
    lines_finish(&lines);
    buf_finish(&drawn);
    model_finish(&model);
    recording_finish(&recording);
}

TEST(chain_is_followed_through_the_holders)
{
    expect_why(TASKS COOK_WAITS BUY_SLEEPS EAT_WAITS, 3,
               "eat#4 waits on task cook#2, which waits on lock 'cart', held by buy#3, which "
               "sleeps until 40 ms");
}

TEST(chain_ends_at_one_that_runs_or_is_ready)
{
    expect_why(TASKS COOK_WAITS RUNS(2), 1,
               "cook#2 waits on lock 'cart', held by buy#3, which runs now");
    expect_why(TASKS COOK_WAITS, 1,
               "cook#2 waits on lock 'cart', held by buy#3, which is ready: it runs next");
}

TEST(ready_task_has_its_place_in_the_queue)
{
    expect_why(TASKS RUNS(1), 2, "buy#3 is ready: it runs next; now runs cook#2");
    expect_why(TASKS RUNS(1), 3,
               "eat#4 is ready: it runs when the one before it in the queue has had its turn; "
               "now runs cook#2");
    expect_why(TASKS, 3,
               "eat#4 is ready: it runs when the 2 before it in the queue have had their turn");
    expect_why(TASKS "{\"ev\":\"cancel\",\"task\":2}\n", 2,
               "buy#3 is ready, being cancelled: it runs when the one before it in the queue "
               "has had its turn");
}

TEST(callbacks_that_wake_tasks_keep_none_waiting)
{
    expect_why(TASKS COOK_WAITS
               "{\"ev\":\"tick\",\"tick\":2,\"ready\":[{\"call\":true},{\"call\":true}]}\n"
               "{\"ev\":\"wake\",\"tick\":2,\"task\":1}\n",
               1, "cook#2 is ready: it runs next");
    expect_why(
        TASKS COOK_WAITS
        "{\"ev\":\"tick\",\"tick\":2,\"ready\":[{\"call\":true},{\"task\":2}]}\n"
        "{\"ev\":\"wake\",\"tick\":2,\"task\":1}\n",
        1, "cook#2 is ready: it runs when the 2 before it in the queue have had their turn");
}

TEST(ended_task_says_how)
{
    expect_why(TASKS RUNS(1) "{\"ev\":\"done\",\"task\":1,\"how\":\"cancelled\"}\n", 1,
               "cook#2 has ended: cancelled");
}

#define MAIN_GATHERS                                                             \
    TASKS "{\"ev\":\"task\",\"task\":4,\"name\":\"main\",\"number\":1}\n"        \
          "{\"ev\":\"future\",\"obj\":5,\"op\":\"created\",\"by\":4}\n"          \
          "{\"ev\":\"future\",\"obj\":6,\"op\":\"created\",\"by\":4}\n"          \
          "{\"ev\":\"member\",\"obj\":6,\"op\":\"all\",\"task\":2,\"by\":4}\n"   \
          "{\"ev\":\"member\",\"obj\":6,\"op\":\"all\",\"task\":3,\"by\":4}\n"   \
          "{\"ev\":\"member\",\"obj\":6,\"op\":\"all\",\"future\":5,\"by\":4}\n" \
          "{\"ev\":\"wait\",\"task\":4,\"on\":\"gather\",\"obj\":6}\n" BUY_SLEEPS

TEST(gather_counts_its_children_and_names_those_that_are_left)
{
    expect_why(MAIN_GATHERS, 4,
               "main#1 waits for 3 of 3 children of gather: buy#3, eat#4; buy#3 sleeps "
               "until 40 ms");
    expect_why(MAIN_GATHERS "{\"ev\":\"future\",\"obj\":5,\"op\":\"result\"}\n"
                            "{\"ev\":\"done\",\"task\":3,\"how\":\"result\"}\n",
               4,
               "main#1 waits for 1 of 3 children of gather: buy#3, which sleeps until "
               "40 ms");
    expect_why(MAIN_GATHERS "{\"ev\":\"future\",\"obj\":5,\"op\":\"result\"}\n"
                            "{\"ev\":\"done\",\"task\":3,\"how\":\"result\"}\n"
                            "{\"ev\":\"done\",\"task\":2,\"how\":\"result\"}\n",
               4, "main#1 waits for its turn: none of 3 children of gather is left");
}

#define MAIN_WAITS(op, on)                                                        \
    TASKS "{\"ev\":\"task\",\"task\":4,\"name\":\"main\",\"number\":1}\n"         \
          "{\"ev\":\"member\",\"obj\":6,\"op\":\"" op "\",\"task\":2,\"by\":4}\n" \
          "{\"ev\":\"member\",\"obj\":6,\"op\":\"" op "\",\"task\":3,\"by\":4}\n" \
          "{\"ev\":\"wait\",\"task\":4,\"on\":\"" on "\",\"obj\":6,\"until\":90}\n" BUY_SLEEPS
#define EAT_ENDS "{\"ev\":\"done\",\"task\":3,\"how\":\"result\"}\n"

TEST(waits_for_several_say_how_many_they_take)
{
    expect_why(MAIN_WAITS("first", "wait"), 4,
               "main#1 waits for the first of 2 tasks: buy#3, eat#4, until 90 ms");
    expect_why(MAIN_WAITS("next", "as_completed") EAT_ENDS, 4,
               "main#1 waits for the next of 1 task: buy#3, until 90 ms, which sleeps "
               "until 40 ms");
    expect_why(MAIN_WAITS("error", "wait"), 4,
               "main#1 waits for 2 of 2 tasks, or the first that fails: buy#3, eat#4, until 90 "
               "ms");
    expect_why(MAIN_WAITS("all", "group"), 4,
               "main#1 waits for 2 of 2 tasks of the group: buy#3, eat#4, until 90 ms; buy#3 "
               "sleeps until 40 ms");
}

/* Eat may end, and then all go on. */
TEST(circle_through_one_of_several_is_none)
{
    expect_why(
        MAIN_WAITS("first", "wait")
            RUNS(2) "{\"ev\":\"wait\",\"task\":2,\"on\":\"task\",\"holder\":4}\n",
        2,
        "buy#3 waits on task main#1, which waits for the first of 2 tasks: buy#3, eat#4, "
        "until 90 ms");
}

/* ---- What real programs say ---- */

static int nap(void *ms)
{
    return async_sleep((int64_t)(uintptr_t)ms);
}

static int make_naps(struct async_task *naps[2])
{
    for (uintptr_t i = 0; i < 2; i++)
        naps[i] = async_create_task(async_coro(nap, (void *)(10 * (i + 1))));
    return naps[0] && naps[1] ? 0 : ASYNC_ENOMEM;
}

static int wait_for_first(void *arg)
{
    struct async_task *naps[2];
    int err = make_naps(naps);
    err = err ? err : async_wait(naps, 2, ASYNC_FIRST_COMPLETED, ASYNC_NO_TIMEOUT);
    err = err ? err : async_wait(naps, 2, ASYNC_ALL_COMPLETED, ASYNC_NO_TIMEOUT);
    async_task_release(naps[0]);
    async_task_release(naps[1]);
    return err;
}

static int take_each(void *arg)
{
    struct async_task *naps[2];
    struct async_future *done;
    int err = make_naps(naps);
    struct async_as_completed *it = async_as_completed(naps, 2, ASYNC_NO_TIMEOUT);
    err = err ? err : async_as_completed_next(it, &done);
    err = err ? err : async_as_completed_next(it, &done);
    async_as_completed_destroy(it);
    async_task_release(naps[0]);
    async_task_release(naps[1]);
    return err;
}

static int leave_group(void *arg)
{
    struct async_group group;
    int err = async_group_enter(&group);
    for (uintptr_t i = 1; i <= 2 && !err; i++)
        err = async_group_create_task(&group, async_coro(nap, (void *)(10 * i)), NULL);
    return err ? err : async_group_exit(&group, err);
}

/* Why the main task waits, each time that it does. */
static void expect_waits(async_fn *program, const char *sentences)
{
    struct recording recording;
    struct model model;
    struct buf said = { 0 };
    traced_run(&recording, program, NULL);
    model_init(&model, &recording);
    for (size_t i = 0; i < recording.count; i++) {
        const struct record *record = recording_at(&recording, i);
        if (record->kind != WORD_WAIT || record->task != 1)
            continue;
        model_seek(&model, i + 1);
        why_sentence(&model, 1, &said);
        buf_addc(&said, '\n');
    }
    assert_string_equal(buf_str(&said), sentences);
    buf_finish(&said);
    model_finish(&model);
    recording_finish(&recording);
}

TEST(programs_name_those_that_they_wait_for_together)
{
    expect_waits(wait_for_first, "main#1 waits for the first of 2 tasks: nap#2, nap#3\n"
                                 "main#1 waits for 1 of 2 tasks: nap#3, which "
                                 "sleeps until 20 ms\n");
    expect_waits(take_each, "main#1 waits for the next of 2 tasks: nap#2, nap#3\n"
                            "main#1 waits for the next of 1 task: nap#3, which "
                            "sleeps until 20 ms\n");
    expect_waits(leave_group,
                 "main#1 waits for 2 of 2 tasks of the group: nap#2, nap#3; nap#2 is "
                 "ready: it runs next\n");
}

TEST(task_that_was_dropped_still_tells_why)
{
    expect_why(TASKS BUY_SLEEPS "{\"ev\":\"end\"}\n", 2,
               "buy#3 slept until 40 ms. Then the loop was closed");
    expect_why(TASKS "{\"ev\":\"end\"}\n", 2, "buy#3 was ready. Then the loop was closed");
    expect_why(
        TASKS COOK_WAITS BUY_WAITS "{\"ev\":\"end\"}\n", 1,
        "cook#2 waited on lock 'cart', held by buy#3, which waited on lock 'till', held "
        "by cook#2. This was a circle: none of its tasks could go on (deadlock). Then the "
        "loop was closed");
}

TEST(deadlock_is_a_circle_and_is_drawn)
{
    expect_why(
        TASKS COOK_WAITS BUY_WAITS, 1,
        "cook#2 waits on lock 'cart', held by buy#3, which waits on lock 'till', held by "
        "cook#2. This is a circle: none of its tasks can go on (deadlock)");
    expect_circle(TASKS COOK_WAITS BUY_WAITS, 1,
                  "┌─▶ cook#2 waits on lock 'cart', held by buy#3\n"
                  "│     ↓\n"
                  "│   buy#3 waits on lock 'till', held by cook#2\n"
                  "└─────┘\n");
}

TEST(each_task_of_the_chain_has_its_place_once)
{
    static const char buy_waits[] = "{\"ev\":\"wait\",\"task\":2,\"on\":\"lock\",\"obj\":8,"
                                    "\"holder\":1,\"at\":\"shop.c:7\"}\n";
    static const char eat_waits[] =
        "{\"ev\":\"wait\",\"task\":3,\"on\":\"task\",\"holder\":1,\"at\":\"a/shop.c:9\"}\n";
    struct recording recording;
    struct model model;
    struct buf trace = { 0 }, said = { 0 };
    buf_addf(&trace, "%s%s%s", TASKS COOK_WAITS, buy_waits, eat_waits);
    traced_lines(&recording, buf_str(&trace));
    model_init(&model, &recording);
    model_seek(&model, recording.count);
    why_places(&model, 3, &said); /* the cook's is not known */
    assert_string_equal(buf_str(&said), "eat#4 (shop.c:9), buy#3 (shop.c:7)");
    buf_finish(&trace);
    buf_finish(&said);
    model_finish(&model);
    recording_finish(&recording);
}

TEST(task_outside_waits_for_the_circle)
{
    static const char trace[] = TASKS COOK_WAITS BUY_WAITS EAT_WAITS;
    expect_why(trace, 3,
               "eat#4 waits on task cook#2, which waits on lock 'cart', held by buy#3, which "
               "waits on lock 'till', held by cook#2. This is a circle: none of its tasks can "
               "go on (deadlock)");
    expect_circle(trace, 3,
                  "┌─▶ cook#2 waits on lock 'cart', held by buy#3\n"
                  "│     ↓\n"
                  "│   buy#3 waits on lock 'till', held by cook#2\n"
                  "└─────┘\n");
}

TEST(without_a_circle_nothing_is_drawn)
{
    expect_circle(TASKS COOK_WAITS BUY_SLEEPS, 1, "");
}

int main(void)
{
    setlocale(LC_CTYPE, "C.UTF-8");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(chain_is_followed_through_the_holders),
        cmocka_unit_test(chain_ends_at_one_that_runs_or_is_ready),
        cmocka_unit_test(ready_task_has_its_place_in_the_queue),
        cmocka_unit_test(callbacks_that_wake_tasks_keep_none_waiting),
        cmocka_unit_test(ended_task_says_how),
        cmocka_unit_test(waits_for_several_say_how_many_they_take),
        cmocka_unit_test(wait_for_no_task_says_what_is_missing),
        cmocka_unit_test(circle_through_one_of_several_is_none),
        cmocka_unit_test(gather_counts_its_children_and_names_those_that_are_left),
        cmocka_unit_test(programs_name_those_that_they_wait_for_together),
        cmocka_unit_test(task_that_was_dropped_still_tells_why),
        cmocka_unit_test(deadlock_is_a_circle_and_is_drawn),
        cmocka_unit_test(each_task_of_the_chain_has_its_place_once),
        cmocka_unit_test(task_outside_waits_for_the_circle),
        cmocka_unit_test(without_a_circle_nothing_is_drawn),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
