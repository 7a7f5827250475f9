#include "check.h"

#include "progress_fixture.h"

TEST(an_answer_comes_back_as_it_was_stored)
{
    struct fixture *f = *state;
    struct attempt answer = { .id = "interview/3",
                              .kind = ATTEMPT_INTERVIEW,
                              .verdict = "good",
                              .score = 7,
                              .self_marked = true,
                              .seconds = 95,
                              .at = 1735689599,
                              .detail = "{\"answer\":\"gather waits\"}",
                              .uuid = "0123456789abcdef0123456789abcdef" };
    add(f->store, &answer);
    reopen(f);
    size_t count;
    struct attempt *got = all_attempts(f, &count);
    assert_int_equal(count, 1);
    assert_string_equal(got->uuid, answer.uuid);
    assert_string_equal(got->id, "interview/3");
    assert_int_equal(got->kind, ATTEMPT_INTERVIEW);
    assert_string_equal(got->verdict, "good");
    assert_true(got->score > 6.99 && got->score < 7.01);
    assert_int_equal(got->recall, RECALL_GOOD);
    assert_true(got->self_marked);
    assert_int_equal(got->seconds, 95);
    assert_int_equal(got->at, 1735689599);
    assert_string_equal(got->detail, answer.detail);
}

TEST(every_answer_gets_a_name_of_its_own)
{
    struct fixture *f = *state;
    add_answer(f->store, "queues/queue", ATTEMPT_CHECK, 1, 0);
    add_answer(f->store, "queues/queue", ATTEMPT_CHECK, 1, 0);
    size_t count;
    struct attempt *got = all_attempts(f, &count);
    assert_int_equal(count, 2);
    assert_int_equal(strlen(got[0].uuid), 32);
    assert_string_not_equal(got[0].uuid, got[1].uuid);
    assert_true(got[0].at > 0);
}

TEST(an_answer_stored_twice_counts_once)
{
    struct fixture *f = *state;
    struct attempt answer = {
        .id = "fetch-urls", .kind = ATTEMPT_EXERCISE, .verdict = "pass", .uuid = "same"
    };
    add(f->store, &answer);
    answer.verdict = "crash";
    add(f->store, &answer);
    size_t count;
    assert_string_equal(all_attempts(f, &count)->verdict, "pass");
    assert_int_equal(count, 1);
}

TEST(the_grade_decides_what_was_remembered)
{
    static const struct {
        enum attempt_kind kind;
        double score;
        enum recall given, stored;
    } cases[] = {
        { ATTEMPT_CHECK, 1, RECALL_BY_SCORE, RECALL_GOOD },
        { ATTEMPT_CHECK, 0, RECALL_BY_SCORE, RECALL_AGAIN },
        { ATTEMPT_PREDICT, 0.5, RECALL_BY_SCORE, RECALL_AGAIN },
        { ATTEMPT_QUIZ, 0.6, RECALL_BY_SCORE, RECALL_GOOD },
        { ATTEMPT_INTERVIEW, 5, RECALL_BY_SCORE, RECALL_AGAIN },
        { ATTEMPT_INTERVIEW, 6, RECALL_BY_SCORE, RECALL_GOOD },
        { ATTEMPT_STEP, 1, RECALL_BY_SCORE, RECALL_NONE },
        { ATTEMPT_EXERCISE, 1, RECALL_BY_SCORE, RECALL_NONE },
        { ATTEMPT_QUIZ, 0, RECALL_NONE, RECALL_NONE },
        { ATTEMPT_QUIZ, 0, RECALL_GOOD, RECALL_GOOD },
    };
    struct fixture *f = *state;
    size_t n = sizeof cases / sizeof *cases;
    for (size_t i = 0; i < n; i++) {
        struct attempt answer = { .id = "a/b",
                                  .kind = cases[i].kind,
                                  .verdict = "partial",
                                  .score = cases[i].score,
                                  .recall = cases[i].given,
                                  .at = 1000 + (int64_t)i };
        add(f->store, &answer);
    }
    size_t count;
    struct attempt *got = all_attempts(f, &count);
    assert_int_equal(count, n);
    for (size_t i = 0; i < n; i++)
        assert_int_equal(got[i].recall, cases[i].stored);
}

