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
               "waits on sleep until 40 ms");
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
    expect_why(TASKS, 3,
               "eat#4 is ready: it runs when the 2 before it in the queue have had their turn");
}

TEST(ended_task_says_how)
{
    expect_why(TASKS RUNS(1) "{\"ev\":\"done\",\"task\":1,\"how\":\"cancelled\"}\n", 1,
               "cook#2 has ended: cancelled");
}

TEST(one_that_gathers_names_those_it_started)
{
    expect_why(
        "{\"ev\":\"trace\",\"version\":1}\n"
        "{\"ev\":\"task\",\"task\":1,\"name\":\"main\",\"number\":1}\n" RUNS(
            1) "{\"ev\":\"task\",\"task\":2,\"name\":\"a\",\"number\":2,\"parent\":1}\n"
               "{\"ev\":\"task\",\"task\":3,\"name\":\"b\",\"number\":3,\"parent\":1}\n"
               "{\"ev\":\"wait\",\"task\":1,\"on\":\"gather\"}\n" RUNS(
                   2) "{\"ev\":\"done\",\"task\":2,\"how\":\"result\"}\n",
        1, "main#1 waits on gather; of the tasks that it started these have not ended: b#3");
}

#define MAIN_GATHERS                                                               \
    TASKS "{\"ev\":\"task\",\"task\":4,\"name\":\"main\",\"number\":1}\n"          \
          "{\"ev\":\"future\",\"obj\":5,\"op\":\"created\",\"by\":4}\n"            \
          "{\"ev\":\"future\",\"obj\":6,\"op\":\"created\",\"by\":4}\n"            \
          "{\"ev\":\"gather\",\"obj\":6,\"op\":\"child\",\"task\":2,\"by\":4}\n"   \
          "{\"ev\":\"gather\",\"obj\":6,\"op\":\"child\",\"task\":3,\"by\":4}\n"   \
          "{\"ev\":\"gather\",\"obj\":6,\"op\":\"child\",\"future\":5,\"by\":4}\n" \
          "{\"ev\":\"wait\",\"task\":4,\"on\":\"gather\",\"obj\":6}\n" BUY_SLEEPS

TEST(gather_counts_its_children_and_names_those_that_are_left)
{
    expect_why(MAIN_GATHERS, 4,
               "main#1 waits for 3 of 3 children of gather: buy#3, eat#4; buy#3 waits on sleep "
               "until 40 ms");
    expect_why(MAIN_GATHERS "{\"ev\":\"future\",\"obj\":5,\"op\":\"result\"}\n"
                            "{\"ev\":\"done\",\"task\":3,\"how\":\"result\"}\n",
               4,
               "main#1 waits for 1 of 3 children of gather: buy#3, which waits on sleep until "
               "40 ms");
}

TEST(task_that_was_dropped_still_tells_why)
{
    expect_why(TASKS BUY_SLEEPS "{\"ev\":\"end\"}\n", 2,
               "buy#3 waited on sleep until 40 ms. Then the loop was closed");
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
        cmocka_unit_test(ended_task_says_how),
        cmocka_unit_test(one_that_gathers_names_those_it_started),
        cmocka_unit_test(gather_counts_its_children_and_names_those_that_are_left),
        cmocka_unit_test(task_that_was_dropped_still_tells_why),
        cmocka_unit_test(deadlock_is_a_circle_and_is_drawn),
        cmocka_unit_test(task_outside_waits_for_the_circle),
        cmocka_unit_test(without_a_circle_nothing_is_drawn),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
