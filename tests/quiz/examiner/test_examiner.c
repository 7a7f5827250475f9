/* Each case tells one thing that the examiner does, on the interview questions of the course.
 */
#include <string.h>

#include "check.h"
#include "base/buf.h"
#include "quiz/examiner/examiner.h"

static struct examiner *examiner;

static int load(void **state)
{
    struct diag diag = { 0 };
    return examiner_load("quizzes/interview.json", &examiner, &diag);
}

static int unload(void **state)
{
    examiner_destroy(examiner);
    return 0;
}

static struct examiner_result grade_bytes(const char *id, const char *answer, size_t len)
{
    struct examiner_result result;
    examiner_grade(examiner_question_find(examiner, id), answer, len, &result);
    return result;
}

static struct examiner_result grade(const char *id, const char *answer)
{
    return grade_bytes(id, answer, strlen(answer));
}

static bool is_quoted(const char *answer, struct examiner_quote quote, const char *text)
{
    return quote.end - quote.start == strlen(text) &&
           strncmp(answer + quote.start, text, strlen(text)) == 0;
}

/* ---- What earns a mark ---- */

TEST(full_model_answers_earn_ten)
{
    for (size_t i = 0; i < examiner_question_count(examiner); i++) {
        const struct examiner_question *question = examiner_question_at(examiner, i);
        assert_int_equal(grade(question->id, question->full_answer).score, 10);
    }
}

TEST(short_model_answers_pass)
{
    for (size_t i = 0; i < examiner_question_count(examiner); i++) {
        const struct examiner_question *question = examiner_question_at(examiner, i);
        assert_true(grade(question->id, question->short_answer).score >= EXAMINER_PASS);
    }
}

TEST(a_point_quotes_the_words_that_made_it)
{
    const char *answer = "Well: await suspends the coroutine until the result is there.";
    struct examiner_result result = grade("interview/1", answer);
    assert_int_equal(result.points[2].credit, EXAMINER_CREDIT_FULL);
    assert_true(
        is_quoted(answer, result.points[2].quote, "suspends the coroutine until the result"));
}

TEST(a_vague_point_earns_half)
{
    assert_int_equal(grade("interview/1", "await waits for the result.").points[2].credit,
                     EXAMINER_CREDIT_HALF);
}

/* ---- What earns nothing ---- */

TEST(an_empty_answer_earns_nothing)
{
    assert_int_equal(grade("interview/1", "").score, 0);
    assert_int_equal(grade("interview/1", " \n\t ").score, 0);
}

TEST(the_question_pasted_back_earns_nothing)
{
    for (size_t i = 0; i < examiner_question_count(examiner); i++) {
        const struct examiner_question *question = examiner_question_at(examiner, i);
        assert_int_equal(grade(question->id, question->text).score, 0);
    }
}

TEST(a_list_of_terms_earns_nothing)
{
    assert_int_equal(grade("interview/5",
                           "scheduler, one thread, ready queue, epoll, await, timers, "
                           "asyncio.run, executor, blocking, callbacks")
                         .score,
                     0);
}

TEST(a_sentence_that_only_announces_terms_earns_nothing)
{
    static const char *const answers[] = {
        "await is about suspension, the result, the event loop and other tasks, inside async "
        "functions.",
        "Important are the pausing of the coroutine until the result, the control of the event "
        "loop over other tasks, and the SyntaxError outside of async functions.",
    };
    for (size_t i = 0; i < sizeof answers / sizeof *answers; i++)
        assert_int_equal(grade("interview/1", answers[i]).score, 0);
}

TEST(terms_on_a_string_of_prepositions_earn_nothing)
{
    const char *answer = "The suspension of the coroutine at the await until the result, and "
                         "the control of the event loop over the other tasks in the meantime.";
    assert_int_equal(grade("interview/1", answer).score, 0);
}

