#include "check.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>

#include "programs.h"
#include "trace/watch.h"

struct watched {
    const char *program;
    void (*meanwhile)(struct watched *watched); /* called when a record has come */
    struct recording recording;
    struct watch watch;
    struct diag diag;
    int err;           /* of watch_start() */
    bool is_well;      /* watch_describe_end() had nothing to say */
    struct buf said;   /* what it said */
    struct buf passed; /* lines of the trace */
};

static void pass_on(const char *line, size_t len_bytes, void *arg)
{
    struct watched *watched = arg;
    assert_int_equal(line[len_bytes - 1], '\n');
    buf_add(&watched->passed, line, len_bytes);
}

static void observe(struct recording *recording, const struct record *record, void *arg)
{
    struct watched *watched = arg;
    if (watched->meanwhile)
        watched->meanwhile(watched);
}

static int follow(void *arg)
{
    struct watched *watched = arg;
    const struct watch_request request = {
        .argv = (const char *const[]){ "/proc/self/exe", watched->program, NULL },
        .clock = "virtual",
        .commands = "pace 0\n",
        .pass_on = pass_on,
        .pass_on_arg = watched,
    };
    watched->err = watch_start(&watched->watch, &request, &watched->recording, &watched->diag);
    if (watched->err)
        return 0;
    int err = watch_follow(&watched->watch);
    watched->is_well = !watch_describe_end(&watched->watch, &watched->said);
    watch_finish(&watched->watch);
    return err;
}

static void watch_program(struct watched *watched, const char *program,
                          void (*meanwhile)(struct watched *watched))
{
    const struct async_options options = { .clock = ASYNC_CLOCK_REAL,
                                           .stack_bytes = (size_t)1024 * 1024 };
    *watched = (struct watched){ .program = program, .meanwhile = meanwhile };
    recording_init(&watched->recording, program);
    watched->recording.observe = observe;
    watched->recording.observe_arg = watched;
    assert_int_equal(async_run_with(&options, async_coro(follow, watched), NULL), 0);
}

static void finish(struct watched *watched)
{
    recording_finish(&watched->recording);
    buf_finish(&watched->said);
    buf_finish(&watched->passed);
    diag_finish(&watched->diag);
}

static void expect_end(const char *program, void (*meanwhile)(struct watched *watched),
                       const char *said)
{
    struct watched watched;
    watch_program(&watched, program, meanwhile);
    assert_string_equal(buf_str(&watched.said), said);
    assert_int_equal(watched.is_well, !*said);
    finish(&watched);
}

/* ---- How programs end ---- */

TEST(good_program_is_recorded_to_its_end)
{
    struct watched watched;
    watch_program(&watched, "counts", NULL);
    assert_true(watched.is_well);
    assert_true(watched.recording.is_ended);
    assert_int_equal(watched.recording.outputs.count, 3);
    assert_int_equal(watched.recording.t_us, 300 * 1000);
    finish(&watched);
}

TEST(crash_is_told_with_its_signal_and_place)
{
    expect_end("crashes", NULL,
               "crashes was killed by SIGABRT (Aborted) while crashes#1 ran, last "
               "seen at programs.h:22");
}

static void stop_when_it_hangs(struct watched *watched)
{
    const struct recording *recording = &watched->recording;
    if (recording->tick > 1 && recording_at(recording, recording->count - 1)->kind == WORD_RUN)
        watch_stop(&watched->watch);
}

TEST(program_that_hangs_can_be_stopped)
{
    expect_end("hangs", stop_when_it_hangs,
               "hangs was stopped while hangs#1 ran, last seen at programs.h:30");
}

TEST(exit_status_is_told)
{
    expect_end("fails", NULL, "fails ended with exit status 3");
}

TEST(program_that_leaves_without_a_word_is_told)
{
    expect_end("vanishes", NULL,
               "vanishes ended in the middle of its loop while vanishes#1 ran");
}

TEST(program_without_the_runtime_is_told)
{
    struct watched watched;
    watch_program(&watched, "untraced", NULL);
    assert_string_equal(buf_str(&watched.said),
                        "untraced wrote no trace: is it linked with the runtime (libasync.a)?");
    assert_int_equal(watched.recording.outputs.count, 1);
    finish(&watched);
}

TEST(program_that_cannot_be_started_is_named)
{
    const char *const argv[] = { "/no/such/program", NULL };
    struct recording recording;
    struct watch watch;
    struct diag diag = { 0 };
    recording_init(&recording, "x");
    assert_int_equal(
        watch_start(&watch, &(struct watch_request){ .argv = argv }, &recording, &diag), -1);
    assert_string_equal(diag.message, "cannot run /no/such/program: No such file or directory");
    diag_finish(&diag);
    recording_finish(&recording);
}

TEST(trace_that_breaks_stops_the_program)
{
    expect_end("scribbles", NULL,
               "scribbles was stopped, because record 15 of its trace cannot be read: a record "
               "begins with a brace");
}

static void keep_three(struct watched *watched)
{
    watched->recording.limit = 3;
}

TEST(trace_that_cannot_be_kept_stops_the_program)
{
    expect_end("hangs", keep_three,
               "hangs was stopped: only 3 events can be kept (--trace=log shows any number)");
}

TEST(children_of_the_program_end_with_it)
{
    expect_end("forks", NULL, "");
}

