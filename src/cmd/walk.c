/* The happy path of a step: text, prediction, run, what came of the prediction, question,
 * end. At each stop the learner may go elsewhere; the step then ends there. A demo that
 * cannot run (no compiler) costs the questions that it answers, not the step. */
#include "cmd/walk.h"

#include <stdlib.h>
#include <string.h>

#include <async.h>

#include "cmd/ask.h"
#include "cmd/ask_question.h"
#include "cmd/cmd.h"
#include "cmd/demo_program.h"
#include "cmd/examine.h"
#include "cmd/stopwatch.h"
#include "course/page.h"
#include "progress/store.h"
#include "quiz/answer.h"

struct stop {
    struct session *session;
    struct arena arena; /* what the demo's run showed, and the prediction completed by it */
    struct question_run run;
    struct question prediction, check;
    bool is_resolved; /* the three above are there */
    struct answer_grade predicted;
    int64_t predict_seconds;
};

static void record(struct session *session, enum attempt_kind kind, const char *verdict,
                   double score, int64_t seconds)
{
    const struct attempt attempt = {
        .id = session->step->id,
        .kind = kind,
        .verdict = verdict,
        .score = score,
        .seconds = seconds,
    };
    app_record(session->app, &attempt);
}

/* ---- Text ---- */

static enum move show_text(struct session *session)
{
    const struct step *step = session->step;
    struct buf page = { 0 };
    struct diag diag = { 0 };
    enum move move = MOVE_ON;
    if (step->number == 1)
        page_lesson_head(step->lesson, &page);
    if (page_step_text(step, &page, &diag))
        cmd_fault(session->app, STATUS_USAGE, &diag);
    else if (ask_show(session->app, buf_str(&page)))
        move = MOVE_LEAVE;
    buf_finish(&page);
    return move;
}

/* ---- Questions ---- */

struct asking {
    struct session *session;
    enum move move; /* where a command typed instead of an answer leads */
};

static enum obeyed obey(void *arg, const char *line)
{
    struct asking *asking = arg;
    if (strcmp(line, "hint") == 0 || !session_knows(line))
        return OBEYED_NOT;
    asking->move = session_obey(asking->session, line);
    return asking->move == MOVE_STAY ? OBEYED : OBEYED_LEFT;
}

/* MOVE_ON when there is an answer or it was skipped (the grade stays ANSWER_UNREADABLE). */
static enum move ask_answer(struct session *session, const struct question *question,
                            const char *prompt, struct answer_grade *ret_grade)
{
    struct asking asking = { .session = session, .move = MOVE_LEAVE };
    enum asked asked = question_ask(session->app, question, prompt, obey, &asking, ret_grade);
    return asked == ASKED_LEFT ? asking.move : MOVE_ON;
}

/* ---- Prediction and run ---- */

/* Lets the demo run unseen, so that the right answer is what it really does. False if Ctrl-C
 * stopped that. */
static bool observe(struct stop *stop)
{
    struct session *session = stop->session;
    struct diag diag = { 0 };
    int err = demo_observe(session->app, session->step, &stop->arena, &stop->run, &diag);
    if (err == ASYNC_ECANCELED) {
        out_text(app_screen(session->app), STYLE_TEXT, "\n");
        return false;
    }
    stop->is_resolved =
        !err &&
        !question_resolve(session->step->predict, &stop->run, &stop->arena, &stop->prediction,
                          &diag) &&
        !question_resolve(session->step->check, &stop->run, &stop->arena, &stop->check, &diag);
    if (!stop->is_resolved)
        cmd_fault(session->app, STATUS_LACKING, &diag);
    return true;
}

static enum move predict(struct stop *stop)
{
    struct session *session = stop->session;
    if (!observe(stop))
        return session_pause(session, "go on without the prediction");
    if (!stop->is_resolved)
        return MOVE_ON;
    int64_t began = stopwatch_seconds();
    question_show(session->app, "Predict:", &stop->prediction);
    enum move move =
        ask_answer(session, &stop->prediction, "your prediction > ", &stop->predicted);
    stop->predict_seconds = stopwatch_seconds() - began;
    return move;
}

static void run_demo(struct session *session)
{
    const char *const words[] = { "demo", session->step->id };
    cmd_run(session->app, 2, words);
}

static void show_prediction(struct stop *stop)
{
    struct session *session = stop->session;
    const char *verdict = answer_verdict(stop->predicted.state);
    if (!stop->is_resolved)
        return;
    out_text(app_screen(session->app), STYLE_TEXT, "\n");
    if (verdict) {
        out_text(app_screen(session->app), STYLE_LABEL, "Your prediction: ");
        question_show_verdict(session->app, &stop->predicted);
        record(session, ATTEMPT_PREDICT, verdict, stop->predicted.score, stop->predict_seconds);
    }
    if (stop->predicted.state != ANSWER_RIGHT)
        question_show_answer(session->app, &stop->prediction);
}