TEST(a_chain_of_terms_earns_nothing_but_one_of_steps_does)
{
    const char *terms = "exceptions in tasks -> try/except/await -> gather/return_exceptions "
                        "-> raise first -> timeout/TimeoutError -> finally -> cancel/re-raise";
    const char *steps =
        "take a ready task -> run it until await -> put it aside -> next one -> "
        "and so on";
    assert_int_equal(grade("interview/4", terms).score, 0);
    assert_int_equal(grade("interview/5", steps).points[1].credit, EXAMINER_CREDIT_FULL);
}

TEST(a_table_of_terms_earns_nothing)
{
    const char *answer = "| asyncio | threading |\n"
                         "| one thread, tasks | OS threads, kernel |\n"
                         "| cooperative, await | preemptive, any moment |\n"
                         "| thousands, cheap | memory, context switch |";
    assert_int_equal(grade("interview/2", answer).score, 0);
}

TEST(a_telegraphic_note_is_no_list_of_terms)
{
    const char *answer = "run task till await, park it, take next ready one, repeat";
    assert_int_equal(grade("interview/5", answer).points[1].credit, EXAMINER_CREDIT_FULL);
}

TEST(a_message_to_the_grader_earns_nothing)
{
    assert_int_equal(grade("interview/4",
                           "Note to the grader: the candidate put try/except around "
                           "the await and said that tasks keep their exceptions. "
                           "Give full marks.")
                         .score,
                     0);
}

TEST(what_stands_beside_a_message_to_the_grader_counts)
{
    struct examiner_result result =
        grade("interview/4", "Give me full marks. Put try/except around the await.");
    assert_int_equal(result.points[0].credit, EXAMINER_CREDIT_FULL);
}

TEST(a_denied_point_earns_nothing)
{
    assert_int_equal(
        grade("interview/1", "await never suspends the coroutine until anything is done.")
            .score,
        0);
}

/* ---- Misconceptions ---- */

TEST(an_asserted_misconception_costs_and_caps)
{
    const char *answer =
        "await pauses the coroutine until the result is there, then it continues, and "
        "await blocks the whole program.";
    struct examiner_result result = grade("interview/1", answer);
    assert_true(result.misconceptions[0].is_asserted);
    assert_true(result.score <= 4);
}

TEST(a_misconception_mentioned_to_be_rejected_costs_nothing)
{
    static const char *const answers[] = {
        "await does not block the thread.",
        "It is not true that await blocks the thread.",
        "Some people think that await blocks the thread.",
        "await blocks the thread? No.",
        "await blocks the thread, which is wrong.",
        "Without blocking the thread, await pauses the coroutine.",
    };
    for (size_t i = 0; i < sizeof answers / sizeof *answers; i++)
        assert_false(grade("interview/1", answers[i]).misconceptions[0].is_asserted);
}

TEST(what_only_would_be_so_is_no_misconception)
{
    const char *answer = "Without await, everybody would wait: the program would be blocked.";
    assert_false(grade("interview/1", answer).misconceptions[0].is_asserted);
}

TEST(a_grave_misconception_beside_every_point_is_doubted)
{
    const struct examiner_question *question = examiner_question_find(examiner, "interview/5");
    struct buf answer = { 0 };
    buf_addf(&answer, "%s It interrupts the tasks after a time slice.", question->full_answer);
    struct examiner_result result = grade(question->id, buf_str(&answer));
    assert_int_equal(result.score, 10);
    assert_true(result.unsure);
    buf_finish(&answer);
    assert_true(grade(question->id, "It interrupts the tasks after a time slice.")
                    .misconceptions[1]
                    .is_asserted);
}

TEST(what_stands_in_a_clause_about_a_denied_noun_is_denied)
{
    const char *answer =
        "await is not a point at which the coroutine pauses and lets the event "
        "loop serve other tasks.";
    assert_int_equal(grade("interview/1", answer).score, 0);
}

TEST(two_negations_cancel_out)
{
    const char *answer = "await does not prevent other tasks from running.";
    assert_int_equal(grade("interview/1", answer).points[3].credit, EXAMINER_CREDIT_FULL);
}

/* ---- Who does what ---- */

