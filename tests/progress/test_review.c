#include "check.h"

#include "progress/review.h"
#include "progress/utc.h"
#include "progress_fixture.h"

enum { MINUTE = 60, HOUR = 60 * MINUTE, DAY = 24 * HOUR };

static const int64_t NOON = 20000LL * DAY + 12 * HOUR;

static struct review_card *all_cards(struct fixture *f, int64_t now, size_t *ret_count)
{
    struct diag diag = { 0 };
    struct review_card *cards;
    if (review_cards(f->store, now, &f->arena, &cards, ret_count, &diag))
        fail_msg("no cards: %s", diag.message);
    return cards;
}

static struct review_card only_card(struct fixture *f, int64_t now)
{
    size_t count;
    struct review_card *cards = all_cards(f, now, &count);
    assert_int_equal(count, 1);
    return cards[0];
}

TEST(nothing_is_due_before_the_first_answer)
{
    struct fixture *f = *state;
    add_answer(f->store, "queues/queue", ATTEMPT_STEP, 1, NOON);
    add_answer(f->store, "fetch-urls", ATTEMPT_EXERCISE, 0, NOON);
    assert_int_equal(review_count_due(f->store, NOON + 1000 * DAY), 0);
}

TEST(a_wrong_answer_comes_back_in_ten_minutes)
{
    struct fixture *f = *state;
    add_answer(f->store, "queues/queue", ATTEMPT_CHECK, 0, NOON);
    assert_int_equal(review_count_due(f->store, NOON + 10 * MINUTE - 1), 0);
    assert_int_equal(review_count_due(f->store, NOON + 10 * MINUTE), 1);
}

TEST(a_right_answer_comes_back_after_days_and_then_later_each_time)
{
    struct fixture *f = *state;
    int64_t at = NOON, wait = 0;
    for (int i = 0; i < 6; i++) {
        add_answer(f->store, "queues/queue", ATTEMPT_CHECK, 1, at);
        struct review_card card = only_card(f, at);
        assert_true(card.due_at - at > wait);
        wait = card.due_at - at;
        if (i == 0)
            assert_int_equal(wait, 2 * DAY); /* FSRS-6: a first Good holds 2.3 days */
        at = card.due_at;
    }
    assert_true(wait > 180 * DAY);
}

TEST(a_review_answered_wrong_starts_over)
{
    struct fixture *f = *state;
    add_answer(f->store, "queues/queue", ATTEMPT_CHECK, 1, NOON);
    add_answer(f->store, "queues/queue", ATTEMPT_CHECK, 1, NOON + 3 * DAY);
    add_answer(f->store, "queues/queue", ATTEMPT_QUIZ, 0, NOON + 30 * DAY);
    assert_int_equal(only_card(f, NOON + 30 * DAY).due_at, NOON + 30 * DAY + 10 * MINUTE);
}

TEST(the_longest_due_comes_first)
{
    struct fixture *f = *state;
    add_answer(f->store, "a/today", ATTEMPT_CHECK, 0, NOON);
    add_answer(f->store, "b/yesterday", ATTEMPT_CHECK, 0, NOON - DAY);
    add_answer(f->store, "c/later", ATTEMPT_CHECK, 1, NOON);
    size_t count;
    struct review_card *cards = all_cards(f, NOON + HOUR, &count);
    assert_int_equal(count, 3);
    assert_string_equal(cards[0].id, "b/yesterday");
    assert_string_equal(cards[1].id, "a/today");
    assert_string_equal(cards[2].id, "c/later");
    assert_int_equal(review_count_due(f->store, NOON + HOUR), 2);
}

TEST(the_days_between_answers_turn_at_midnight)
{
    struct fixture *f = *state;
    add_answer(f->store, "a/evening", ATTEMPT_CHECK, 1, NOON + 11 * HOUR);
    add_answer(f->store, "a/evening", ATTEMPT_CHECK, 1, NOON + 13 * HOUR);
    struct fsrs_memory next_day = fsrs_next(fsrs_first(true), 1, true);
    struct fsrs_memory memory = only_card(f, NOON + DAY).memory;
    assert_memory_equal(&memory, &next_day, sizeof memory);
}

TEST(an_answer_dated_in_the_future_does_not_hide_its_item)
{
    struct fixture *f = *state;
    add_answer(f->store, "queues/queue", ATTEMPT_CHECK, 1, NOON + 3650LL * DAY);
    assert_int_equal(review_count_due(f->store, NOON), 1); /* the clock was set back since */
    add_answer(f->store, "queues/queue", ATTEMPT_CHECK, 1, NOON);
    assert_int_equal(review_count_due(f->store, NOON), 0);
    assert_int_equal(only_card(f, NOON).due_at, NOON + 2 * DAY);
}

TEST(a_clock_that_runs_a_little_ahead_changes_nothing)
{
    struct fixture *f = *state;
    add_answer(f->store, "queues/queue", ATTEMPT_CHECK, 1, NOON + HOUR);
    assert_int_equal(review_count_due(f->store, NOON), 0);
}

TEST(mastery_fades_with_time_and_is_lost_by_a_wrong_answer)
{
    struct fixture *f = *state;
    add_answer(f->store, "queues/queue", ATTEMPT_CHECK, 1, NOON);
    struct review_card card = only_card(f, NOON);
    assert_true(review_mastery(&card, NOON) > 0.99);
    assert_true(review_mastery(&card, NOON + 60 * DAY) < 0.8);
    add_answer(f->store, "queues/queue", ATTEMPT_CHECK, 0, NOON + 1);
    card = only_card(f, NOON + 1);
    assert_true(review_mastery(&card, NOON + 1) < 0.01);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(nothing_is_due_before_the_first_answer),
        CASE(a_wrong_answer_comes_back_in_ten_minutes),
        CASE(a_right_answer_comes_back_after_days_and_then_later_each_time),
        CASE(a_review_answered_wrong_starts_over),
        CASE(the_longest_due_comes_first),
        CASE(the_days_between_answers_turn_at_midnight),
        CASE(an_answer_dated_in_the_future_does_not_hide_its_item),
        CASE(a_clock_that_runs_a_little_ahead_changes_nothing),
        CASE(mastery_fades_with_time_and_is_lost_by_a_wrong_answer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