static void tell(struct session *session, const char *label, const char *text)
{
    struct buf page = { 0 };
    buf_addf(&page, "**%s:** %s\n", label, text);
    ask_show(session->app, buf_str(&page));
    buf_finish(&page);
}

static enum move watch(struct stop *stop)
{
    struct session *session = stop->session;
    tell(session, "Watch", session->step->watch);
    enum move move = session_pause(session, "run the demo");
    if (move != MOVE_ON)
        return move;
    run_demo(session);
    show_prediction(stop);
    tell(session, "What happens", session->step->happens);
    return session_pause(session, "a question about it");
}

/* ---- The question after it ---- */

/* A check in free text is the examiner's, who stores and explains it. */
static void examine_check(struct session *session, const struct answer_grade *grade,
                          int64_t seconds)
{
    struct arena arena = { 0 };
    struct item item;
    double share;
    if (item_find(session->course, session->step->id, &arena, &item))
        examine(session->app, &item, buf_str(&grade->typed), seconds, RECALL_BY_SCORE, &share);
    arena_finish(&arena);
}

/* The first answer counts; a wrong one may be followed by others until it is right or
 * skipped. */
static enum move check(struct stop *stop)
{
    struct session *session = stop->session;
    const struct question *question = stop->is_resolved ? &stop->check : session->step->check;
    struct answer_grade grade = { 0 };
    int64_t began = stopwatch_seconds();
    bool is_first = true;
    enum move move;
    if (question_needs_run(question) && !stop->is_resolved)
        return MOVE_ON;
    question_show(session->app, "Check:", question);
    do {
        answer_grade_finish(&grade);
        move = ask_answer(session, question,
                          is_first ? "your answer > " : "try again, or skip > ", &grade);
        const char *verdict = answer_verdict(grade.state);
        if (move == MOVE_ON && verdict) {
            question_show_verdict(session->app, &grade);
            if (is_first)
                record(session, ATTEMPT_CHECK, verdict, grade.score,
                       stopwatch_seconds() - began);
            is_first = false;
        }
    } while (move == MOVE_ON && (grade.state == ANSWER_WRONG || grade.state == ANSWER_PARTIAL));
    if (move == MOVE_ON && grade.state == ANSWER_EXAMINER)
        examine_check(session, &grade, stopwatch_seconds() - began);
    else if (move == MOVE_ON && grade.state != ANSWER_RIGHT)
        question_show_answer(session->app, question);
    answer_grade_finish(&grade);
    return move;
}

/* ---- The end ---- */

static void end_lesson(struct session *session, const struct lesson *lesson,
                       const struct step *next)
{
    struct buf page = { 0 };
    buf_addf(&page, "That was lesson %d.", lesson->number);
    if (lesson->quiz_count > 0)
        buf_addf(&page, " `quiz %s` asks about all of it.", lesson->id);
    if (next)
        buf_addf(&page, " Next: lesson %d, *%s*.", next->lesson->number, next->lesson->title);
    ask_show(session->app, buf_str(&page));
    buf_finish(&page);
}

static enum move end_step(struct session *session, int64_t seconds)
{
    struct buf page = { 0 };
    page_step_end(session->step, &page);
    if (session->step->broken)
        buf_adds(&page, "**Broken:** see the pitfall happen (type `broken`)\n\n");
    if (session->step->aside)
        buf_addf(&page, "**More:** %s (type `more`)\n\n", session->step->aside_title);
    ask_show(session->app, buf_str(&page));
    buf_finish(&page);
    record(session, ATTEMPT_STEP, "done", 1, seconds);
    const struct lesson *lesson = session->step->lesson;
    const struct step *next = session_next_step(session->course, session->step);
    session_keep_place(session, next);
    if (next && next->lesson == lesson)
        return session_pause(session, "next step");
    end_lesson(session, lesson, next);
    return session_pause(session, next ? "next lesson" : "finish");
}

enum move walk_step(struct session *session)
{
    struct stop stop = { .session = session };
    int64_t began = stopwatch_seconds();
    enum move move = show_text(session);
    if (move == MOVE_ON)
        move = predict(&stop);
    if (move == MOVE_ON)
        move = watch(&stop);
    if (move == MOVE_ON)
        move = check(&stop);
    if (move == MOVE_ON)
        move = end_step(session, stopwatch_seconds() - began);
    answer_grade_finish(&stop.predicted);
    arena_finish(&stop.arena);
    return move;
}

void walk_end(struct session *session)
{
    struct buf page = { 0 };
    buf_adds(&page, "# You have walked every step\n\n");
    page_course_end(session->course, &page);
    ask_show(session->app, buf_str(&page));
    buf_finish(&page);
}
