#include "check.h"

#include <limits.h>
#include <string.h>

#include "trace/describe.h"
#include "trace/playback.h"
#include "traced.h"

/* A program that is led by a playback: it makes a tick of its recorded trace when told to. */
struct led {
    struct recording recording; /* what it has done */
    struct model model;
    struct playback playback;
    struct buf said; /* commands it got */
    size_t done;     /* lines of `text` that are out */
    char *lines[64];
    size_t line_count;
};

static void say(const char *commands, void *arg)
{
    struct led *led = arg;
    buf_adds(&led->said, commands);
}

/* The program writes its next lines, up to the end of a tick. */
static void make_tick(struct led *led)
{
    struct diag diag = { 0 };
    bool is_tick_over = false;
    while (!is_tick_over && led->done < led->line_count) {
        const char *line = led->lines[led->done++];
        assert_int_equal(recording_feed(&led->recording, line, strlen(line), &diag), 0);
        is_tick_over = strstr(line, "tick-end") || strstr(line, "\"end\"");
    }
    led->playback.is_over = led->done == led->line_count;
    playback_news(&led->playback);
}

static void observe(struct recording *recording, const struct record *record, void *arg)
{
    playback_record(arg, record);
}

static const char trace[] =
    "{\"ev\":\"trace\",\"version\":1}\n"
    "{\"ev\":\"task\",\"task\":1,\"name\":\"a\"}\n"
    "{\"ev\":\"tick\",\"tick\":1,\"ready\":[{\"task\":1}]}\n"
    "{\"ev\":\"run\",\"tick\":1,\"task\":1}\n"
    "{\"ev\":\"timer\",\"tick\":1,\"op\":\"armed\",\"timer\":1,\"when\":5}\n"
    "{\"ev\":\"wait\",\"tick\":1,\"task\":1,\"on\":\"sleep\"}\n"
    "{\"ev\":\"tick-end\",\"tick\":1}\n"
    "{\"ev\":\"tick\",\"tick\":2,\"ready\":[{\"call\":true}]}\n"
    "{\"ev\":\"tick-end\",\"tick\":2}\n"
    "{\"ev\":\"tick\",\"tick\":3,\"ready\":[{\"task\":1}]}\n"
    "{\"ev\":\"run\",\"tick\":3,\"task\":1}\n"
    "{\"ev\":\"done\",\"tick\":3,\"task\":1,\"how\":\"result\"}\n"
    "{\"ev\":\"tick-end\",\"tick\":3}\n"
    "{\"ev\":\"end\",\"tick\":3}\n";

static int setup(void **state)
{
    static struct led led;
    char *copy = strdup(trace), *rest = copy;
    memset(&led, 0, sizeof(led));
    for (char *line; (line = strsep(&rest, "\n")) && *line;)
        led.line_count += asprintf(&led.lines[led.line_count], "%s\n", line) > 0;
    free(copy);
    recording_init(&led.recording, "led");
    model_init(&led.model, &led.recording);
    led.playback = (struct playback){
        .model = &led.model,
        .say = say,
        .say_arg = &led,
        .is_led = true,
        .speed = PLAYBACK_SPEED,
    };
    led.recording.observe = observe;
    led.recording.observe_arg = &led.playback;
    make_tick(&led); /* the records before the first tick come with it */
    *state = &led;
    return 0;
}

static int teardown(void **state)
{
    struct led *led = *state;
    for (size_t i = 0; i < led->line_count; i++)
        free(led->lines[i]);
    model_finish(&led->model);
    recording_finish(&led->recording);
    buf_finish(&led->said);
    return 0;
}

static void expect_last(const struct led *led, enum trace_word kind, uint32_t tick)
{
    const struct record *record = recording_at(&led->recording, led->model.state.position - 1);
    assert_int_equal(record->kind, kind);
    assert_int_equal(record->tick, tick);
}

TEST(events_come_one_by_one_without_internals)
{
    struct led *led = *state;
    static const enum trace_word kinds[] = { WORD_TRACE, WORD_TASK, WORD_TICK, WORD_RUN,
                                             WORD_WAIT };
    for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
        playback_event(&led->playback);
        expect_last(led, kinds[i], i < 2 ? 0 : 1);
    }
    playback_event_back(&led->playback);
    expect_last(led, WORD_RUN, 1);
}