TEST(process_that_escaped_does_not_hold_us)
{
    struct watched watched;
    watch_program(&watched, "escapes", NULL);
    assert_true(watched.is_well);
    const struct record *output =
        recording_at(&watched.recording, watched.recording.outputs.items[0]);
    pid_t pid = (pid_t)atoi(recording_text(&watched.recording, output));
    assert_int_equal(kill(pid, SIGKILL), 0); /* it was there all the time */
    finish(&watched);
}

/* ---- What programs say ---- */

TEST(what_was_printed_past_stdio_becomes_records)
{
    struct watched watched;
    watch_program(&watched, "whispers", NULL);
    assert_non_null(strstr(buf_str(&watched.passed), "\"text\":\"by stdio\\n\""));
    assert_non_null(strstr(buf_str(&watched.passed),
                           "\"stream\":\"stdout\",\"text\":\"past \\\"it\\\"\\n\"}\n"));
    assert_non_null(strstr(buf_str(&watched.passed),
                           "\"stream\":\"stderr\",\"text\":\"to\\ufffdstderr\"}\n"));
    assert_int_equal(watched.recording.outputs.count, 3);
    finish(&watched);
}

/* All of it, so that trace and output are there at one time. */
static void wait_for_all(struct watched *watched)
{
    struct pollfd end = { .fd = watched->watch.child.pidfd, .events = POLLIN };
    if (watched->recording.count == 1)
        assert_int_equal(poll(&end, 1, -1), 1);
}

TEST(what_is_printed_after_the_loop_stands_behind_it)
{
    struct watched watched;
    watch_program(&watched, "reports", wait_for_all);
    const struct recording *recording = &watched.recording;
    assert_int_equal(recording_at(recording, recording->count - 1)->kind, WORD_OUTPUT);
    assert_int_equal(recording_at(recording, recording->count - 2)->kind, WORD_END);
    finish(&watched);
}

TEST(flood_of_output_is_cut_and_the_program_goes_on)
{
    struct watched watched;
    watch_program(&watched, "floods", NULL);
    assert_true(watched.is_well);
    assert_true(watched.recording.pool.has_lost_texts);
    assert_true(watched.recording.pool.texts.len <= FIELDS_TEXT_LIMIT);
    finish(&watched);
}

/* ---- Pacing ---- */

struct paced {
    struct watch watch;
    struct recording recording;
    size_t paused_at; /* records, after a while without a command */
    uint32_t tick_before, tick_after;
    bool has_ended;
};

static int follow_paced(void *arg)
{
    struct paced *paced = arg;
    return watch_follow(&paced->watch);
}

static int wait_for_tick(const struct recording *recording, uint32_t tick)
{
    int err = 0;
    while (!err && (!recording->count ||
                    recording_at(recording, recording->count - 1)->kind != WORD_TICK_END ||
                    recording->tick < tick))
        err = async_sleep(1);
    return err;
}

static int pace(void *arg)
{
    struct paced *paced = arg;
    struct diag diag = { 0 };
    const struct watch_request request = {
        .argv = (const char *const[]){ "/proc/self/exe", "counts", NULL },
        .clock = "virtual",
        .commands = "pause\nstep\n",
    };
    recording_init(&paced->recording, "counts");
    if (watch_start(&paced->watch, &request, &paced->recording, &diag))
        return -EPIPE;
    struct async_task *task = async_create_task(async_coro(follow_paced, paced));
    int err = wait_for_tick(&paced->recording, 1);
    paced->tick_before = paced->recording.tick;
    watch_say(&paced->watch, "step\nstep\n");
    err = err ? err : wait_for_tick(&paced->recording, 3);
    paced->tick_after = paced->recording.tick;
    watch_say(&paced->watch, "run\n");
    err = err ? err : async_await(task, NULL);
    paced->has_ended = paced->recording.is_ended;
    async_task_release(task);
    watch_finish(&paced->watch);
    recording_finish(&paced->recording);
    return err;
}

TEST(program_is_paced_tick_by_tick)
{
    struct paced paced = { 0 };
    assert_int_equal(async_run(async_coro(pace, &paced), NULL), 0);
    assert_int_equal(paced.tick_before, 1);
    assert_int_equal(paced.tick_after, 3);
    assert_true(paced.has_ended);
}

int main(int argc, char *argv[])
{
    int status = programs_main(argc, argv);
    if (status >= 0)
        return status;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(good_program_is_recorded_to_its_end),
        cmocka_unit_test(crash_is_told_with_its_signal_and_place),
        cmocka_unit_test(program_that_hangs_can_be_stopped),
        cmocka_unit_test(exit_status_is_told),
        cmocka_unit_test(program_that_leaves_without_a_word_is_told),
        cmocka_unit_test(program_without_the_runtime_is_told),
        cmocka_unit_test(program_that_cannot_be_started_is_named),
        cmocka_unit_test(trace_that_breaks_stops_the_program),
        cmocka_unit_test(trace_that_cannot_be_kept_stops_the_program),
        cmocka_unit_test(children_of_the_program_end_with_it),
        cmocka_unit_test(process_that_escaped_does_not_hold_us),
        cmocka_unit_test(what_was_printed_past_stdio_becomes_records),
        cmocka_unit_test(what_is_printed_after_the_loop_stands_behind_it),
        cmocka_unit_test(flood_of_output_is_cut_and_the_program_goes_on),
        cmocka_unit_test(program_is_paced_tick_by_tick),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
