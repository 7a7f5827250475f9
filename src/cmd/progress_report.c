#include "cmd/progress_report.h"

#include <string.h>

int report_init(struct report *report, struct app *app, struct diag *diag)
{
    *report = (struct report){ .app = app, .course = app_course(app), .now = utc_now() };
    struct store *store = app_store(app);
    if (store_attempts(store, NULL, &report->arena, &report->attempts, &report->attempt_count,
                       diag))
        return -1;
    if (review_cards(store, report->now, &report->arena, &report->cards, &report->card_count,
                     diag))
        return -1;
    summary_make(report->attempts, report->attempt_count, report->now, &report->summary);
    return 0;
}

void report_finish(struct report *report)
{
    arena_finish(&report->arena);
}

void report_format_day(int64_t day, char text[UTC_TEXT_BYTES])
{
    utc_format(day * 86400, text);
    text[sizeof "2025-01-31" - 1] = '\0';
}

static bool is_below(const char *id, const char *topic)
{
    size_t len = strlen(topic);
    return strncmp(id, topic, len) == 0 && id[len] == '/';
}

/* The mean over all questions of the topic; those never answered count as not known. */
static double mastery_of(const struct report *report, const char *topic, size_t items)
{
    double sum = 0;
    size_t answered = 0;
    for (size_t i = 0; i < report->card_count; i++) {
        if (is_below(report->cards[i].id, topic)) {
            sum += review_mastery(&report->cards[i], report->now);
            answered++;
        }
    }
    size_t questions = answered > items ? answered : items;
    return questions ? sum / (double)questions : 0;
}

static size_t count_done(const struct report *report, const struct lesson *lesson)
{
    size_t done = 0;
    for (size_t i = 0; i < lesson->step_count; i++)
        done += store_step_is_done(app_store(report->app), lesson->steps[i].id);
    return done;
}

static struct topic topic_of_lesson(const struct report *report, const struct lesson *lesson)
{
    return (struct topic){
        .id = lesson->id,
        .title = lesson->title,
        .items = lesson->step_count,
        .done = count_done(report, lesson),
        .mastery = mastery_of(report, lesson->id, lesson->step_count),
    };
}

static struct topic topic_of_interview(const struct report *report)
{
    struct topic topic = {
        .id = "interview",
        .title = "Interview questions",
        .items = report->course->interview_count,
        .mastery = mastery_of(report, "interview", report->course->interview_count),
    };
    for (size_t i = 0; i < report->card_count; i++)
        topic.done += is_below(report->cards[i].id, topic.id);
    return topic;
}

static struct topic topic_of_exercises(const struct report *report)
{
    const struct course *course = report->course;
    struct topic topic = { .id = "exercises",
                           .title = "Coding practice",
                           .items = course->exercise_count };
    for (size_t i = 0; i < course->exercise_count; i++) {
        struct exercise_state exercise;
        store_exercise(app_store(report->app), course->exercises[i].id, &exercise);
        topic.done += exercise.passed_at > 0;
    }
    topic.mastery = topic.items ? (double)topic.done / (double)topic.items : 0;
    return topic;
}

bool report_topic(const struct report *report, size_t n, struct topic *ret_topic)
{
    const struct course *course = report->course;
    size_t lessons = 0;
    while (course && course_lesson(course, (int)lessons + 1))
        lessons++;
    if (course && n < lessons)
        *ret_topic = topic_of_lesson(report, course_lesson(course, (int)n + 1));
    else if (course && n == lessons)
        *ret_topic = topic_of_interview(report);
    else if (course && n == lessons + 1)
        *ret_topic = topic_of_exercises(report);
    else
        return false;
    return true;
}
