#include "check.h"

#include <string.h>

#include "trace/recording.h"
#include "traced.h"

#define HEAD                                                                          \
    "{\"ev\":\"trace\",\"tick\":0,\"t\":0,\"version\":1,\"program\":\"p\",\"clock\":" \
    "\"virtual\"}\n"
#define TASK "{\"ev\":\"task\",\"tick\":0,\"t\":0,\"task\":1,\"name\":\"main\",\"number\":1}\n"

static void expect_fault(const char *text, const char *expected)
{
    struct recording recording;
    struct diag diag = { 0 };
    struct buf said = { 0 };
    recording_init(&recording, "x.jsonl");
    int err = recording_feed(&recording, text, strlen(text), &diag);
    err = err ? err : recording_close(&recording, &diag);
    assert_int_equal(err, -1);
    diag_format(&diag, &said);
    assert_string_equal(buf_str(&said), expected);
    buf_finish(&said);
    diag_finish(&diag);
    recording_finish(&recording);
}

TEST(bytes_may_come_in_pieces_of_any_size)
{
    const char *text = HEAD TASK "{\"ev\":\"run\",\"tick\":1,\"t\":2.5,\"task\":1}\n";
    for (size_t size = 1; size < strlen(text); size += 7) {
        struct recording recording;
        struct diag diag = { 0 };
        recording_init(&recording, "test");
        for (size_t at = 0; at < strlen(text); at += size) {
            size_t left = strlen(text) - at;
            assert_int_equal(
                recording_feed(&recording, text + at, left < size ? left : size, &diag), 0);
        }
        assert_int_equal(recording.count, 3);
        assert_int_equal(recording_at(&recording, 2)->kind, WORD_RUN);
        assert_int_equal(recording_at(&recording, 2)->t_us, 2500);
        recording_finish(&recording);
    }
}

TEST(numbers_of_the_trace_become_dense)
{
    struct recording recording;
    traced_lines(&recording,
                 HEAD "{\"ev\":\"task\",\"task\":900,\"name\":\"a\",\"number\":5}\n"
                      "{\"ev\":\"wait\",\"task\":900,\"on\":\"lock\",\"obj\":12,\"name\":"
                      "\"db\",\"holder\":77}\n"
                      "{\"ev\":\"lock\",\"obj\":12,\"op\":\"released\",\"value\":0,\"by\":77}\n"
                      "{\"ev\":\"timer\",\"op\":\"armed\",\"timer\":40,\"when\":10}\n"
                      "{\"ev\":\"timer\",\"op\":\"fired\",\"timer\":40,\"when\":10}\n");
    assert_int_equal(recording.task_count, 3);
    assert_int_equal(recording.tasks[1].id, 900);
    assert_int_equal(recording.tasks[2].id, 77);
    assert_int_equal(recording.object_count, 2);
    assert_int_equal(recording.objects[1].id, 12);
    assert_int_equal(recording_at(&recording, 2)->other, 2);
    assert_int_equal(recording_at(&recording, 2)->object, 1);
    assert_int_equal(recording_at(&recording, 3)->object, 1);
    assert_int_equal(recording_at(&recording, 5)->object, 1);
    assert_int_equal(recording.timers[1], 4);
    recording_finish(&recording);
}

TEST(task_waited_for_is_no_object)
{
    struct recording recording;
    traced_lines(&recording, HEAD TASK
                 "{\"ev\":\"task\",\"task\":4,\"name\":\"b\"}\n"
                 "{\"ev\":\"wait\",\"task\":1,\"on\":\"task\",\"obj\":4,\"holder\":4}\n"
                 "{\"ev\":\"wait\",\"task\":4,\"on\":\"readable\",\"obj\":4}\n");
    assert_int_equal(recording_at(&recording, 3)->other, 2);
    assert_int_equal(recording_at(&recording, 3)->object, 0);
    assert_int_equal(recording_at(&recording, 4)->amount, 4); /* a descriptor */
    assert_int_equal(recording.object_count, 1);
    recording_finish(&recording);
}

TEST(frames_know_what_they_were_entered_from)
{
    struct recording recording;
    traced_lines(&recording,
                 HEAD TASK "{\"ev\":\"enter\",\"task\":1,\"coro\":2,\"name\":\"f\"}\n"
                           "{\"ev\":\"enter\",\"task\":1,\"coro\":3,\"name\":\"g\"}\n"
                           "{\"ev\":\"leave\",\"task\":1,\"coro\":3,\"name\":\"g\"}\n"
                           "{\"ev\":\"enter\",\"task\":1,\"coro\":4,\"name\":\"h\"}\n");
    assert_int_equal(recording_at(&recording, 2)->other, 0);
    assert_int_equal(recording_at(&recording, 3)->other, 2);
    assert_int_equal(recording_at(&recording, 5)->other, 2);
    assert_int_equal(recording.tasks[1].frame, 5);
    recording_finish(&recording);
}

