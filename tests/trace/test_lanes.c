#include "check.h"

#include "trace/lanes.h"
#include "trace/model.h"
#include "trace/tree.h"
#include "traced.h"

static const char trace[] =
    "{\"ev\":\"trace\",\"version\":1}\n"
    "{\"ev\":\"task\",\"task\":1,\"name\":\"a\"}\n"
    "{\"ev\":\"tick\",\"tick\":1,\"t\":0,\"ready\":[{\"task\":1}]}\n"
    "{\"ev\":\"run\",\"tick\":1,\"t\":0,\"task\":1}\n"
    "{\"ev\":\"wait\",\"tick\":1,\"t\":7,\"task\":1,\"on\":\"sleep\"}\n"
    "{\"ev\":\"tick\",\"tick\":2,\"t\":40,\"ready\":[{\"task\":1}]}\n"
    "{\"ev\":\"run\",\"tick\":2,\"t\":40,\"task\":1}\n"
    "{\"ev\":\"done\",\"tick\":2,\"t\":40,\"task\":1,\"how\":\"result\"}\n"
    "{\"ev\":\"end\",\"tick\":2,\"t\":40}\n"
    "{\"ev\":\"trace\",\"version\":1}\n"
    "{\"ev\":\"tick\",\"tick\":1,\"t\":0,\"ready\":[]}\n"
    "{\"ev\":\"end\",\"tick\":1,\"t\":5}\n";

static void expect_place(const struct lanes *lanes, const struct recording *recording,
                         size_t index, size_t ticks, int64_t ms)
{
    size_t found_ticks;
    int64_t found_us;
    lanes_place(lanes, recording, index, &found_ticks, &found_us);
    assert_int_equal(found_ticks, ticks);
    assert_int_equal(found_us, ms * 1000);
}

TEST(place_counts_ticks_and_time_through_all_loops)
{
    struct recording recording;
    struct lanes lanes = { 0 };
    traced_lines(&recording, trace);
    lanes_update(&lanes, &recording);
    expect_place(&lanes, &recording, 0, 0, 0);
    expect_place(&lanes, &recording, 3, 1, 0);
    expect_place(&lanes, &recording, 4, 1, 7); /* within a slow tick */
    expect_place(&lanes, &recording, 5, 2, 40);
    expect_place(&lanes, &recording, 8, 2, 40);
    expect_place(&lanes, &recording, 10, 3, 40); /* the second loop's clock is at 0 again */
    expect_place(&lanes, &recording, 11, 3, 45);
    lanes_finish(&lanes);
    recording_finish(&recording);
}

TEST(last_change_before_a_record_is_found)
{
    struct recording recording;
    struct lanes lanes = { 0 };
    traced_lines(&recording, trace);
    lanes_update(&lanes, &recording);
    assert_int_equal(lanes_change_before(&lanes, 1, 1), -1);
    assert_int_equal(lanes_change_before(&lanes, 1, 2), 0);
    assert_int_equal(lanes_change_before(&lanes, 1, 5), 2);
    assert_int_equal(lanes_change_before(&lanes, 1, 6), 2);
    assert_int_equal(lanes_change_before(&lanes, 1, recording.count), 4);
    assert_int_equal(lanes_change_before(&lanes, 9, recording.count), -1);
    lanes_finish(&lanes);
    recording_finish(&recording);
}

TEST(loop_that_ends_drops_the_tasks_that_have_not)
{
    static const char dropped[] = "{\"ev\":\"trace\",\"version\":1}\n"
                                  "{\"ev\":\"task\",\"task\":1,\"name\":\"a\"}\n"
                                  "{\"ev\":\"end\"}\n"
                                  "{\"ev\":\"trace\",\"version\":1}\n"
                                  "{\"ev\":\"task\",\"task\":1,\"name\":\"b\"}\n"
                                  "{\"ev\":\"done\",\"task\":1,\"how\":\"result\"}\n"
                                  "{\"ev\":\"end\"}\n";
    struct recording recording;
    struct lanes lanes = { 0 };
    traced_lines(&recording, dropped);
    lanes_update(&lanes, &recording);
    assert_int_equal(lanes_change_before(&lanes, 1, 2), 0);
    assert_int_equal(lanes_change_before(&lanes, 1, recording.count), 1);
    assert_int_equal(lanes.items[1].items[1], 2);
    assert_int_equal(lanes_change_before(&lanes, 2, recording.count), 1);
    assert_int_equal(lanes.items[2].items[1], 5); /* it had ended before its loop */
    lanes_finish(&lanes);
    recording_finish(&recording);
}

