#include "check.h"

#include <limits.h>
#include <string.h>

#include "trace/log.h"
#include "traced.h"

#define HEAD                                                                                   \
    "{\"ev\":\"trace\",\"tick\":0,\"t\":0,\"version\":1,\"program\":\"p\",\"clock\":\"real\"}" \
    "\n"
#define TASK "{\"ev\":\"task\",\"tick\":0,\"t\":0,\"task\":1,\"name\":\"main\",\"number\":1}\n"

struct log {
    bool with_internals;
    int columns;
    struct lines lines;
};

static void write_log(struct recording *recording, const struct record *record, void *arg)
{
    struct log *log = arg;
    log_record(recording, record, recording->count - 1, log->with_internals, log->columns,
               &log->lines);
}

/* The log of the trace, from its line `from` on. */
static void expect_log_within(int columns, const char *trace, bool with_internals, size_t from,
                              const char *expected)
{
    struct recording recording;
    struct diag diag = { 0 };
    struct log log = { .with_internals = with_internals, .columns = columns };
    struct buf text = { 0 };
    recording_init(&recording, "test");
    recording.observe = write_log;
    recording.observe_arg = &log;
    assert_int_equal(recording_feed(&recording, trace, strlen(trace), &diag), 0);
    for (size_t i = from; i < log.lines.count; i++)
        buf_addf(&text, "%s\n", buf_str(&log.lines.items[i].text));
    assert_string_equal(buf_str(&text), expected);
    buf_finish(&text);
    lines_finish(&log.lines);
    recording_finish(&recording);
}

static void expect_log(const char *trace, bool with_internals, size_t from,
                       const char *expected)
{
    expect_log_within(INT_MAX, trace, with_internals, from, expected);
}

TEST(log_of_a_small_program_reads_like_a_story)
{
    expect_log(
        HEAD TASK
        "{\"ev\":\"tick\",\"tick\":1,\"t\":0,\"ready\":[{\"task\":1}]}\n"
        "{\"ev\":\"run\",\"tick\":1,\"t\":0,\"task\":1}\n"
        "{\"ev\":\"coro\",\"tick\":1,\"t\":0,\"coro\":2,\"name\":\"fetch\",\"by\":1,\"at\":\"a/"
        "demo.c:9\"}\n"
        "{\"ev\":\"task\",\"tick\":1,\"t\":0,\"task\":4,\"name\":\"fetch\",\"number\":2,"
        "\"coro\":2,"
        "\"parent\":1,\"at\":\"a/demo.c:9\"}\n"
        "{\"ev\":\"output\",\"tick\":1,\"t\":0,\"task\":1,\"text\":\"one\\ntwo\\n\"}\n"
        "{\"ev\":\"timer\",\"tick\":1,\"t\":0,\"op\":\"armed\",\"timer\":1,\"when\":100,\"by\":"
        "1}\n"
        "{\"ev\":\"wait\",\"tick\":1,\"t\":0,\"task\":1,\"on\":\"sleep\",\"until\":100,\"at\":"
        "\"a/demo.c:10\"}\n"
        "{\"ev\":\"tick-end\",\"tick\":1,\"t\":0,\"ran\":1}\n"
        "{\"ev\":\"poll\",\"tick\":2,\"t\":100.25,\"timeout\":100,\"waited\":100.25}\n"
        "{\"ev\":\"tick\",\"tick\":2,\"t\":100.25,\"ready\":[{\"call\":true}]}\n"
        "{\"ev\":\"wake\",\"tick\":2,\"t\":100.25,\"task\":1,\"by\":4}\n"
        "{\"ev\":\"run\",\"tick\":3,\"t\":100.25,\"task\":1}\n"
        "{\"ev\":\"done\",\"tick\":3,\"t\":100.25,\"task\":1,\"how\":\"error\",\"err\":-22,"
        "\"error\":\"ValueError\",\"msg\":\"no page\"}\n"
        "{\"ev\":\"end\",\"tick\":3,\"t\":100.25}\n",
        false, 0,
        "tick 0            0 ms  loop begins: p, real clock\n"
        "tick 0            0 ms  loop creates task main#1\n"
        "tick 1            0 ms  loop ready queue: main#1\n"
        "tick 1            0 ms  main#1 starts\n"
        "tick 1            0 ms  main#1 creates coroutine fetch                      demo.c:9\n"
        "tick 1            0 ms  main#1 creates task fetch#2                         demo.c:9\n"
        "tick 1            0 ms  main#1 prints: one\n"
        "tick 1            0 ms  main#1 prints: two\n"
        "tick 1            0 ms  main#1 waits: sleep until 100 ms                    "
        "demo.c:10\n"
        "tick 2      100.250 ms  loop had nothing to run: waited 100.250 ms\n"
        "tick 2      100.250 ms  main#1 is ready again, woken by fetch#2\n"
        "tick 3      100.250 ms  main#1 resumes\n"
        "tick 3      100.250 ms  main#1 failed: ValueError: no page\n"
        "tick 3      100.250 ms  loop ends\n");
}

