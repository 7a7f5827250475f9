#include "check.h"

#include <string.h>

#include "course/question.h"

/* Reads one question; a fault stays in `diag`. */
static struct question read_question(const char *text, bool is_of_step, struct arena *arena,
                                     struct diag *diag)
{
    struct question question = { 0 };
    struct json_doc doc;
    if (json_open_text(&doc, "q.json", text, strlen(text), diag))
        return question;
    question_read(json_root(&doc), arena, is_of_step, &question);
    json_close(&doc);
    return question;
}

static void expect_fault(bool is_of_step, const char *text, const char *path,
                         const char *message)
{
    struct arena arena = { 0 };
    struct diag diag = { 0 };
    read_question(text, is_of_step, &arena, &diag);
    assert_true(diag_is_set(&diag));
    assert_string_equal(diag.message, message);
    assert_string_equal(diag.path, path);
    assert_int_equal(diag.line, 1);
    diag_finish(&diag);
    arena_finish(&arena);
}

#define CHOICE(more) "{\"kind\":\"choice\",\"question\":\"?\"," more "}"
#define TWO_CHOICES \
    "\"choices\":[{\"text\":\"a\",\"why\":\"w\"},{\"text\":\"b\",\"why\":\"w\"}]"
#define RIGHT_A                                                   \
    "\"choices\":[{\"text\":\"a\",\"why\":\"w\",\"right\":true}," \
    "{\"text\":\"b\",\"why\":\"w\"}]"

TEST(a_choice_says_why_for_every_choice)
{
    expect_fault(false,
                 CHOICE("\"choices\":[{\"text\":\"a\",\"right\":true,\"why\":\"w\"},"
                        "{\"text\":\"b\"}]"),
                 "choices[1]", "\"why\" is missing here");
    expect_fault(false,
                 CHOICE("\"choices\":[{\"text\":\"a\",\"right\":true,\"why\":\"w\"},"
                        "{\"text\":\"b\",\"why\":\"\"}]"),
                 "choices[1].why", "say why this choice is right or wrong");
}

TEST(a_choice_has_exactly_one_right_answer)
{
    expect_fault(false, CHOICE(TWO_CHOICES), "choices",
                 "no choice is right: mark one with \"right\": true");
    expect_fault(false, CHOICE("\"choices\":[{\"text\":\"a\",\"right\":true,\"why\":\"w\"}]"),
                 "choices", "a question needs at least two choices");
    expect_fault(false,
                 CHOICE("\"choices\":[{\"text\":\"a\",\"right\":true,\"why\":\"w\"},"
                        "{\"text\":\"b\",\"right\":true,\"why\":\"w\"}]"),
                 "choices", "2 choices are right: keep one, or make it \"several\"");
}

TEST(a_prediction_names_what_of_the_run_answers_it)
{
    expect_fault(true, CHOICE(TWO_CHOICES ",\"from\":\"output\""), "",
                 "say what of the run answers this: one of \"line\", \"lines\", \"vtime\"");
    expect_fault(true, CHOICE(TWO_CHOICES ",\"from\":\"output\",\"line\":1,\"vtime\":true"), "",
                 "say what of the run answers this: one of \"line\", \"lines\", \"vtime\"");
    expect_fault(true, CHOICE(TWO_CHOICES ",\"from\":\"output\",\"line\":0"), "line",
                 "the first line is 1, and the last -1");
    expect_fault(true, CHOICE(RIGHT_A ",\"from\":\"output\",\"line\":1"), "choices",
                 "the demo's run says what is right: leave \"right\" out");
    expect_fault(false, CHOICE(TWO_CHOICES ",\"from\":\"output\",\"line\":1"), "",
                 "say with \"reread\" which step's demo answers this");
}

#define ORDER(more) "{\"kind\":\"order\",\"question\":\"?\"," more "}"

TEST(an_order_is_a_rearrangement_of_its_items)
{
    expect_fault(false, ORDER("\"items\":[\"a\"],\"right\":[\"a\"]"), "items",
                 "an order needs at least two items");
    expect_fault(false, ORDER("\"items\":[\"a\",\"b\"],\"right\":[\"b\",\"b\"]"), "right",
                 "\"right\" must hold exactly the texts of \"items\"");
    expect_fault(false, ORDER("\"items\":[\"a\",\"b\"],\"right\":[\"a\",\"b\"]"), "items",
                 "the items already stand in the right order");
    expect_fault(false, ORDER("\"items\":[\"a\",\"b\"]"), "", "\"right\" is missing here");
    expect_fault(true,
                 ORDER("\"items\":[\"a\",\"b\"],\"from\":\"output\",\"right\":[\"b\",\"a\"]"),
                 "right", "the demo's run says the order: leave this out");
}

