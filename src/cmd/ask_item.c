#include "cmd/ask_item.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <async.h>

#include "cmd/ask.h"
#include "cmd/ask_question.h"
#include "cmd/cmd.h"
#include "cmd/demo_program.h"
#include "cmd/examine.h"
#include "cmd/stopwatch.h"
#include "course/page.h"

/* ---- Words that are no answers ---- */

/* Whether the line says where to go on. */
static bool is_way_out(const char *line, enum item_end *ret_end)
{
    bool is_quit = strcmp(line, "quit") == 0 || strcmp(line, "exit") == 0;
    if (!is_quit && strcmp(line, "back") != 0)
        return false;
    *ret_end = is_quit ? ITEM_LEFT : ITEM_BACK;
    return true;
}

struct words {
    struct app *app;
    const struct item *item;
    bool is_review, is_shown;
    int hints; /* given so far */
    enum item_end end;
};

static enum obeyed obey(void *arg, const char *line)
{
    struct words *words = arg;
    bool is_hint = strcmp(line, "?") == 0 || strcmp(line, "hint") == 0;
    words->is_shown = words->is_review && strcmp(line, "show") == 0;
    if (words->is_shown || is_way_out(line, &words->end))
        return OBEYED_LEFT;
    if (!is_hint || words->item->question.kind != QUESTION_TEXT)
        return OBEYED_NOT;
    examine_hint(words->app, words->item, words->hints++);
    return OBEYED;
}

/* ---- Again and Good ---- */

/* RECALL_NONE after Ctrl-D. */
static enum recall ask_button(struct app *app)
{
    enum recall recall = RECALL_NONE;
    int err = 0;
    while (recall == RECALL_NONE && err != PROMPT_END) {
        char *line = NULL;
        err = ask_line(app, PROMPT_ANSWER, "Did you know it? a: again, g: good > ", &line);
        if (!err && (strcasecmp(line, "a") == 0 || strcasecmp(line, "again") == 0))
            recall = RECALL_AGAIN;
        else if (!err && (strcasecmp(line, "g") == 0 || strcasecmp(line, "good") == 0))
            recall = RECALL_GOOD;
        free(line);
    }
    return recall;
}

static enum item_end take_button(struct app *app, const struct item *item,
                                 struct item_answer *answer)
{
    enum recall recall = ask_button(app);
    if (recall == RECALL_NONE)
        return ITEM_LEFT;
    answer->share = recall == RECALL_GOOD;
    const struct attempt attempt = {
        .id = item->id,
        .kind = item->kind,
        .verdict = recall == RECALL_GOOD ? "good" : "again",
        .score = item->kind == ATTEMPT_INTERVIEW ? answer->share * 10 : answer->share,
        .recall = recall,
        .self_marked = true,
        .seconds = answer->seconds,
    };
    app_record(app, &attempt);
    return ITEM_ANSWERED;
}

static void show_answer(struct app *app, const struct item *item)
{
    if (item->question.kind == QUESTION_TEXT)
        examine_show_model(app, item);
    else
        question_show_answer(app, &item->question);
}

/* ---- Answers ---- */

/* Stored before anything is shown: whatever ends the program then, the answer stays. */
static void take_grade(struct app *app, const struct item *item,
                       const struct answer_grade *grade, enum recall recall,
                       struct item_answer *answer)
{
    const struct attempt attempt = {
        .id = item->id,
        .kind = item->kind,
        .verdict = answer_verdict(grade->state),
        .score = grade->score,
        .recall = recall,
        .seconds = answer->seconds,
    };
    app_record(app, &attempt);
    answer->share = grade->score;
    question_show_verdict(app, grade);
    if (grade->state != ANSWER_RIGHT)
        question_show_answer(app, &item->question);
}

