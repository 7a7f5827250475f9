/* `progress` for people: words and numbers, with bars beside them. Nothing here scolds: a
 * streak is told while it lasts, and its end is not. */
#include "cmd/progress_report.h"

#include <stdlib.h>

enum {
    BAR_COLUMNS = 10,
    LABEL_COLUMNS = 11,
    LAST_ANSWERS = 6,
};

static const struct out *screen_of(const struct report *report)
{
    return app_screen(report->app);
}

static void begin_fact(const struct report *report, const char *label)
{
    out_format(screen_of(report), STYLE_LABEL, "  %-*s", LABEL_COLUMNS, label);
}

static void print_position(const struct report *report)
{
    char *position = store_position(app_store(report->app));
    struct diag unknown = { 0 }; /* of a step that a later course no longer has */
    const struct step *step = NULL;
    if (position && report->course)
        step = course_find_step(report->course, position, &unknown);
    begin_fact(report, "You are at");
    out_text(screen_of(report), STYLE_TEXT, position ? position : "the beginning");
    if (step)
        out_format(screen_of(report), STYLE_DIM, "  %s", step->title);
    out_text(screen_of(report), STYLE_TEXT, "\n");
    diag_finish(&unknown);
    free(position);
}

static void print_answers(const struct report *report)
{
    begin_fact(report, "Answers");
    out_format(screen_of(report), STYLE_TEXT, "%zu, of which %zu right\n",
               report->summary.answers, report->summary.right);
}

static void print_time(const struct report *report)
{
    const struct summary *summary = &report->summary;
    long long minutes = (long long)summary->seconds / 60;
    begin_fact(report, "Time");
    if (minutes >= 60)
        out_format(screen_of(report), STYLE_TEXT, "%lld h ", minutes / 60);
    out_format(screen_of(report), STYLE_TEXT, "%lld min on %d day%s", minutes % 60,
               summary->active_days, summary->active_days == 1 ? "" : "s");
    if (summary->streak_days > 1)
        out_format(screen_of(report), STYLE_TEXT, ", the last %d in a row",
                   summary->streak_days);
    out_text(screen_of(report), STYLE_TEXT, "\n");
}

static void print_next_due(const struct report *report)
{
    if (report->card_count == 0) {
        out_text(screen_of(report), STYLE_TEXT, "nothing before the first answer\n");
        return;
    }
    long long days = (long long)(report->cards[0].due_at - report->now) / 86400;
    if (days == 0)
        out_text(screen_of(report), STYLE_TEXT, "nothing now, but within a day\n");
    else
        out_format(screen_of(report), STYLE_TEXT, "nothing for %lld day%s\n", days,
                   days == 1 ? "" : "s");
}

static void print_due(const struct report *report)
{
    size_t due = 0;
    while (due < report->card_count && review_is_due(&report->cards[due], report->now))
        due++;
    begin_fact(report, "To review");
    if (due == 0) {
        print_next_due(report);
        return;
    }
    out_format(screen_of(report), STYLE_STRONG, "%zu now", due);
    out_format(screen_of(report), STYLE_HINT, ": %sreview\n", app_caller(report->app));
}

static void print_bar(const struct report *report, double share)
{
    struct buf bar = { 0 };
    int full = (int)(share * BAR_COLUMNS + 0.5);
    for (int i = 0; i < BAR_COLUMNS; i++)
        buf_adds(&bar, i < full ? "█" : "░");
    out_text(screen_of(report), STYLE_BORDER, buf_str(&bar));
    buf_finish(&bar);
}

static void print_topic(const struct report *report, const struct topic *topic)
{
    int percent = (int)(topic->mastery * 100 + 0.5);
    if (screen_of(report)->caps->is_plain) {
        out_format(screen_of(report), STYLE_TEXT, "  %s: %zu of %zu done, %d%% remembered\n",
                   topic->title, topic->done, topic->items, percent);
        return;
    }
    out_format(screen_of(report), STYLE_TEXT, "  %2zu/%zu  ", topic->done, topic->items);
    print_bar(report, topic->mastery);
    out_format(screen_of(report), STYLE_TEXT, " %3d%%  %s\n", percent, topic->title);
}

static void print_topics(const struct report *report)
{
    struct topic topic;
    out_text(screen_of(report), STYLE_HEADING, "\nDone, and remembered today\n");
    for (size_t n = 0; report_topic(report, n, &topic); n++) {
        if (topic.items > 0)
            print_topic(report, &topic);
    }
}

/* From the first week with an answer to this one. */
static void print_weeks(const struct report *report)
{
    const struct summary *summary = &report->summary;
    size_t most = 1;
    for (size_t i = 0; i < SUMMARY_WEEKS; i++)
        most = summary->weeks[i].count > most ? summary->weeks[i].count : most;
    size_t first = 0;
    while (first < SUMMARY_WEEKS - 1 && summary->weeks[first].count == 0)
        first++;
    out_text(screen_of(report), STYLE_HEADING, "\nSteps and answers in the week from\n");
    for (size_t i = first; i < SUMMARY_WEEKS; i++) {
        char monday[UTC_TEXT_BYTES];
        report_format_day(summary->weeks[i].monday, monday);
        out_format(screen_of(report), STYLE_TEXT, "  %s%s", monday,
                   screen_of(report)->caps->is_plain ? ":" : "  ");
        if (!screen_of(report)->caps->is_plain)
            print_bar(report, (double)summary->weeks[i].count / (double)most);
        out_format(screen_of(report), STYLE_TEXT, " %zu\n", summary->weeks[i].count);
    }
}

static void print_last_answers(const struct report *report)
{
    out_text(screen_of(report), STYLE_HEADING, "\nLast answers\n");
    size_t shown = 0;
    for (size_t i = report->attempt_count; i > 0 && shown < LAST_ANSWERS; i--) {
        const struct attempt *attempt = &report->attempts[i - 1];
        if (attempt->kind == ATTEMPT_STEP)
            continue;
        char day[UTC_TEXT_BYTES];
        report_format_day(utc_local_day(attempt->at), day);
        out_format(screen_of(report), STYLE_DIM, "  %s  ", day);
        out_format(screen_of(report), STYLE_TEXT, "%s %s: %s\n",
                   attempt_kind_words[attempt->kind], attempt->id, attempt->verdict);
        shown++;
    }
}

void progress_print(const struct report *report)
{
    if (report->attempt_count == 0) {
        out_text(screen_of(report), STYLE_TEXT, "Nothing done yet. To begin: ");
        out_text(screen_of(report), STYLE_CODE,
                 report->app->in_session ? "Enter\n" : "asynclearn\n");
        return;
    }
    out_text(screen_of(report), STYLE_HEADING, "Progress\n");
    print_position(report);
    print_answers(report);
    print_time(report);
    print_due(report);
    if (report->course)
        print_topics(report);
    print_weeks(report);
    if (report->summary.answers > 0)
        print_last_answers(report);
}
