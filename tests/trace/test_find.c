/* What `/` finds in the live view. */
#include "check.h"

#include "trace/find.h"
#include "traced.h"

static const char trace[] = "{\"ev\":\"trace\",\"version\":1}\n"
                            "{\"ev\":\"task\",\"task\":1,\"name\":\"cook\",\"number\":11}\n"
                            "{\"ev\":\"task\",\"task\":2,\"name\":\"cook\",\"number\":1}\n"
                            "{\"ev\":\"run\",\"task\":1}\n"
                            "{\"ev\":\"wait\",\"task\":1,\"on\":\"lock\",\"name\":\"Cart\"}\n";

TEST(events_are_found_by_their_sentence_and_around_the_end)
{
    struct recording recording;
    size_t found = 0;
    traced_lines(&recording, trace);
    assert_true(find_event(&recording, "lock 'cart'", 0, false, &found));
    assert_int_equal(found, 4);
    assert_true(find_event(&recording, "STARTS", 4, false, &found));
    assert_int_equal(found, 3);
    assert_false(find_event(&recording, "queue 'x'", 0, false, &found));
    assert_int_equal(found, 3);
    recording_finish(&recording);
}

TEST(whole_name_of_a_task_comes_before_a_part)
{
    struct recording recording;
    traced_lines(&recording, trace);
    assert_int_equal(find_task(&recording, "oo"), 1);
    assert_int_equal(find_task(&recording, "cook#1"), 2);
    assert_int_equal(find_task(&recording, "cook"), 1);
    assert_int_equal(find_task(&recording, "eat"), 0);
    recording_finish(&recording);
}

TEST(name_without_its_number_comes_before_a_part)
{
    struct recording recording;
    traced_lines(&recording, "{\"ev\":\"trace\",\"version\":1}\n"
                             "{\"ev\":\"task\",\"task\":1,\"name\":\"main\",\"number\":1}\n"
                             "{\"ev\":\"task\",\"task\":2,\"name\":\"a\",\"number\":2}\n");
    assert_int_equal(find_task(&recording, "a"), 2);
    recording_finish(&recording);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(events_are_found_by_their_sentence_and_around_the_end),
        cmocka_unit_test(whole_name_of_a_task_comes_before_a_part),
        cmocka_unit_test(name_without_its_number_comes_before_a_part),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