TEST(each_way_to_wait_is_said)
{
    expect_log(HEAD TASK
               "{\"ev\":\"task\",\"task\":4,\"name\":\"b\",\"number\":2}\n"
               "{\"ev\":\"wait\",\"task\":1,\"on\":\"task\",\"obj\":4,\"holder\":4}\n"
               "{\"ev\":\"wait\",\"task\":1,\"on\":\"gather\",\"obj\":6}\n"
               "{\"ev\":\"wait\",\"task\":1,\"on\":\"future\",\"obj\":7,\"name\":\"page\"}\n"
               "{\"ev\":\"wait\",\"task\":1,\"on\":\"lock\",\"obj\":8,\"holder\":4}\n"
               "{\"ev\":\"wait\",\"task\":1,\"on\":\"readable\",\"obj\":5}\n"
               "{\"ev\":\"wait\",\"task\":1,\"on\":\"wait\",\"until\":30}\n"
               "{\"ev\":\"wait\",\"task\":1,\"on\":\"queue-get\",\"obj\":9,\"name\":\"jobs\"}\n"
               "{\"ev\":\"yield\",\"task\":1}\n",
               false, 3,
               "tick 0            0 ms  main#1 waits: task b#2\n"
               "tick 0            0 ms  main#1 waits: gather()\n"
               "tick 0            0 ms  main#1 waits: future 'page'\n"
               "tick 0            0 ms  main#1 waits: lock 8, held by b#2\n"
               "tick 0            0 ms  main#1 waits: descriptor 5 to be readable\n"
               "tick 0            0 ms  main#1 waits: wait(), until 30 ms\n"
               "tick 0            0 ms  main#1 waits: queue-get 'jobs'\n"
               "tick 0            0 ms  main#1 gives way for one tick\n");
}

