#include "check.h"

#include "trace/whereabouts.h"
#include "traced.h"

/* Two tasks; each position is said beside its record. */
static const char trace[] =
    "{\"ev\":\"trace\",\"version\":1}\n"
    "{\"ev\":\"task\",\"task\":1,\"name\":\"main\",\"at\":\"a.c:30\"}\n"
    "{\"ev\":\"task\",\"task\":2,\"name\":\"other\",\"at\":\"a.c:31\"}\n"
    "{\"ev\":\"run\",\"task\":1}\n" /* 4 */
    "{\"ev\":\"enter\",\"task\":1,\"coro\":3,\"name\":\"inner\",\"at\":\"a.c:5\"}\n"
    "{\"ev\":\"wait\",\"task\":1,\"on\":\"sleep\",\"at\":\"a.c:9\"}\n"
    "{\"ev\":\"run\",\"task\":2}\n" /* 7 */
    "{\"ev\":\"done\",\"task\":2,\"how\":\"result\"}\n"
    "{\"ev\":\"wake\",\"task\":1}\n"
    "{\"ev\":\"run\",\"task\":1}\n" /* 10 */
    "{\"ev\":\"warning\",\"kind\":\"slow\",\"task\":1,\"at\":\"a.c:77\"}\n"
    "{\"ev\":\"leave\",\"task\":1,\"coro\":3,\"name\":\"inner\",\"at\":\"a.c:5\"}\n" /* 12 */
    "{\"ev\":\"lock\",\"obj\":4,\"op\":\"acquire\",\"value\":1,\"by\":1}\n"
    "{\"ev\":\"task\",\"task\":5,\"name\":\"child\",\"parent\":1,\"at\":\"a.c:6\"}\n"
    "{\"ev\":\"done\",\"task\":1,\"how\":\"result\"}\n"
    "{\"ev\":\"run\",\"task\":5}\n" /* 16 */
    "{\"ev\":\"tick-end\"}\n"
    "{\"ev\":\"wait\",\"task\":5,\"on\":\"sleep\",\"at\":\"a.c:8\"}\n";

struct looking {
    struct recording recording;
    struct model model;
};

static int setup(void **state)
{
    static struct looking looking;
    traced_lines(&looking.recording, trace);
    model_init(&looking.model, &looking.recording);
    *state = &looking;
    return 0;
}

static int teardown(void **state)
{
    struct looking *looking = *state;
    model_finish(&looking->model);
    recording_finish(&looking->recording);
    return 0;
}

static void expect(struct looking *looking, size_t position, uint32_t task, const char *place)
{
    model_seek(&looking->model, position);
    assert_string_equal(
        recording_string(&looking->recording, whereabouts_find(&looking->model, task)), place);
}

TEST(task_that_resumes_is_at_the_next_place_of_its_run)
{
    expect(*state, 4, 1, "a.c:5");
    expect(*state, 5, 1, "a.c:9");
    expect(*state, 13, 1, "a.c:6");
}

TEST(task_that_leaves_a_coroutine_goes_back_to_where_it_awaited_it)
{
    expect(*state, 10, 1, "a.c:5");
    expect(*state, 11, 1, "a.c:5");
    expect(*state, 12, 1, "a.c:6");
}

TEST(way_back_gives_the_same_places)
{
    expect(*state, 16, 3, "");
    expect(*state, 12, 1, "a.c:6");
    expect(*state, 4, 1, "a.c:5");
}

TEST(task_that_stops_before_it_is_seen_again_stays_where_it_was)
{
    expect(*state, 7, 2, "");       /* it is done; the next one runs somewhere else */
    expect(*state, 14, 1, "a.c:6"); /* so is this one */
    expect(*state, 16, 3, "");      /* the tick is over */
}

TEST(task_that_does_not_run_is_where_it_waits)
{
    expect(*state, 3, 1, "");
    expect(*state, 6, 1, "a.c:9");
    expect(*state, 9, 1, "a.c:9");
}

TEST(what_is_not_recorded_yet_is_no_place)
{
    struct looking *looking = *state;
    looking->recording.count = 10;
    expect(looking, 10, 1, "a.c:9");
}

TEST(place_is_told_until_the_task_has_ended)
{
    struct looking *looking = *state;
    struct buf text = { 0 };
    model_seek(&looking->model, 9);
    whereabouts_describe(&looking->model, 1, &text);
    whereabouts_describe(&looking->model, 2, &text); /* was never seen */
    assert_string_equal(buf_str(&text), " (a.c:9)");
    model_seek(&looking->model, 15);
    whereabouts_describe(&looking->model, 1, &text);
    assert_string_equal(buf_str(&text), " (a.c:9)");
    buf_finish(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(task_that_resumes_is_at_the_next_place_of_its_run,
                                        setup, teardown),
        cmocka_unit_test_setup_teardown(
            task_that_leaves_a_coroutine_goes_back_to_where_it_awaited_it, setup, teardown),
        cmocka_unit_test_setup_teardown(way_back_gives_the_same_places, setup, teardown),
        cmocka_unit_test_setup_teardown(
            task_that_stops_before_it_is_seen_again_stays_where_it_was, setup, teardown),
        cmocka_unit_test_setup_teardown(task_that_does_not_run_is_where_it_waits, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(what_is_not_recorded_yet_is_no_place, setup, teardown),
        cmocka_unit_test_setup_teardown(place_is_told_until_the_task_has_ended, setup,
                                        teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
