/* Minutes: what a lesson says is what walking through it takes.
 *
 * Measured on the pages themselves: a reader's pace for every word, code too, and some time
 * to think at each question and to watch each demo. The quiz and asides are extra. */
#include "course/lint.h"

#include <ctype.h>
#include <stdlib.h>

#include "course/page.h"

enum {
    WORDS_A_MINUTE = 180,
    QUESTION_SECONDS = 20,
    DEMO_SECONDS = 45,
    MAX_MINUTES_OFF = 2,
};

static int count_words(const char *text)
{
    int words = 0;
    for (const char *c = text; *c; c++)
        words += !isspace((unsigned char)*c) && (c == text || isspace((unsigned char)c[-1]));
    return words;
}

/* All that a walk shows, with the answers of the questions as far as they are known without
 * a run. */
static void add_step(const struct step *step, struct buf *shown)
{
    struct diag unreadable = { 0 }; /* lint_files() and lint_prose() say so */
    if (page_step_text(step, shown, &unreadable))
        diag_finish(&unreadable);
    page_question(step->predict, shown);
    buf_addf(shown, "%s\n%s\n", step->watch, step->happens);
    page_question(step->check, shown);
    page_answer(step->check, shown);
    page_step_end(step, shown);
}

static int measure_minutes(const struct lesson *lesson)
{
    struct buf shown = { 0 };
    page_lesson_head(lesson, &shown);
    for (size_t i = 0; i < lesson->step_count; i++)
        add_step(&lesson->steps[i], &shown);
    int seconds = count_words(buf_str(&shown)) * 60 / WORDS_A_MINUTE +
                  (int)lesson->step_count * (2 * QUESTION_SECONDS + DEMO_SECONDS);
    buf_finish(&shown);
    return (seconds + 30) / 60;
}

void lint_minutes(struct lint *lint)
{
    for (int n = 1; course_lesson(lint->course, n); n++) {
        const struct lesson *lesson = course_lesson(lint->course, n);
        int minutes = measure_minutes(lesson);
        if (lesson->step_count > 0 && abs(minutes - lesson->minutes) > MAX_MINUTES_OFF)
            lint_fault(lint, lesson->file, "minutes",
                       "walking through this lesson takes %d minutes", minutes);
    }
}
