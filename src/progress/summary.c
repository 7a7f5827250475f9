#include "progress/summary.h"

#include <string.h>

#include "progress/utc.h"

/* 1970-01-01 was a Thursday. */
static int64_t monday_of(int64_t day)
{
    return day - (day + 3) % 7;
}

static bool is_right(const struct attempt *attempt)
{
    if (attempt->kind == ATTEMPT_EXERCISE)
        return strcmp(attempt->verdict, "pass") == 0;
    return attempt->recall == RECALL_GOOD;
}

static void add_day(struct summary *summary, int64_t day, int64_t *last_day)
{
    if (day == *last_day)
        return;
    summary->streak_days = day == *last_day + 1 ? summary->streak_days + 1 : 1;
    summary->active_days++;
    *last_day = day;
}

static void add_to_week(struct summary *summary, int64_t day)
{
    for (size_t i = 0; i < SUMMARY_WEEKS; i++) {
        if (summary->weeks[i].monday == monday_of(day))
            summary->weeks[i].count++;
    }
}

void summary_make(const struct attempt *attempts, size_t count, int64_t now,
                  struct summary *ret_summary)
{
    struct summary summary = { 0 };
    int64_t today = utc_local_day(now), last_day = -1;
    for (int i = 0; i < SUMMARY_WEEKS; i++)
        summary.weeks[i].monday = monday_of(today) - 7 * (SUMMARY_WEEKS - 1 - i);
    for (size_t i = 0; i < count; i++) {
        int64_t day = utc_local_day(attempts[i].at);
        summary.seconds += attempts[i].seconds;
        summary.answers += attempts[i].kind != ATTEMPT_STEP;
        summary.right += is_right(&attempts[i]);
        if (day > today)
            continue;
        add_day(&summary, day, &last_day);
        add_to_week(&summary, day);
    }
    if (last_day < today - 1)
        summary.streak_days = 0;
    *ret_summary = summary;
}