TEST(objects_and_ends_are_said)
{
    expect_log(
        HEAD TASK
        "{\"ev\":\"name\",\"task\":1,\"name\":\"boss\"}\n"
        "{\"ev\":\"lock\",\"obj\":8,\"name\":\"db\",\"op\":\"acquire\",\"value\":1,\"by\":1}\n"
        "{\"ev\":\"semaphore\",\"obj\":9,\"op\":\"release\",\"value\":2,\"by\":1}\n"
        "{\"ev\":\"event\",\"obj\":15,\"op\":\"set\",\"value\":1,\"by\":1}\n"
        "{\"ev\":\"queue\",\"obj\":10,\"op\":\"task-done\",\"value\":0}\n"
        "{\"ev\":\"queue\",\"obj\":10,\"op\":\"shutdown\",\"value\":3}\n"
        "{\"ev\":\"group\",\"obj\":16,\"op\":\"done\",\"value\":1}\n"
        "{\"ev\":\"lock\",\"obj\":8,\"name\":\"db\",\"op\":\"lent\",\"value\":1,\"by\":1}\n"
        "{\"ev\":\"future\",\"obj\":11,\"name\":\"page\",\"op\":\"created\",\"by\":1}\n"
        "{\"ev\":\"future\",\"obj\":11,\"name\":\"page\",\"op\":\"result\",\"by\":1}\n"
        "{\"ev\":\"future\",\"obj\":12,\"name\":\"ad\",\"op\":\"error\",\"by\":1}\n"
        "{\"ev\":\"future\",\"obj\":13,\"name\":\"map\",\"op\":\"cancelled\"}\n"
        "{\"ev\":\"thread\",\"obj\":14,\"name\":\"add\",\"op\":\"submit\",\"by\":1}\n"
        "{\"ev\":\"thread\",\"obj\":14,\"name\":\"add\",\"op\":\"done\"}\n"
        "{\"ev\":\"timeout\",\"task\":1,\"op\":\"expired\",\"err\":-125,\"error\":"
        "\"CancelledError\"}\n"
        "{\"ev\":\"enter\",\"task\":1,\"coro\":12,\"name\":\"f\"}\n"
        "{\"ev\":\"leave\",\"task\":1,\"coro\":12,\"name\":\"f\",\"err\":-1,\"error\":"
        "\"OSError\"}\n"
        "{\"ev\":\"call\",\"name\":\"tick_tock\",\"at\":\"x.c:1\"}\n"
        "{\"ev\":\"cancel\",\"task\":1,\"msg\":\"enough\"}\n"
        "{\"ev\":\"warning\",\"kind\":\"slow\",\"task\":1,\"msg\":\"it is slow\"}\n"
        "{\"ev\":\"output\",\"stream\":\"stderr\",\"text\":\"oops\"}\n"
        "{\"ev\":\"done\",\"task\":1,\"how\":\"cancelled\",\"err\":-125,\"error\":"
        "\"CancelledError\"}\n",
        false, 2,
        "tick 0            0 ms  boss is the name of main#1\n"
        "tick 0            0 ms  boss acquires lock 'db'\n"
        "tick 0            0 ms  boss releases semaphore 9 (2 permits left)\n"
        "tick 0            0 ms  boss sets event 15\n"
        "tick 0            0 ms  loop reports task-done to queue 10 (empty)\n"
        "tick 0            0 ms  loop shuts queue 10 down (3 items)\n"
        "tick 0            0 ms  loop counts a child off in group 16 (1 child)\n"
        "tick 0            0 ms  boss lock 'db': lent (held)\n"
        "tick 0            0 ms  boss creates future 'page'\n"
        "tick 0            0 ms  boss gives future 'page' its result\n"
        "tick 0            0 ms  boss gives future 'ad' an error\n"
        "tick 0            0 ms  loop cancels future 'map'\n"
        "tick 0            0 ms  boss gives add() to a thread\n"
        "tick 0            0 ms  loop gets add() back from a thread\n"
        "tick 0            0 ms  boss is out of time: CancelledError\n"
        "tick 0            0 ms  boss awaits f()\n"
        "tick 0            0 ms  boss is back from f(): OSError\n"
        "tick 0            0 ms  loop calls tick_tock()                              x.c:1\n"
        "tick 0            0 ms  loop cancels boss: enough\n"
        "tick 0            0 ms  boss warning: it is slow\n"
        "tick 0            0 ms  boss slow is explained by: asynclearn lesson "
        "understanding/blocking\n"
        "tick 0            0 ms  program prints to stderr: oops\n"
        "tick 0            0 ms  boss was cancelled\n");
}