TEST(second_loop_of_a_program_has_tasks_of_its_own)
{
    struct recording recording;
    traced_lines(&recording, HEAD TASK HEAD TASK);
    assert_int_equal(recording.task_count, 3);
    assert_int_equal(recording_at(&recording, 3)->task, 2);
    recording_finish(&recording);
}

TEST(last_line_cut_short_is_forgotten)
{
    struct recording recording;
    struct diag diag = { 0 };
    const char *text = HEAD TASK "{\"ev\":\"run\",\"tick\":1,\"t\":0,\"ta";
    recording_init(&recording, "test");
    assert_int_equal(recording_feed(&recording, text, strlen(text), &diag), 0);
    assert_int_equal(recording_close(&recording, &diag), 0);
    assert_false(diag_is_set(&diag));
    assert_int_equal(recording.count, 2);
    assert_false(recording.is_ended);
    recording_finish(&recording);
}

TEST(last_line_without_its_newline_is_taken)
{
    struct recording recording;
    traced_lines(&recording, HEAD "{\"ev\":\"end\",\"tick\":4,\"t\":9}");
    assert_int_equal(recording.count, 2);
    assert_true(recording.is_ended);
    recording_finish(&recording);
}

TEST(broken_line_is_named)
{
    expect_fault(HEAD "\n{\"ev\":\"run\",task:1}\n", "x.jsonl:3:13: a string is expected here\n"
                                                     "    {\"ev\":\"run\",task:1}\n"
                                                     "                ^\n");
}

TEST(foreign_files_are_refused)
{
    expect_fault("", "x.jsonl: this is no trace: there is no record in it\n");
    expect_fault("hello\n", "x.jsonl:1:1: this is no trace: its first line is no record\n"
                            "    hello\n"
                            "    ^\n");
    expect_fault("{\"level\":\"info\"}\n",
                 "x.jsonl:1:1: this is no record of a trace: it has no \"ev\"\n"
                 "    {\"level\":\"info\"}\n"
                 "    ^\n");
    expect_fault("{\"ev\":\"run\",\"task\":1}\n",
                 "x.jsonl:1:1: this is no trace: its first record should be \"trace\"\n"
                 "    {\"ev\":\"run\",\"task\":1}\n"
                 "    ^\n");
    expect_fault("{\"ev\":\"trace\",\"version\":2}\n",
                 "x.jsonl:1:1: this trace is of another version; this program reads version 1\n"
                 "    {\"ev\":\"trace\",\"version\":2}\n"
                 "    ^\n");
}

TEST(line_without_an_end_is_refused_before_it_fills_the_memory)
{
    struct recording recording;
    struct diag diag = { 0 };
    char piece[65536];
    memset(piece, '{', sizeof(piece));
    recording_init(&recording, "x.jsonl");
    int err = 0, pieces = 0;
    for (; !err && pieces < 100; pieces++)
        err = recording_feed(&recording, piece, sizeof(piece), &diag);
    assert_int_equal(err, -1);
    assert_int_equal(pieces, 17);
    assert_string_equal(diag.message, "this is no trace: the line is longer than any record");
    diag_finish(&diag);
    recording_finish(&recording);
}

TEST(missing_file_is_named)
{
    struct recording recording;
    struct diag diag = { 0 };
    recording_init(&recording, "none.jsonl");
    assert_int_equal(recording_read_file(&recording, "none.jsonl", &diag), -1);
    assert_string_equal(diag.file, "none.jsonl");
    assert_string_equal(diag.message, "cannot open this: No such file or directory");
    diag_finish(&diag);
    recording_finish(&recording);
}

TEST(full_recording_keeps_its_beginning)
{
    struct recording recording;
    struct diag diag = { 0 };
    recording_init(&recording, "test");
    recording.limit = 2;
    assert_int_equal(recording_feed(&recording, HEAD TASK, strlen(HEAD TASK), &diag), 0);
    assert_false(recording.is_full);
    assert_int_equal(recording_feed(&recording, TASK, strlen(TASK), &diag), 0);
    assert_true(recording.is_full);
    assert_int_equal(recording.count, 2);
    recording_finish(&recording);
}

static void count_and_forget(struct recording *recording, const struct record *record,
                             void *arg)
{
    size_t *seen = arg;
    assert_ptr_equal(record, recording_at(recording, recording->count - 1));
    *seen += record->kind == WORD_OUTPUT ? strlen(recording_text(recording, record)) : 0;
    recording_forget(recording);
}

