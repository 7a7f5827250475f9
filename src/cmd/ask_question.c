#include "cmd/ask_question.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/suggest.h"
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

struct asking {
    struct app *app;
    const struct question *question;
    char *doubted; /* owned: a line that may have been meant as a word to us; NULL: none yet */
    struct answer_grade *grade;
    enum asked asked;
};

static bool is_right(const struct question *question, const char *line)
{
    struct answer_grade grade;
    answer_grade(question, line, &grade);
    bool is_right = grade.state == ANSWER_RIGHT;
    answer_grade_finish(&grade);
    return is_right;
}

/* The word to us that this answer misses by one key; NULL if it is none of them. */
static const char *slip_of_word(const struct question *question, const char *line)
{
    static const char *const words[] = { "hint", "skip", "back", "quit", "next", "help" };
    bool takes_words = question->kind == QUESTION_FILL || question->kind == QUESTION_TEXT;
    for (size_t i = 0; takes_words && i < sizeof(words) / sizeof(words[0]); i++) {
        if (suggest_distance(line, words[i]) == 1 && !is_right(question, line))
            return words[i];
    }
    return NULL;
}

/* Whether to ask what was meant, which is done once for the same line. */
static bool is_doubtful(struct asking *asking, const char *line)
{
    const char *word = slip_of_word(asking->question, line);
    if (!word || (asking->doubted && strcmp(asking->doubted, line) == 0))
        return false;
    struct buf text = { 0 };
    buf_addf(&text, "Did you mean `%s`? If `%s` is your answer, type it again.", word, line);
    ask_show(asking->app, buf_str(&text));
    buf_finish(&text);
    free(asking->doubted);
    asking->doubted = mem_strdup(line);
    return true;
}

/* Who types what cannot be an answer may be looking for the way out. */
static void say_how(struct app *app, const struct answer_grade *grade)
{
    struct buf text = { 0 };
    buf_addf(&text, "%s `hint`, `skip` and `quit` work too.", buf_str(&grade->why));
    ask_show(app, buf_str(&text));
    buf_finish(&text);
}

/* Whether the line, and what is read after it, can be graded. */
static bool take_answer(struct asking *asking, const char *line)
{
    struct app *app = asking->app;
    const struct question *question = asking->question;
    struct answer_grade *grade = asking->grade;
    struct buf answer = { 0 };
    if (is_doubtful(asking, line))
        return false;
    buf_adds(&answer, line);
    bool is_dropped = question->kind == QUESTION_TEXT && *line && ask_more(app, &answer);
    if (!is_dropped) {
        answer_grade_finish(grade);
        answer_grade(question, buf_str(&answer), grade);
    }
    buf_finish(&answer);
    if (!is_dropped && grade->state == ANSWER_UNREADABLE)
        say_how(app, grade);
    return grade->state != ANSWER_UNREADABLE;
}

/* Takes one line. False where the asking goes on. */
static bool take_line(struct asking *asking, const char *line)
{
    asking->asked = strcmp(line, "skip") == 0 ? ASKED_SKIPPED : ASKED_ANSWERED;
    if (asking->asked == ASKED_SKIPPED)
        return true;
    if (strcmp(line, "?") != 0 && strcmp(line, "hint") != 0)
        return take_answer(asking, line);
    show_hint(asking->app, asking->question);
    return false;
}

enum asked question_ask(struct app *app, const struct question *question, const char *prompt,
                        ask_obey_fn *obey, void *arg, struct answer_grade *ret_grade)
{
    *ret_grade = (struct answer_grade){ 0 };
    struct asking asking = { .app = app, .question = question, .grade = ret_grade };
    bool is_done = false;
    while (!is_done) {
        char *line = NULL;
        int err = ask_line(app, PROMPT_ANSWER, prompt, &line);
        if (question->kind != QUESTION_TEXT) /* which may go on in the next line */
            out_text(app_screen(app), STYLE_TEXT, "\n");
        enum obeyed obeyed = err || !obey ? OBEYED_NOT : obey(arg, line);
        if (err == PROMPT_END || obeyed == OBEYED_LEFT) {
            asking.asked = ASKED_LEFT;
            is_done = true;
        } else if (!err && obeyed == OBEYED_NOT) {
            is_done = take_line(&asking, line);
        }
        free(line);
    }
    if (question->kind == QUESTION_TEXT && asking.asked != ASKED_ANSWERED)
        out_text(app_screen(app), STYLE_TEXT, "\n");
    free(asking.doubted);
    return asking.asked;
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
