#include "check.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "progress/fsrs.h"

/* ts-fsrs rounds every number to eight digits; the difference adds up along a history. */
static void assert_close(double got, double wanted, int line)
{
    if (fabs(got - wanted) > 1e-6 + 1e-6 * fabs(wanted))
        fail_msg("answer on line %d: %.9f, but ts-fsrs says %.9f", line, got, wanted);
}

/* Made by fsrs_oracle.cjs from the ts-fsrs package. */
TEST(memories_move_as_in_ts_fsrs)
{
    FILE *oracle = fopen("tests/progress/fsrs_oracle.txt", "r");
    assert_non_null(oracle);
    char line[200];
    struct fsrs_memory memory;
    bool is_first = true;
    int answers = 0;
    for (int n = 1; fgets(line, sizeof line, oracle); n++) {
        int days, good;
        double stability, difficulty, chance;
        long interval;
        if (sscanf(line, "%d %d %lf %lf %lf %ld", &days, &good, &stability, &difficulty,
                   &chance, &interval) != 6) {
            is_first = true; /* a blank line: the next card */
            continue;
        }
        if (!is_first)
            assert_close(fsrs_recall(memory, days), chance, n);
        memory = is_first ? fsrs_first(good) : fsrs_next(memory, days, good);
        is_first = false;
        assert_close(memory.stability, stability, n);
        assert_close(memory.difficulty, difficulty, n);
        assert_int_equal(fsrs_interval_days(memory), interval);
        answers++;
    }
    fclose(oracle);
    assert_int_equal(answers, 600);
}

TEST(the_chance_is_ninety_percent_when_the_stability_has_passed)
{
    struct fsrs_memory memory = { .stability = 17, .difficulty = 5 };
    assert_true(fabs(fsrs_recall(memory, 17) - 0.9) < 1e-12);
    assert_true(fsrs_recall(memory, 0) > 0.999);
    assert_true(fsrs_recall(memory, 18) < 0.9);
}

TEST(a_clock_set_back_counts_as_the_same_day)
{
    struct fsrs_memory memory = fsrs_first(true);
    struct fsrs_memory same_day = fsrs_next(memory, 0, true);
    struct fsrs_memory before = fsrs_next(memory, -400, true);
    assert_true(fabs(before.stability - same_day.stability) < 1e-12);
    assert_true(fsrs_recall(memory, -400) > 0.999);
}

TEST(intervals_stay_between_a_day_and_a_century)
{
    struct fsrs_memory memory = fsrs_first(false);
    for (int i = 0; i < 50; i++)
        memory = fsrs_next(memory, 1, false);
    assert_int_equal(fsrs_interval_days(memory), 1);
    for (int i = 0; i < 50; i++)
        memory = fsrs_next(memory, 36500, true);
    assert_int_equal(fsrs_interval_days(memory), 36500);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(memories_move_as_in_ts_fsrs),
        cmocka_unit_test(the_chance_is_ninety_percent_when_the_stability_has_passed),
        cmocka_unit_test(a_clock_set_back_counts_as_the_same_day),
        cmocka_unit_test(intervals_stay_between_a_day_and_a_century),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