TEST(observer_who_forgets_reads_without_end_in_little_memory)
{
    struct recording recording;
    struct diag diag = { 0 };
    size_t seen = 0;
    const char *line = "{\"ev\":\"output\",\"task\":1,\"text\":\"abc\"}\n";
    recording_init(&recording, "test");
    recording.limit = 10;
    recording.observe = count_and_forget;
    recording.observe_arg = &seen;
    assert_int_equal(recording_feed(&recording, HEAD, strlen(HEAD), &diag), 0);
    for (int i = 0; i < 1000; i++)
        assert_int_equal(recording_feed(&recording, line, strlen(line), &diag), 0);
    assert_int_equal(seen, 3000);
    assert_int_equal(recording.count, 1001);
    assert_false(recording.is_full);
    assert_true(recording.pool.texts.cap < 1000);
    recording_finish(&recording);
}

TEST(frames_that_were_forgotten_are_left_all_the_same)
{
#define ENTER(coro) "{\"ev\":\"enter\",\"task\":1,\"coro\":" #coro "}\n"
#define LEAVE(coro) "{\"ev\":\"leave\",\"task\":1,\"coro\":" #coro "}\n"
    static const char entered[] = HEAD TASK ENTER(2) ENTER(3), left[] = LEAVE(3) LEAVE(2);
    struct recording recording;
    struct diag diag = { 0 };
    recording_init(&recording, "test");
    assert_int_equal(recording_feed(&recording, entered, strlen(entered), &diag), 0);
    recording_forget(&recording);
    assert_int_equal(recording_feed(&recording, ENTER(4), strlen(ENTER(4)), &diag), 0);
    assert_int_equal(recording.tasks[1].frame, 4);
    assert_int_equal(recording_feed(&recording, LEAVE(4), strlen(LEAVE(4)), &diag), 0);
    assert_int_equal(recording.tasks[1].frame, 3); /* which is forgotten */
    assert_int_equal(recording_feed(&recording, left, strlen(left), &diag), 0);
    assert_int_equal(recording.tasks[1].frame, 0);
    recording_finish(&recording);
}

TEST(texts_past_the_limit_are_lost_and_the_records_stay)
{
    struct recording recording;
    struct diag diag = { 0 };
    const char *line = "{\"ev\":\"output\",\"task\":1,\"text\":\"abcdefghij\"}\n";
    recording_init(&recording, "test");
    recording.pool.text_limit = 20;
    assert_int_equal(recording_feed(&recording, HEAD, strlen(HEAD), &diag), 0);
    assert_int_equal(recording_feed(&recording, line, strlen(line), &diag), 0);
    assert_false(recording.pool.has_lost_texts);
    assert_int_equal(recording_feed(&recording, line, strlen(line), &diag), 0);
    assert_true(recording.pool.has_lost_texts);
    assert_string_equal(recording_text(&recording, recording_at(&recording, 1)), "abcdefghij");
    assert_string_equal(recording_text(&recording, recording_at(&recording, 2)), "");
    recording_finish(&recording);
}

TEST(program_s_own_trace_is_read_whole)
{
    struct recording recording;
    traced_run(&recording, traced_main, (void *)1);
    assert_true(recording.is_ended);
    assert_true(recording.count > 50);
    assert_true(recording.ticks.count > 5);
    for (size_t i = 0; i < recording.count; i++)
        assert_true(recording_at(&recording, i)->kind < WORD_COUNT);
    recording_finish(&recording);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bytes_may_come_in_pieces_of_any_size),
        cmocka_unit_test(numbers_of_the_trace_become_dense),
        cmocka_unit_test(task_waited_for_is_no_object),
        cmocka_unit_test(frames_know_what_they_were_entered_from),
        cmocka_unit_test(second_loop_of_a_program_has_tasks_of_its_own),
        cmocka_unit_test(last_line_cut_short_is_forgotten),
        cmocka_unit_test(last_line_without_its_newline_is_taken),
        cmocka_unit_test(broken_line_is_named),
        cmocka_unit_test(foreign_files_are_refused),
        cmocka_unit_test(line_without_an_end_is_refused_before_it_fills_the_memory),
        cmocka_unit_test(missing_file_is_named),
        cmocka_unit_test(full_recording_keeps_its_beginning),
        cmocka_unit_test(observer_who_forgets_reads_without_end_in_little_memory),
        cmocka_unit_test(frames_that_were_forgotten_are_left_all_the_same),
        cmocka_unit_test(texts_past_the_limit_are_lost_and_the_records_stay),
        cmocka_unit_test(program_s_own_trace_is_read_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
