/* `quiz`: the questions of a lesson, the interview, or single questions.
 *
 * The happy path: what is open is asked, one after the other, each answer is explained and
 * waits for Enter, and a report ends it. `back` asks the question before again; leaving it
 * in the middle ends with the same report, and the next quiz of the day goes on from there. */
#include "cmd/cmd.h"

#include <stdlib.h>
#include <string.h>

#include <async.h>

#include "cmd/ask.h"
#include "cmd/ask_item.h"
#include "cmd/stopwatch.h"
#include "course/page.h"
#include "progress/utc.h"
#include "quiz/sitting.h"

enum { TIMED_QUESTIONS = 5 };

struct quiz {
    struct app *app;
    struct items items;
    struct sitting sitting;
    struct arena arena;
    bool is_timed;
    int64_t began;
};

/* ---- Which questions ---- */

/* The lesson where the learner is. */
static int add_current(struct quiz *quiz, const struct course *course, struct diag *diag)
{
    struct diag ignored = { 0 };
    char *position = store_position(app_store(quiz->app));
    const struct step *step = position ? course_find_step(course, position, &ignored) : NULL;
    diag_finish(&ignored);
    free(position);
    return items_add(&quiz->items, course, step ? step->lesson->id : "1", &quiz->arena, diag);
}

static int choose(struct quiz *quiz, const struct course *course, const struct cmd_args *args,
                  struct diag *diag)
{
    if (args->count == 0 && quiz->is_timed)
        return items_add(&quiz->items, course, "interview", &quiz->arena, diag);
    if (args->count == 0)
        return add_current(quiz, course, diag);
    for (size_t i = 0; i < args->count; i++) {
        if (items_add(&quiz->items, course, args->words[i], &quiz->arena, diag))
            return -1;
    }
    return 0;
}

/* Returns how many questions were answered today already. */
static size_t resume(struct quiz *quiz)
{
    struct diag diag = { 0 };
    struct attempt *attempts;
    size_t count;
    if (!store_attempts(app_store(quiz->app), NULL, &quiz->arena, &attempts, &count, &diag))
        return sitting_resume(&quiz->sitting, attempts, count, utc_now());
    cmd_fault(quiz->app, STATUS_LACKING, &diag);
    return 0;
}

/* ---- Without a terminal ---- */

static int print(struct quiz *quiz)
{
    int err = 0;
    for (size_t i = 0; i < quiz->items.count && err != ASYNC_ECANCELED; i++) {
        struct buf label = { 0 };
        buf_addf(&label, "Question %zu", i + 1);
        err = item_print(quiz->app, buf_str(&label), &quiz->items.all[i]);
        buf_finish(&label);
    }
    if (err == ASYNC_ECANCELED)
        return STATUS_INTERRUPTED;
    item_print_end(quiz->app);
    return STATUS_OK;
}

/* ---- Asking ---- */

/* Adds the time so far in a timed quiz. */
static void add_clock(const struct quiz *quiz, struct buf *text)
{
    if (!quiz->is_timed)
        return;
    buf_adds(text, ", ");
    sitting_add_clock(stopwatch_seconds() - quiz->began, text);
    buf_adds(text, " on the clock");
}

static enum item_end ask(struct quiz *quiz, size_t at)
{
    struct sitting_place *place = &quiz->sitting.places[at];
    struct buf label = { 0 };
    struct item_answer answer;
    buf_addf(&label, "Question %zu of %zu", at + 1, quiz->sitting.count);
    add_clock(quiz, &label);
    buf_adds(&label, place->state == SITTING_ANSWERED ? ", once more (not counted):" : ":");
    const struct item_asking asking = {
        .label = buf_str(&label),
        .was_shown = place->state == SITTING_ANSWERED,
    };
    enum item_end end = item_ask(quiz->app, place->item, &asking, &answer);
    if (end == ITEM_ANSWERED)
        sitting_answer(&quiz->sitting, at, answer.share, answer.seconds);
    else if (end == ITEM_SKIPPED)
        sitting_skip(&quiz->sitting, at);
    buf_finish(&label);
    return end;
}