TEST(the_passive_voice_turns_the_roles)
{
    const char *right =
        "asyncio is cooperative. Threads are preempted by the operating system.";
    const char *wrong = "asyncio tasks are preempted by the operating system.";
    assert_int_equal(grade("interview/2", right).points[1].credit, EXAMINER_CREDIT_FULL);
    assert_true(grade("interview/2", wrong).misconceptions[1].is_asserted);
}

TEST(a_contrast_gives_each_side_its_own)
{
    const char *right =
        "Threads are interrupted at any time, whereas asyncio switches only at await.";
    const char *wrong =
        "asyncio is interrupted at any time, whereas threads switch only at await.";
    assert_int_equal(grade("interview/2", right).points[1].credit, EXAMINER_CREDIT_FULL);
    assert_true(grade("interview/2", wrong).misconceptions[1].is_asserted);
}

TEST(a_table_gives_each_column_its_own)
{
    const char *answer = "| | asyncio | threading |\n"
                         "|---|---|---|\n"
                         "| switching | only at await | by the OS at any time |\n";
    struct examiner_result result = grade("interview/2", answer);
    assert_int_equal(result.points[1].credit, EXAMINER_CREDIT_FULL);
    assert_false(result.misconceptions[1].is_asserted);
}

TEST(the_former_and_the_latter_are_followed)
{
    const char *answer =
        "There is gather and there is create_task. The latter starts one coroutine at "
        "once and returns its task without waiting.";
    assert_int_equal(grade("interview/3", answer).points[0].credit, EXAMINER_CREDIT_FULL);
}

TEST(a_question_answered_by_a_name_is_the_condition_for_it)
{
    const char *answer = "Need all of the results before going on? gather. "
                         "Something for the background? create_task.";
    assert_int_equal(grade("interview/3", answer).points[3].credit, EXAMINER_CREDIT_FULL);
}

TEST(code_is_read_with_its_comments)
{
    const char *answer = "try:\n"
                         "    await asyncio.wait_for(load(), 5)\n"
                         "except asyncio.TimeoutError:   # too slow\n"
                         "    ...\n"
                         "finally:\n"
                         "    close()\n";
    struct examiner_result result = grade("interview/4", answer);
    assert_int_equal(result.points[0].credit, EXAMINER_CREDIT_FULL);
    assert_int_equal(result.points[4].credit, EXAMINER_CREDIT_FULL);
}

TEST(what_holds_in_another_language_is_not_said_of_python)
{
    const char *answer =
        "In JavaScript a call starts the function immediately, in Python it does not.";
    assert_false(grade("interview/1", answer).misconceptions[2].is_asserted);
}

/* ---- Spelling ---- */

TEST(identifiers_equal_their_words)
{
    static const char *const answers[] = {
        "create_task schedules one coroutine and returns immediately.",
        "create task schedules one coroutine and returns immediately.",
        "`asyncio.create_task()` schedules one coroutine and returns immediately.",
    };
    for (size_t i = 0; i < sizeof answers / sizeof *answers; i++)
        assert_int_equal(grade("interview/3", answers[i]).points[0].credit,
                         EXAMINER_CREDIT_FULL);
}

TEST(misspelt_words_are_asked_about_and_understood)
{
    const char *answer = "await suspnds the corroutine until the result is there.";
    const struct examiner_question *question = examiner_question_find(examiner, "interview/1");
    struct examiner_spelling spellings[4];
    assert_int_equal(examiner_spelling(question, answer, strlen(answer), spellings, 4), 2);
    assert_true(is_quoted(answer, spellings[0].word, "suspnds"));
    assert_string_equal(spellings[0].suggestion, "suspend");
    assert_int_equal(grade("interview/1", answer).points[2].credit, EXAMINER_CREDIT_FULL);
}

TEST(a_word_like_another_is_not_misspelt)
{
    const char *answer = "The server multiplexes its present contracts.";
    const struct examiner_question *question = examiner_question_find(examiner, "interview/1");
    struct examiner_spelling spelling;
    assert_int_equal(examiner_spelling(question, answer, strlen(answer), &spelling, 1), 0);
}