static enum item_end take_answer(struct app *app, const struct item *item,
                                 const struct answer_grade *grade, enum recall recall,
                                 struct item_answer *answer)
{
    if (grade->state != ANSWER_EXAMINER)
        take_grade(app, item, grade, recall, answer);
    else if (examine(app, item, buf_str(&grade->typed), answer->seconds, recall,
                     &answer->share))
        return take_button(app, item, answer);
    return ITEM_ANSWERED;
}

static enum item_end ask(struct app *app, const struct item *item,
                         const struct item_asking *asking, struct item_answer *ret_answer)
{
    struct words words = {
        .app = app,
        .item = item,
        .is_review = asking->is_review,
        .end = ITEM_LEFT,
    };
    struct answer_grade grade;
    enum recall recall = asking->was_shown ? RECALL_NONE : RECALL_BY_SCORE;
    int64_t began = stopwatch_seconds();
    question_show(app, asking->label, &item->question);
    enum asked asked =
        question_ask(app, &item->question, "your answer > ", obey, &words, &grade);
    *ret_answer = (struct item_answer){ .seconds = stopwatch_seconds() - began };
    if (asked == ASKED_SKIPPED) {
        words.end = ITEM_SKIPPED;
    } else if (asked == ASKED_ANSWERED) {
        words.end = take_answer(app, item, &grade, recall, ret_answer);
    } else if (words.is_shown) {
        show_answer(app, item);
        words.end = take_button(app, item, ret_answer);
    }
    answer_grade_finish(&grade);
    return words.end;
}

int item_complete(struct app *app, struct item *item, struct arena *arena)
{
    struct question_run run;
    struct question resolved;
    struct diag diag = { 0 };
    if (!item->step)
        return 0;
    int err = demo_observe(app, item->step, arena, &run, &diag);
    if (!err)
        err = question_resolve(&item->question, &run, arena, &resolved, &diag);
    if (!err)
        item->question = resolved;
    else if (err != ASYNC_ECANCELED)
        cmd_fault(app, STATUS_LACKING, &diag);
    return err;
}

enum item_end item_ask(struct app *app, const struct item *item,
                       const struct item_asking *asking, struct item_answer *ret_answer)
{
    struct arena arena = { 0 };
    struct item whole = *item;
    int err = item_complete(app, &whole, &arena);
    enum item_end end = !err                     ? ask(app, &whole, asking, ret_answer)
                        : err == ASYNC_ECANCELED ? ITEM_LEFT
                                                 : ITEM_SKIPPED;
    arena_finish(&arena);
    return end;
}

int item_print(struct app *app, const char *label, const struct item *item)
{
    struct arena arena = { 0 };
    struct item whole = *item;
    int err = item_complete(app, &whole, &arena);
    if (!err) {
        struct buf page = { 0 };
        buf_addf(&page, "**%s** (`%s`) ", label, item->id);
        page_question(&whole.question, &page);
        ask_show(app, buf_str(&page));
        out_text(app_screen(app), STYLE_TEXT, "\n");
        buf_finish(&page);
    }
    arena_finish(&arena);
    return err;
}

void item_print_end(struct app *app)
{
    ask_show(app, "Nothing was asked: to answer, run this in a terminal and without "
                  "`--no-input`.");
}

enum item_end item_pause(struct app *app, const char *what)
{
    struct buf question = { 0 };
    buf_addf(&question, "Enter: %s > ", what);
    enum item_end end = ITEM_LEFT;
    for (;;) {
        char *line = NULL;
        int err = ask_line(app, PROMPT_ANSWER, buf_str(&question), &line);
        bool goes_on = !err && !*line;
        bool leaves = err == PROMPT_END || (!err && is_way_out(line, &end));
        if (!err && !goes_on && !leaves)
            ask_show(app, "Enter goes on; `back` and `quit` work.");
        free(line);
        if (goes_on)
            end = ITEM_ANSWERED;
        if (goes_on || leaves)
            break;
    }
    out_text(app_screen(app), STYLE_TEXT, "\n");
    buf_finish(&question);
    return end;
}