TEST(internals_are_folded_until_asked_for)
{
    const char *trace = HEAD
        "{\"ev\":\"timer\",\"op\":\"armed\",\"timer\":1,\"when\":100}\n"
        "{\"ev\":\"future\",\"obj\":6,\"op\":\"created\"}\n"
        "{\"ev\":\"tick\",\"tick\":1,\"t\":0,\"ready\":[{\"call\":true},{\"call\":true}]}\n"
        "{\"ev\":\"tick-end\",\"tick\":1,\"t\":0,\"ran\":2}\n"
        "{\"ev\":\"tick\",\"tick\":2,\"t\":0,\"ready\":[]}\n"
        "{\"ev\":\"later-version\",\"tick\":2,\"t\":0}\n";
    expect_log(trace, false, 1, "");
    expect_log(trace, true, 1,
               "tick 0            0 ms  loop timer armed for 100 ms\n"
               "tick 0            0 ms  loop creates future 6\n"
               "tick 1            0 ms  loop ready queue: 2 callbacks\n"
               "tick 1            0 ms  loop ends the tick: 2 ran\n"
               "tick 2            0 ms  loop ready queue: empty\n"
               "tick 2            0 ms  loop later-version\n");
}

TEST(what_drives_a_program_is_folded_away_with_its_notes)
{
    const char *trace = HEAD
        "{\"ev\":\"task\",\"task\":1,\"name\":\"(judge)\",\"number\":1}\n"
        "{\"ev\":\"tick\",\"tick\":1,\"t\":0,\"ready\":[{\"task\":1}]}\n"
        "{\"ev\":\"run\",\"tick\":1,\"t\":0,\"task\":1}\n"
        "{\"ev\":\"task\",\"tick\":1,\"t\":0,\"task\":2,\"name\":\"fetch\",\"number\":2,"
        "\"parent\":1}\n"
        "{\"ev\":\"wait\",\"tick\":1,\"t\":0,\"task\":1,\"on\":\"wait\"}\n"
        "{\"ev\":\"run\",\"tick\":2,\"t\":0,\"task\":2}\n"
        "{\"ev\":\"note\",\"tick\":2,\"t\":0,\"op\":\"begin\",\"name\":\"page\",\"value\":3,"
        "\"by\":2}\n"
        "{\"ev\":\"warning\",\"tick\":2,\"t\":0,\"kind\":\"verdict\",\"msg\":\"no\"}\n";
    expect_log(trace, false, 1,
               "tick 1            0 ms  (judge)#1 creates task fetch#2\n"
               "tick 2            0 ms  fetch#2 starts\n"
               "tick 2            0 ms  judge verdict: no\n");
    expect_log(trace, true, 6,
               "tick 2            0 ms  fetch#2 starts\n"
               "tick 2            0 ms  fetch#2 notes: begin page 3\n"
               "tick 2            0 ms  judge verdict: no\n");
}

TEST(what_the_program_prints_cannot_reach_the_terminal)
{
    expect_log(HEAD "{\"ev\":\"output\",\"text\":\"\\u001b[31mred\\u0007\"}\n", false, 1,
               "tick 0            0 ms  program prints: ^[[31mred^G\n");
}

TEST(narrow_window_gets_the_place_nearer_and_no_broken_word)
{
    const char *trace = HEAD TASK
        "{\"ev\":\"call\",\"name\":\"tick_tock\",\"at\":\"x.c:1\"}\n"
        "{\"ev\":\"wait\",\"task\":1,\"on\":\"sleep\",\"until\":400,\"at\":\"x.c:2\"}\n";
    expect_log_within(60, trace, false, 2,
                      "tick 0            0 ms  loop calls tick_tock()         x.c:1\n"
                      "tick 0            0 ms  main#1 waits: sleep until 400 ms\n"
                      "                        x.c:2\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(log_of_a_small_program_reads_like_a_story),
        cmocka_unit_test(each_way_to_wait_is_said),
        cmocka_unit_test(objects_and_ends_are_said),
        cmocka_unit_test(internals_are_folded_until_asked_for),
        cmocka_unit_test(what_drives_a_program_is_folded_away_with_its_notes),
        cmocka_unit_test(what_the_program_prints_cannot_reach_the_terminal),
        cmocka_unit_test(narrow_window_gets_the_place_nearer_and_no_broken_word),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