TEST(answers_of_a_lesson_are_those_of_its_steps)
{
    struct fixture *f = *state;
    struct diag diag = { 0 };
    add_answer(f->store, "queues/queue", ATTEMPT_CHECK, 1, 3);
    add_answer(f->store, "queues/lifo-queue", ATTEMPT_CHECK, 1, 2);
    add_answer(f->store, "queues-of-people/queue", ATTEMPT_CHECK, 1, 1);
    struct attempt *got;
    size_t count;
    assert_int_equal(store_attempts(f->store, "queues", &f->arena, &got, &count, &diag), 0);
    assert_int_equal(count, 2);
    assert_string_equal(got[0].id, "queues/lifo-queue"); /* in order of time */
    assert_int_equal(store_attempts(f->store, "queues/queue", &f->arena, &got, &count, &diag),
                     0);
    assert_int_equal(count, 1);
}

TEST(answers_of_one_second_keep_their_order)
{
    struct fixture *f = *state;
    add_answer(f->store, "a/first", ATTEMPT_CHECK, 1, 100);
    add_answer(f->store, "a/second", ATTEMPT_CHECK, 1, 100);
    size_t count;
    struct attempt *got = all_attempts(f, &count);
    assert_string_equal(got[0].id, "a/first");
    assert_string_equal(got[1].id, "a/second");
}

TEST(a_step_is_done_when_it_was_walked_to_its_end)
{
    struct fixture *f = *state;
    add_answer(f->store, "queues/queue", ATTEMPT_CHECK, 1, 0);
    assert_false(store_step_is_done(f->store, "queues/queue"));
    add_answer(f->store, "queues/queue", ATTEMPT_STEP, 1, 0);
    assert_true(store_step_is_done(f->store, "queues/queue"));
    assert_false(store_step_is_done(f->store, "queues"));
}

TEST(the_position_survives_a_restart)
{
    struct fixture *f = *state;
    struct diag diag = { 0 };
    assert_null(store_position(f->store));
    assert_int_equal(store_set_position(f->store, "queues/queue", &diag), 0);
    assert_int_equal(store_set_position(f->store, "queues/lifo-queue", &diag), 0);
    reopen(f);
    char *position = store_position(f->store);
    assert_string_equal(position, "queues/lifo-queue");
    free(position);
}

TEST(an_exercise_knows_its_hints_and_its_first_pass)
{
    struct fixture *f = *state;
    struct diag diag = { 0 };
    static const char *const verdicts[] = { "slow", "internal-error", "pass", "deadlock",
                                            "pass" };
    for (size_t i = 0; i < 5; i++) {
        struct attempt submission = { .id = "fetch-urls",
                                      .kind = ATTEMPT_EXERCISE,
                                      .verdict = verdicts[i],
                                      .at = 100 + (int64_t)i };
        add(f->store, &submission);
    }
    assert_int_equal(store_take_hint(f->store, "fetch-urls", &diag), 0);
    assert_int_equal(store_start_exercise(f->store, "fetch-urls", &diag), 0);
    assert_int_equal(store_take_hint(f->store, "fetch-urls", &diag), 0);
    struct exercise_state exercise;
    store_exercise(f->store, "fetch-urls", &exercise);
    assert_true(exercise.started_at > 0);
    assert_int_equal(exercise.passed_at, 102);
    assert_int_equal(exercise.submissions, 5);
    assert_int_equal(exercise.failed, 2); /* our own faults are nobody's failure */
    assert_int_equal(exercise.hints, 2);
}

TEST(an_untouched_exercise_is_all_zero)
{
    struct fixture *f = *state;
    struct exercise_state exercise = { .hints = 7 };
    store_exercise(f->store, "retry", &exercise);
    assert_int_equal(exercise.started_at, 0);
    assert_int_equal(exercise.passed_at, 0);
    assert_int_equal(exercise.submissions, 0);
    assert_int_equal(exercise.failed, 0);
    assert_int_equal(exercise.hints, 0);
}

TEST(two_sessions_see_each_others_answers)
{
    struct fixture *f = *state;
    struct store *other = open_quietly(f->file);
    for (int i = 0; i < 5; i++) {
        add_answer(f->store, "queues/queue", ATTEMPT_CHECK, 1, 0);
        add_answer(other, "queues/queue", ATTEMPT_CHECK, 0, 0);
    }
    store_close(other);
    assert_int_equal(count_attempts(f), 10);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(an_answer_comes_back_as_it_was_stored),
        CASE(every_answer_gets_a_name_of_its_own),
        CASE(an_answer_stored_twice_counts_once),
        CASE(the_grade_decides_what_was_remembered),
        CASE(answers_of_a_lesson_are_those_of_its_steps),
        CASE(answers_of_one_second_keep_their_order),
        CASE(a_step_is_done_when_it_was_walked_to_its_end),
        CASE(the_position_survives_a_restart),
        CASE(an_exercise_knows_its_hints_and_its_first_pass),
        CASE(an_untouched_exercise_is_all_zero),
        CASE(two_sessions_see_each_others_answers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