static enum item_end pause_after(struct quiz *quiz, size_t at)
{
    struct buf what = { 0 };
    bool is_last = sitting_next(&quiz->sitting, at + 1) == quiz->sitting.count;
    buf_adds(&what, is_last ? "the report" : "next question");
    add_clock(quiz, &what);
    enum item_end end = item_pause(quiz->app, buf_str(&what));
    buf_finish(&what);
    return end;
}

static void ask_all(struct quiz *quiz)
{
    size_t at = sitting_next(&quiz->sitting, 0);
    while (at < quiz->sitting.count) {
        enum item_end end = ask(quiz, at);
        bool is_answered = end == ITEM_ANSWERED;
        if (is_answered)
            end = pause_after(quiz, at);
        if (end == ITEM_LEFT)
            return;
        if (end != ITEM_BACK)
            at = sitting_next(&quiz->sitting, at + 1);
        else if (!is_answered && at > 0)
            at--;
    }
}

/* ---- Beginning and end ---- */

static void introduce(struct quiz *quiz, size_t answered)
{
    struct buf page = { 0 };
    if (answered == quiz->sitting.count)
        return;
    if (answered > 0)
        buf_addf(&page, "%zu of %zu were answered today; `--again` asks all. Going on:\n\n",
                 answered, quiz->sitting.count);
    buf_adds(&page, "A number or a text is an answer. `back` and `quit` work too.\n");
    ask_show(quiz->app, buf_str(&page));
    buf_finish(&page);
}

static void report(struct quiz *quiz)
{
    struct buf page = { 0 };
    buf_adds(&page, "## Report\n\n");
    sitting_report(&quiz->sitting, &page);
    if (quiz->is_timed) {
        buf_adds(&page, "On the clock: ");
        sitting_add_clock(stopwatch_seconds() - quiz->began, &page);
        buf_adds(&page, " min, with the reading between the answers.\n\n");
    }
    ask_show(quiz->app, buf_str(&page));
    buf_finish(&page);
}

static void sit(struct quiz *quiz, bool again)
{
    sitting_init(&quiz->sitting, &quiz->items);
    quiz->began = stopwatch_seconds();
    size_t answered = again ? 0 : resume(quiz);
    introduce(quiz, answered);
    ask_all(quiz);
    report(quiz);
    if (answered == quiz->sitting.count)
        ask_show(quiz->app, "All of this was answered today; `--again` asks it once more.");
    sitting_finish(&quiz->sitting);
}

static int run(struct app *app, const struct cmd_args *args)
{
    struct quiz quiz = { .app = app, .is_timed = cmd_has(args, "timed") };
    struct diag diag = { 0 };
    const struct course *course = app_course(app);
    int status = STATUS_OK;
    if (!course)
        return STATUS_USAGE;
    if (choose(&quiz, course, args, &diag))
        status = cmd_fault(app, STATUS_USAGE, &diag);
    else if (quiz.is_timed && quiz.items.count > TIMED_QUESTIONS)
        quiz.items.count = TIMED_QUESTIONS;
    if (!status && app->no_input)
        status = print(&quiz);
    else if (!status)
        sit(&quiz, cmd_has(args, "again"));
    items_finish(&quiz.items);
    arena_finish(&quiz.arena);
    return status;
}

const struct command command_quiz = {
    .name = "quiz",
    .usage = "[interview|LESSON|ID...] [--timed] [--again]",
    .summary = "answer questions: of a lesson, or as an interviewer asks them",
    .details =
        "Without a word: the quiz of the lesson where you are.\n"
        "An ID is a question of a quiz (queues/quiz/2), a step (queues/queue) or a question\n"
        "of the interview (interview/3).\n"
        "What was answered today is not asked again. --timed without a word is an interview.\n"
        "With --no-input the questions are printed.",
    .options = { { "timed", NULL, "five questions, with a clock" },
                 { "again", NULL, "ask also what was answered today" } },
    .min_words = 0,
    .max_words = CMD_ANY_WORDS,
    .run = run,
};