TEST(a_fill_accepts_something)
{
    expect_fault(false, "{\"kind\":\"fill\",\"question\":\"?\",\"accept\":[]}", "accept",
                 "at least one answer must be accepted");
    expect_fault(true,
                 "{\"kind\":\"fill\",\"question\":\"?\",\"accept\":[\"a\"],\"from\":\"output\","
                 "\"line\":1}",
                 "accept", "the demo's run says the answer: leave this out");
}

TEST(a_key_of_another_kind_is_unknown)
{
    expect_fault(false, CHOICE(RIGHT_A ",\"rubric\":\"interview/1\""), "rubric",
                 "unknown key \"rubric\"");
    expect_fault(false, "{\"kind\":\"chose\",\"question\":\"?\"}", "kind",
                 "\"chose\" is none of \"choice\", \"several\", \"order\", \"fill\", \"text\", "
                 "\"trace\", \"line\"");
}

/* ---- Resolving ---- */

static const char *printed[] = { "a starts", "b starts", "done" };
static struct question_event happened[] = {
    { 1, "tick 1  0 ms", "a#1 starts", 0 },  { 1, "tick 1  0 ms", "a#1 waits: sleep", 0 },
    { 2, "tick 2  5 ms", "a#1 resumes", 2 }, { 4, "tick 4  6 ms", "a#1 resumes", 3 },
    { 4, "tick 4  6 ms", "b#2 resumes", 2 },
};
static const struct question_run run = {
    .lines = { printed, 3 },
    .vtime_ms = 300,
    .events = happened,
    .event_count = 5,
    .source = "first();\nsecond();\nthird();\n",
};

static struct question resolve(const char *text, struct arena *arena, struct diag *diag)
{
    struct question resolved = { 0 };
    struct question question = read_question(text, true, arena, diag);
    assert_false(diag_is_set(diag));
    int err = question_resolve(&question, &run, arena, &resolved, diag);
    assert_int_equal(err, diag_is_set(diag) ? -1 : 0);
    return resolved;
}

/* Which of the two choices the run makes right; both are wrong before. */
static void expect_right(const char *source, const char *first, const char *second, int right)
{
    struct arena arena = { 0 };
    struct diag diag = { 0 };
    struct buf text = { 0 };
    buf_addf(&text,
             CHOICE("\"choices\":[{\"text\":\"%s\",\"why\":\"w\"},"
                    "{\"text\":\"%s\",\"why\":\"w\"}],\"from\":\"output\",%s"),
             first, second, source);
    struct question question = resolve(buf_str(&text), &arena, &diag);
    assert_false(diag_is_set(&diag));
    assert_int_equal(question.choices[0].is_right, right == 1);
    assert_int_equal(question.choices[1].is_right, right == 2);
    buf_finish(&text);
    arena_finish(&arena);
}

TEST(the_run_says_which_choice_is_right)
{
    expect_right("\"line\":2", "a starts", "b starts", 2);
    expect_right("\"line\":-1", "done", "b starts", 1);
    expect_right("\"lines\":true", "2", "3", 2);
    expect_right("\"vtime\":true", "300 ms", "600 ms", 1);
}

static void expect_unresolved(const char *text, const char *message)
{
    struct arena arena = { 0 };
    struct diag diag = { 0 };
    resolve(text, &arena, &diag);
    assert_string_equal(diag.message, message);
    diag_finish(&diag);
    arena_finish(&arena);
}

TEST(a_run_that_no_choice_describes_is_a_fault)
{
    expect_unresolved(CHOICE(TWO_CHOICES ",\"from\":\"output\",\"line\":3"),
                      "the demo's run answers \"done\", which 0 choices say");
    expect_unresolved(CHOICE(TWO_CHOICES ",\"from\":\"output\",\"line\":4"),
                      "the demo prints 3 lines, so there is no line 4");
    expect_unresolved(CHOICE(TWO_CHOICES ",\"from\":\"output\",\"line\":-4"),
                      "the demo prints 3 lines, so there is no line -4");
}

TEST(the_run_says_the_order)
{
    struct arena arena = { 0 };
    struct diag diag = { 0 };
    struct question question =
        resolve(ORDER("\"items\":[\"done\",\"b starts\",\"a starts\"],\"from\":\"output\""),
                &arena, &diag);
    assert_int_equal(question.right.count, 3);
    assert_string_equal(question.right.items[0], "a starts");
    assert_string_equal(question.right.items[2], "done");
    arena_finish(&arena);
    expect_unresolved(ORDER("\"items\":[\"done\",\"a starts\"],\"from\":\"output\""),
                      "the items are not the lines that the demo prints");
    expect_unresolved(
        ORDER("\"items\":[\"a starts\",\"b starts\",\"done\"],\"from\":\"output\""),
        "the items already stand in the order of the demo's run");
}