TEST(led_program_makes_a_tick_only_when_there_is_nothing_left_to_show)
{
    struct led *led = *state;
    playback_last(&led->playback);
    assert_string_equal(buf_str(&led->said), "");
    playback_event(&led->playback);
    assert_string_equal(buf_str(&led->said), "step\n");
    assert_true(led->playback.is_asked);
    make_tick(led); /* of library callbacks only: nothing to see, so it asks again */
    assert_string_equal(buf_str(&led->said), "step\nstep\n");
    make_tick(led);
    expect_last(led, WORD_TICK, 3);
    assert_false(led->playback.is_asked);
}

TEST(ticks_are_gone_through_one_by_one_also_where_nothing_in_them_shows)
{
    struct led *led = *state;
    playback_tick(&led->playback);
    expect_last(led, WORD_TICK, 1);
    playback_tick(&led->playback);
    make_tick(led); /* of library callbacks only */
    expect_last(led, WORD_TICK, 2);
    assert_int_equal(playback_shown(&led->playback), led->model.state.position);
    playback_tick(&led->playback);
    make_tick(led);
    expect_last(led, WORD_TICK, 3);
    playback_tick_back(&led->playback);
    expect_last(led, WORD_TICK, 2);
    playback_event_back(&led->playback);
    expect_last(led, WORD_WAIT, 1);
}

TEST(key_that_comes_again_while_the_program_is_busy_is_not_lost)
{
    struct led *led = *state;
    playback_tick(&led->playback);
    playback_event(&led->playback);
    playback_event(&led->playback); /* the last that was recorded */
    playback_event(&led->playback);
    playback_event(&led->playback);
    assert_string_equal(buf_str(&led->said), "step\n"); /* it is on its way already */
    make_tick(led);
    make_tick(led);
    expect_last(led, WORD_RUN, 3);
    assert_int_equal(led->playback.wish, PLAYBACK_NOTHING);
}

TEST(tick_is_gone_to_by_its_number_in_both_directions)
{
    struct led *led = *state;
    playback_at(&led->playback, 2);
    assert_string_equal(buf_str(&led->said), "step\n");
    make_tick(led);
    expect_last(led, WORD_TICK, 2);
    playback_at(&led->playback, 1);
    expect_last(led, WORD_TICK, 1);
    playback_at(&led->playback, 9);
    while (led->playback.is_asked)
        make_tick(led);
    expect_last(led, WORD_END, 3);
}

TEST(break_stops_at_the_next_event_of_the_kind_that_is_shown)
{
    struct led *led = *state;
    playback_tick(&led->playback);
    playback_event(&led->playback);
    expect_last(led, WORD_RUN, 1);
    playback_same(&led->playback);
    make_tick(led);
    make_tick(led);
    expect_last(led, WORD_RUN, 3);
    playback_same(&led->playback); /* there is no other */
    assert_int_equal(led->model.state.position, led->recording.count);
}

TEST(break_at_the_beginning_stops_at_the_first_event)
{
    struct led *led = *state;
    playback_same(&led->playback);
    assert_int_equal(playback_shown(&led->playback), 1);
}

TEST(going_back_needs_nothing_of_the_program)
{
    struct led *led = *state;
    playback_last(&led->playback);
    playback_tick_back(&led->playback);
    expect_last(led, WORD_TICK, 1);
    playback_tick_back(&led->playback);
    assert_int_equal(led->model.state.position, 0);
    playback_event_back(&led->playback);
    assert_int_equal(led->model.state.position, 0);
    assert_string_equal(buf_str(&led->said), "");
}

TEST(playing_goes_on_event_by_event_to_the_end)
{
    struct led *led = *state;
    int shown = 0;
    for (int delay_ms; shown < 100 && (delay_ms = playback_delay_ms(&led->playback)) >= 0;) {
        assert_int_equal(delay_ms, 1000 / PLAYBACK_SPEED);
        playback_advance(&led->playback);
        while (led->playback.is_asked)
            make_tick(led);
        shown++;
    }
    assert_int_equal(shown, 9); /* eight events, and that there are no more */
    expect_last(led, WORD_END, 3);
    assert_true(led->playback.is_over);
}

TEST(what_is_faster_than_frames_goes_by_several_at_a_time)
{
    struct led *led = *state;
    led->playback.speed = 128;
    assert_int_equal(playback_delay_ms(&led->playback), PLAYBACK_FRAME_MS);
    playback_advance(&led->playback);
    expect_last(led, WORD_RUN, 1); /* the fourth event */
}

