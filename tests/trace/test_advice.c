/* What is warned of, and what is nearly the same and is not. The programs run in this process. */
#include "check.h"

#include "trace/advice.h"
#include "trace/describe.h"
#include "trace/log.h"
#include "traced.h"

/* Adds what was warned of, a line each: "slow: task 'main' held ...". Each warning but the
 * deadlock, whose sentence names several, has a place in this file. */
static void add_warnings(const struct recording *recording, struct buf *out)
{
    for (size_t i = 0; i < recording->warnings.count; i++) {
        const struct record *warning = recording_at(recording, recording->warnings.items[i]);
        const char *id = recording_string(recording, warning->what);
        buf_addf(out, "%s: %s\n", id, recording_text(recording, warning));
        if (strcmp(id, "deadlock") != 0 &&
            strncmp(describe_place(recording, warning->at), "test_advice.c:", 14) != 0)
            fail_msg("%s has no place", id);
    }
}

static void expect_without(async_fn *fn, advice_set silenced, const char *warnings)
{
    struct recording recording;
    struct advisor advisor;
    struct buf said = { 0 };
    recording_init(&recording, "test");
    advisor_begin(&advisor, &recording, silenced);
    traced_read(&recording, fn, NULL);
    add_warnings(&recording, &said);
    assert_string_equal(buf_str(&said), warnings);
    buf_finish(&said);
    advisor_finish(&advisor);
    recording_finish(&recording);
}

static void expect(async_fn *fn, const char *warnings)
{
    expect_without(fn, 0, warnings);
}

static int nap(void *arg)
{
    return async_sleep(30);
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

TEST(blocking_call_is_slow)
{
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
    advisor_begin(&advisor, &recording, 0);
    assert_int_equal(recording_feed(&recording, trace, strlen(trace), &diag), 0);
    advisor_summary(&advisor, &said);
    assert_string_equal(buf_str(&said), summary);
    buf_finish(&said);
    advisor_finish(&advisor);
    recording_finish(&recording);
}

TEST(summary_tells_each_warning_once_with_its_lesson)
{
    expect_summary(HEAD SLOW SLOW FOREIGN SLOW,
                   "warning: slow (and 2 times more)\n"
                   "    a.c:3, slow: asynclearn lesson understanding/blocking\n"
                   "warning: odd\n"
                   "    foreign\n");
    expect_summary(HEAD, "");
}

TEST(log_says_what_to_read_below_a_warning)
{
    struct recording recording;
    struct lines lines = { 0 };
    traced_lines(&recording, HEAD SLOW FOREIGN);
    log_record(&recording, recording_at(&recording, 1), 1, false, &lines);
    log_record(&recording, recording_at(&recording, 2), 2, false, &lines);
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
        cmocka_unit_test(silenced_warning_is_not_there),
        cmocka_unit_test(ids_are_read_from_a_list),
        cmocka_unit_test(summary_tells_each_warning_once_with_its_lesson),
        cmocka_unit_test(log_says_what_to_read_below_a_warning),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