TEST(the_run_says_what_fills_the_gap)
{
    struct arena arena = { 0 };
    struct diag diag = { 0 };
    struct question question =
        resolve("{\"kind\":\"fill\",\"question\":\"?\",\"from\":\"output\",\"line\":-1}",
                &arena, &diag);
    assert_int_equal(question.accept.count, 1);
    assert_string_equal(question.accept.items[0], "done");
    arena_finish(&arena);
}

#define TRACE(ticks)                                          \
    "{\"kind\":\"trace\",\"question\":\"?\",\"ticks\":" ticks \
    ",\"choices\":[{\"text\":\"a#1 resumes\",\"why\":\"w\"},{\"text\":\"b\",\"why\":\"w\"}]}"

TEST(the_log_says_what_comes_next)
{
    struct arena arena = { 0 };
    struct diag diag = { 0 };
    struct question question = resolve(TRACE("[1, 1]"), &arena, &diag);
    assert_string_equal(question.exhibit,
                        "tick 1  0 ms  a#1 starts\ntick 1  0 ms  a#1 waits: sleep\n");
    assert_true(question.choices[0].is_right);
    assert_false(question.choices[1].is_right);
    arena_finish(&arena);
}

TEST(ticks_that_show_nothing_are_a_fault)
{
    const char *message = "the log has nothing in ticks 3 to 3, or nothing after";
    expect_unresolved(TRACE("[3, 3]"), message);
    expect_unresolved(TRACE("[2, 4]"), "the log has nothing in ticks 2 to 4, or nothing after");
    expect_fault(true, TRACE("[2, 1]"), "ticks",
                 "say the first tick and the last one to show: [2, 4]");
    expect_fault(true, TRACE("[2]"), "ticks",
                 "say the first tick and the last one to show: [2, 4]");
}

#define LINE(tick, near)                                                           \
    "{\"kind\":\"line\",\"question\":\"?\",\"tick\":" tick ",\"near\":[{\"text\":" \
    "\"" near "\",\"why\":\"w\"}]}"

TEST(the_line_is_the_one_on_which_a_task_goes_on)
{
    struct arena arena = { 0 };
    struct diag diag = { 0 };
    struct question question = resolve(LINE("2", "third"), &arena, &diag);
    assert_string_equal(question.exhibit, "  1  first();\n  2  second();\n  3  third();\n");
    assert_string_equal(question.accept.items[0], "2");
    assert_string_equal(question.choices[0].text, "3");
    arena_finish(&arena);
}

TEST(a_line_must_be_the_only_one)
{
    expect_unresolved(LINE("1", "third"),
                      "in tick 1 0 tasks go on: ask about a tick in which one does");
    expect_unresolved(LINE("4", "third"),
                      "in tick 4 2 tasks go on: ask about a tick in which one does");
    expect_unresolved(LINE("2", "fourth"),
                      "\"fourth\" stands on no line of the demo, or on several");
    expect_unresolved(LINE("2", "()"), "\"()\" stands on no line of the demo, or on several");
}

TEST(a_question_of_the_author_does_not_need_a_run)
{
    struct arena arena = { 0 };
    struct diag diag = { 0 };
    struct question question = resolve(CHOICE(RIGHT_A), &arena, &diag);
    assert_true(question.choices[0].is_right);
    arena_finish(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_choice_says_why_for_every_choice),
        cmocka_unit_test(a_choice_has_exactly_one_right_answer),
        cmocka_unit_test(a_prediction_names_what_of_the_run_answers_it),
        cmocka_unit_test(an_order_is_a_rearrangement_of_its_items),
        cmocka_unit_test(a_fill_accepts_something),
        cmocka_unit_test(a_key_of_another_kind_is_unknown),
        cmocka_unit_test(the_run_says_which_choice_is_right),
        cmocka_unit_test(a_run_that_no_choice_describes_is_a_fault),
        cmocka_unit_test(the_run_says_the_order),
        cmocka_unit_test(the_run_says_what_fills_the_gap),
        cmocka_unit_test(the_log_says_what_comes_next),
        cmocka_unit_test(ticks_that_show_nothing_are_a_fault),
        cmocka_unit_test(the_line_is_the_one_on_which_a_task_goes_on),
        cmocka_unit_test(a_line_must_be_the_only_one),
        cmocka_unit_test(a_question_of_the_author_does_not_need_a_run),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