TEST(slowest_speed_is_slow)
{
    assert_int_equal(playback_period_ms(4), 250);
    assert_int_equal(playback_period_ms(1e-9), INT_MAX);
}

TEST(pause_stops_the_time)
{
    struct led *led = *state;
    playback_toggle(&led->playback);
    assert_true(led->playback.is_paused);
    assert_int_equal(playback_delay_ms(&led->playback), -1);
    playback_toggle(&led->playback);
    assert_int_equal(playback_delay_ms(&led->playback), 1000 / PLAYBACK_SPEED);
    assert_string_equal(buf_str(&led->said), ""); /* a led program stands still by itself */
}

TEST(program_that_runs_by_itself_is_kept_up_with_and_told_to_pause)
{
    struct led *led = *state;
    led->playback.is_led = false;
    make_tick(led);
    assert_int_equal(led->model.state.position, led->recording.count);
    assert_int_equal(playback_delay_ms(&led->playback), -1);
    playback_event_back(&led->playback);
    assert_string_equal(buf_str(&led->said), "pause\n");
    make_tick(led);
    expect_last(led, WORD_WAIT, 1); /* the view stays */
    playback_last(&led->playback);
    playback_tick(&led->playback);
    assert_string_equal(buf_str(&led->said), "pause\nstep\n");
    playback_toggle(&led->playback);
    assert_string_equal(buf_str(&led->said), "pause\nstep\nrun\n");
}

TEST(speed_goes_up_and_down_in_steps_and_stops_at_both_ends)
{
    struct playback playback = { .speed = 3 };
    playback_faster(&playback);
    assert_true(playback.speed == 4);
    playback_slower(&playback);
    assert_true(playback.speed == 2);
    for (int i = 0; i < 20; i++)
        playback_faster(&playback);
    assert_true(playback.speed == 256);
    for (int i = 0; i < 20; i++)
        playback_slower(&playback);
    assert_true(playback.speed == 0.5);
}

/* Any keys in any order, over real traces: what is shown is always the state of that
 * position. */
TEST(random_walks_never_leave_the_recording)
{
    static void (*const keys[])(struct playback *) = {
        playback_toggle,    playback_event,   playback_tick, playback_event_back,
        playback_tick_back, playback_first,   playback_last, playback_faster,
        playback_slower,    playback_advance, playback_news, playback_same,
    };
    for (uintptr_t seed = 1; seed <= 5; seed++) {
        struct recording recording;
        struct model model;
        struct buf words = { 0 };
        struct traced_random random = { seed, 0 };
        traced_run(&recording, traced_main, (void *)seed);
        model_init(&model, &recording);
        struct playback playback = { .model = &model, .is_over = true, .speed = 1 };
        for (int i = 0; i < 500; i++) {
            keys[traced_roll(&random, sizeof(keys) / sizeof(keys[0]))](&playback);
            assert_true(model.state.position <= recording.count);
            for (uint32_t task = 1; task < model.state.task_count; task++)
                describe_state(&model, task, &words);
            buf_truncate(&words, 0);
        }
        buf_finish(&words);
        model_finish(&model);
        recording_finish(&recording);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(events_come_one_by_one_without_internals, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(
            led_program_makes_a_tick_only_when_there_is_nothing_left_to_show, setup, teardown),
        cmocka_unit_test_setup_teardown(
            ticks_are_gone_through_one_by_one_also_where_nothing_in_them_shows, setup,
            teardown),
        cmocka_unit_test_setup_teardown(
            key_that_comes_again_while_the_program_is_busy_is_not_lost, setup, teardown),
        cmocka_unit_test_setup_teardown(tick_is_gone_to_by_its_number_in_both_directions, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(break_stops_at_the_next_event_of_the_kind_that_is_shown,
                                        setup, teardown),
        cmocka_unit_test_setup_teardown(break_at_the_beginning_stops_at_the_first_event, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(going_back_needs_nothing_of_the_program, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(playing_goes_on_event_by_event_to_the_end, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(what_is_faster_than_frames_goes_by_several_at_a_time,
                                        setup, teardown),
        cmocka_unit_test(slowest_speed_is_slow),
        cmocka_unit_test_setup_teardown(pause_stops_the_time, setup, teardown),
        cmocka_unit_test_setup_teardown(
            program_that_runs_by_itself_is_kept_up_with_and_told_to_pause, setup, teardown),
        cmocka_unit_test(speed_goes_up_and_down_in_steps_and_stops_at_both_ends),
        cmocka_unit_test(random_walks_never_leave_the_recording),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