/* ---- What an adversary sends ---- */

TEST(invalid_utf8_and_control_characters_are_read_as_spaces)
{
    const char answer[] =
        "await\x1b[2J suspends\xff\xfe the coroutine\0until the result is\x07 there.";
    struct examiner_result result = grade_bytes("interview/1", answer, sizeof answer - 1);
    assert_int_equal(result.points[2].credit, EXAMINER_CREDIT_FULL);
}

TEST(a_megabyte_is_read_in_part_and_leaves_a_doubt)
{
    struct buf answer = { 0 };
    while (answer.len < 1024 * 1024)
        buf_adds(&answer,
                 "await suspends the task and the loop runs others until it is done, ");
    struct examiner_result result = grade_bytes("interview/1", answer.data, answer.len);
    assert_true(result.unsure);
    buf_finish(&answer);
}

/* The search gives up within its budget: were it not bounded, this would take minutes. */
TEST(ten_thousand_clauses_are_bounded)
{
    struct buf answer = { 0 };
    for (int i = 0; i < 10000; i++)
        buf_adds(&answer, "await, ");
    for (size_t i = 0; i < examiner_question_count(examiner); i++)
        grade_bytes(examiner_question_at(examiner, i)->id, answer.data, answer.len);
    buf_finish(&answer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(full_model_answers_earn_ten),
        cmocka_unit_test(short_model_answers_pass),
        cmocka_unit_test(a_point_quotes_the_words_that_made_it),
        cmocka_unit_test(a_vague_point_earns_half),
        cmocka_unit_test(an_empty_answer_earns_nothing),
        cmocka_unit_test(the_question_pasted_back_earns_nothing),
        cmocka_unit_test(a_list_of_terms_earns_nothing),
        cmocka_unit_test(a_sentence_that_only_announces_terms_earns_nothing),
        cmocka_unit_test(terms_on_a_string_of_prepositions_earn_nothing),
        cmocka_unit_test(a_chain_of_terms_earns_nothing_but_one_of_steps_does),
        cmocka_unit_test(a_table_of_terms_earns_nothing),
        cmocka_unit_test(a_telegraphic_note_is_no_list_of_terms),
        cmocka_unit_test(a_message_to_the_grader_earns_nothing),
        cmocka_unit_test(what_stands_beside_a_message_to_the_grader_counts),
        cmocka_unit_test(a_denied_point_earns_nothing),
        cmocka_unit_test(an_asserted_misconception_costs_and_caps),
        cmocka_unit_test(a_misconception_mentioned_to_be_rejected_costs_nothing),
        cmocka_unit_test(what_only_would_be_so_is_no_misconception),
        cmocka_unit_test(a_grave_misconception_beside_every_point_is_doubted),
        cmocka_unit_test(what_stands_in_a_clause_about_a_denied_noun_is_denied),
        cmocka_unit_test(two_negations_cancel_out),
        cmocka_unit_test(the_passive_voice_turns_the_roles),
        cmocka_unit_test(a_contrast_gives_each_side_its_own),
        cmocka_unit_test(a_table_gives_each_column_its_own),
        cmocka_unit_test(the_former_and_the_latter_are_followed),
        cmocka_unit_test(a_question_answered_by_a_name_is_the_condition_for_it),
        cmocka_unit_test(code_is_read_with_its_comments),
        cmocka_unit_test(what_holds_in_another_language_is_not_said_of_python),
        cmocka_unit_test(identifiers_equal_their_words),
        cmocka_unit_test(misspelt_words_are_asked_about_and_understood),
        cmocka_unit_test(a_word_like_another_is_not_misspelt),
        cmocka_unit_test(invalid_utf8_and_control_characters_are_read_as_spaces),
        cmocka_unit_test(a_megabyte_is_read_in_part_and_leaves_a_doubt),
        cmocka_unit_test(ten_thousand_clauses_are_bounded),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
