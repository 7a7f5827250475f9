#include "cmd/ask_question.h"

#include <stdlib.h>
#include <string.h>

#include "cmd/ask.h"
#include "course/page.h"

void question_show(struct app *app, const char *label, const struct question *question)
{
    struct buf page = { 0 };
    buf_addf(&page, "**%s** ", label);
    page_question(question, &page);
    buf_addf(&page, "%s `hint` and `skip` work too.\n", answer_how(question));
    ask_show(app, buf_str(&page));
    buf_finish(&page);
}

static void show_hint(struct app *app, const struct question *question)
{
    ask_show(app, question->hint ? question->hint : "No hint for this one.");
}

/* Whether the line, and what is read after it, can be graded. */
static bool take_answer(struct app *app, const struct question *question, const char *line,
                        struct answer_grade *grade)
{
    struct buf answer = { 0 };
    buf_adds(&answer, line);
    bool is_dropped = question->kind == QUESTION_TEXT && *line && ask_more(app, &answer);
    if (!is_dropped) {
        answer_grade_finish(grade);
        answer_grade(question, buf_str(&answer), grade);
    }
    buf_finish(&answer);
    if (!is_dropped && grade->state == ANSWER_UNREADABLE)
        ask_show(app, buf_str(&grade->why));
    return grade->state != ANSWER_UNREADABLE;
}

/* Takes one line. False where the asking goes on. */
static bool take_line(struct app *app, const struct question *question, const char *line,
                      struct answer_grade *grade, enum asked *ret_asked)
{
    *ret_asked = strcmp(line, "skip") == 0 ? ASKED_SKIPPED : ASKED_ANSWERED;
    if (*ret_asked == ASKED_SKIPPED)
        return true;
    if (strcmp(line, "?") != 0 && strcmp(line, "hint") != 0)
        return take_answer(app, question, line, grade);
    show_hint(app, question);
    return false;
}

enum asked question_ask(struct app *app, const struct question *question, const char *prompt,
                        ask_obey_fn *obey, void *arg, struct answer_grade *ret_grade)
{
    *ret_grade = (struct answer_grade){ 0 };
    enum asked asked = ASKED_LEFT;
    bool is_done = false;
    while (!is_done) {
        char *line = NULL;
        int err = ask_line(app, PROMPT_ANSWER, prompt, &line);
        if (question->kind != QUESTION_TEXT) /* which may go on in the next line */
            out_text(app_screen(app), STYLE_TEXT, "\n");
        if (err == PROMPT_END)
            return ASKED_LEFT;
        enum obeyed obeyed = err || !obey ? OBEYED_NOT : obey(arg, line);
        if (obeyed == OBEYED_LEFT) {
            asked = ASKED_LEFT;
            is_done = true;
        } else if (!err && obeyed == OBEYED_NOT) {
            is_done = take_line(app, question, line, ret_grade, &asked);
        }
        free(line);
    }
    return asked;
}

void question_show_verdict(struct app *app, const struct answer_grade *grade)
{
    static const struct {
        enum style style;
        const char *text;
    } verdicts[] = {
        [ANSWER_WRONG] = { STYLE_WRONG, "Not quite.\n" },
        [ANSWER_PARTIAL] = { STYLE_WARN, "Partly right.\n" },
        [ANSWER_RIGHT] = { STYLE_OK, "Right.\n" },
    };
    if (grade->state < ANSWER_WRONG)
        return;
    out_text(app_screen(app), verdicts[grade->state].style, verdicts[grade->state].text);
    ask_show(app, buf_str(&grade->why));
}

void question_show_answer(struct app *app, const struct question *question)
{
    struct buf page = { 0 };
    if (question->kind == QUESTION_TEXT)
        return; /* only the examiner knows */
    buf_adds(&page, "**Answer**\n\n");
    page_answer(question, &page);
    ask_show(app, buf_str(&page));
    buf_finish(&page);
}
