#include "cmd/examine.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/printable.h"
#include "cmd/ask.h"
#include "cmd/cmd.h"
#include "quiz/examiner/examiner.h"
#include "quiz/feedback.h"

enum { SPELLINGS_MAX = 8 }; /* more of them is another language, not a slip of the keyboard */

/* NULL, and said, if the examiner does not know the question. */
static const struct examiner_question *find_question(struct app *app, const struct item *item)
{
    struct diag diag = { 0 };
    const struct examiner *examiner = app_examiner(app);
    const struct examiner_question *question =
        examiner ? examiner_question_find(examiner, item->question.rubric) : NULL;
    if (examiner && !question) {
        diag_set(&diag, NULL, 0, 0, "%s: the examiner has no rubric \"%s\"", item->id,
                 item->question.rubric);
        cmd_fault(app, STATUS_USAGE, &diag);
    }
    return question;
}

static void show(struct app *app, struct buf *page)
{
    ask_show(app, buf_str(page));
    buf_finish(page);
}

/* ---- Spelling ---- */

/* Whether the suggestion was meant. */
static bool ask_spelling(struct app *app, const char *answer,
                         const struct examiner_spelling *spelling)
{
    struct buf question = { 0 };
    char *line = NULL;
    buf_addf(&question, "\"%.*s\": did you mean \"%s\"? Enter: yes, n: no > ",
             (int)(spelling->word.end - spelling->word.start), answer + spelling->word.start,
             spelling->suggestion);
    int err = ask_line(app, PROMPT_ANSWER, buf_str(&question), &line);
    bool is_meant = !err && (!*line || strncasecmp(line, "y", 1) == 0);
    free(line);
    buf_finish(&question);
    return is_meant;
}

/* Fills `ret_corrected` with the answer as it was meant. */
static void correct(struct app *app, const struct examiner_question *question,
                    const char *answer, struct buf *ret_corrected)
{
    struct examiner_spelling spellings[SPELLINGS_MAX];
    size_t count =
        examiner_spelling(question, answer, strlen(answer), spellings, SPELLINGS_MAX);
    size_t taken = 0; /* bytes of the answer */
    for (size_t i = 0; i < count && i < SPELLINGS_MAX; i++) {
        const struct examiner_quote *word = &spellings[i].word;
        if (!ask_spelling(app, answer, &spellings[i]))
            continue;
        buf_add(ret_corrected, answer + taken, word->start - taken);
        buf_adds(ret_corrected, spellings[i].suggestion);
        taken = word->end;
    }
    buf_adds(ret_corrected, answer + taken);
}

/* ---- Storing ---- */

static void record(struct app *app, const struct item *item,
                   const struct examiner_question *question, const char *answer,
                   const struct examiner_result *result, int64_t seconds, enum recall recall)
{
    struct buf clean = { 0 }; /* JSON takes no bytes that are no characters */
    printable_add(&clean, answer, strlen(answer));
    cJSON *detail = cJSON_CreateObject();
    cJSON_AddStringToObject(detail, "answer", buf_str(&clean));
    feedback_add_json(question, result, detail);
    char *text = cJSON_PrintUnformatted(detail);
    const struct attempt attempt = {
        .id = item->id,
        .kind = item->kind,
        .verdict = examiner_band_name(result->band),
        .score = result->score,
        .recall = recall,
        .seconds = seconds,
        .detail = text,
    };
    app_record(app, &attempt);
    cJSON_free(text);
    cJSON_Delete(detail);
    buf_finish(&clean);
}

static void record_own_marks(struct app *app, const struct item *item, int score,
                             enum recall recall)
{
    const struct attempt attempt = {
        .id = item->id,
        .kind = item->kind,
        .verdict = examiner_band_name(examiner_band_of(score)),
        .score = score,
        .recall = recall,
        .self_marked = true,
    };
    app_record(app, &attempt);
}

/* ---- Marking oneself ---- */

/* Leaves `*score`, the examiner's, when the learner agrees. False after Ctrl-D. */
static bool ask_marks(struct app *app, const struct examiner_question *question, int *score)
{
    for (;;) {
        char *line = NULL;
        int err = ask_line(app, PROMPT_ANSWER,
                           "numbers like 1 3, or none; Enter keeps the marks > ", &line);
        if (err == PROMPT_END)
            return false;
        bool is_done = !err && (!*line || feedback_read_marks(question, line, score));
        free(line);
        if (is_done)
            return true;
    }
}

static int mark_oneself(struct app *app, const struct item *item,
                        const struct examiner_question *question, int score, enum recall recall)
{
    struct buf page = { 0 };
    out_text(app_screen(app), STYLE_TEXT, "\n");
    buf_adds(&page,
             "**These marks may be unfair**: the words are those of an answer, but the "
             "examiner is not sure what they say. Which of these points did you make?\n\n");
    feedback_add_checklist(question, &page);
    show(app, &page);
    if (ask_marks(app, question, &score))
        record_own_marks(app, item, score, recall);
    return score;
}

/* ---- Everything ---- */

int examine(struct app *app, const struct item *item, const char *typed, int64_t seconds,
            enum recall recall, double *ret_share)
{
    const struct examiner_question *question = find_question(app, item);
    if (!question)
        return -1;
    struct buf answer = { 0 }, page = { 0 };
    struct examiner_result result;
    correct(app, question, typed, &answer);
    examiner_grade(question, buf_str(&answer), answer.len, &result);
    record(app, item, question, buf_str(&answer), &result, seconds,
           result.unsure ? RECALL_NONE : recall);
    feedback_add(question, buf_str(&answer), &result, &page);
    feedback_add_model(question, &page);
    show(app, &page);
    int score = result.score;
    if (result.unsure)
        score = mark_oneself(app, item, question, score, recall);
    buf_finish(&answer);
    *ret_share = (double)score / EXAMINER_SCORE_MAX;
    return 0;
}

void examine_hint(struct app *app, const struct item *item, int n)
{
    const struct examiner_question *question = find_question(app, item);
    if (question)
        ask_show(app, question->points[n % question->point_count].ask);
}

void examine_show_model(struct app *app, const struct item *item)
{
    const struct examiner_question *question = find_question(app, item);
    struct buf page = { 0 };
    if (!question)
        return;
    feedback_add_model(question, &page);
    show(app, &page);
}