TEST(slow_ticks_are_known_by_their_ends)
{
    static const char slow[] = "{\"ev\":\"trace\",\"version\":1}\n"
                               "{\"ev\":\"tick\",\"tick\":1,\"t\":0,\"ready\":[]}\n"
                               "{\"ev\":\"tick-end\",\"tick\":1,\"t\":99}\n"
                               "{\"ev\":\"tick\",\"tick\":2,\"t\":900,\"ready\":[]}\n"
                               "{\"ev\":\"tick-end\",\"tick\":2,\"t\":1000}\n";
    struct recording recording;
    struct lanes lanes = { 0 };
    traced_lines(&recording, slow);
    lanes_update(&lanes, &recording);
    assert_false(lanes_has_slow(&lanes, 0, 4));
    assert_true(lanes_has_slow(&lanes, 4, 5));
    assert_false(lanes_has_slow(&lanes, 5, 5));
    lanes_finish(&lanes);
    recording_finish(&recording);
}

/* The timeline looks for a column's first record by halves. */
TEST(places_never_go_back_and_growing_changes_nothing)
{
    for (uintptr_t seed = 1; seed <= 5; seed++) {
        struct recording recording;
        struct lanes lanes = { 0 };
        size_t ticks, last_ticks = 0;
        int64_t us, last_us = 0;
        traced_run(&recording, traced_main, (void *)seed);
        lanes_update(&lanes, &recording);
        lanes_update(&lanes, &recording);
        for (size_t i = 0; i < recording.count; i++) {
            lanes_place(&lanes, &recording, i, &ticks, &us);
            assert_true(ticks >= last_ticks && us >= last_us);
            last_ticks = ticks;
            last_us = us;
        }
        lanes_finish(&lanes);
        recording_finish(&recording);
    }
}

TEST(tree_has_each_task_before_its_children_in_the_order_they_were_made)
{
    static const char family[] = "{\"ev\":\"trace\",\"version\":1}\n"
                                 "{\"ev\":\"task\",\"task\":1}\n"
                                 "{\"ev\":\"task\",\"task\":2,\"parent\":1}\n"
                                 "{\"ev\":\"task\",\"task\":3}\n"
                                 "{\"ev\":\"task\",\"task\":4,\"parent\":1}\n"
                                 "{\"ev\":\"task\",\"task\":5,\"parent\":2}\n"
                                 "{\"ev\":\"task\",\"task\":6,\"parent\":6}\n";
    static const struct tree_item expected[] = { { 1, 0 }, { 2, 1 }, { 5, 2 },
                                                 { 4, 1 }, { 3, 0 }, { 6, 0 } };
    struct recording recording;
    struct model model;
    struct tree_item *items;
    traced_lines(&recording, family);
    model_init(&model, &recording);
    model_seek(&model, recording.count);
    assert_int_equal(tree_list(&model, &items), 6);
    for (size_t i = 0; i < 6; i++) {
        assert_int_equal(items[i].task, expected[i].task);
        assert_int_equal(items[i].depth, expected[i].depth);
    }
    free(items);
    model_finish(&model);
    recording_finish(&recording);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(place_counts_ticks_and_time_through_all_loops),
        cmocka_unit_test(last_change_before_a_record_is_found),
        cmocka_unit_test(loop_that_ends_drops_the_tasks_that_have_not),
        cmocka_unit_test(slow_ticks_are_known_by_their_ends),
        cmocka_unit_test(places_never_go_back_and_growing_changes_nothing),
        cmocka_unit_test(tree_has_each_task_before_its_children_in_the_order_they_were_made),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
