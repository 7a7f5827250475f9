/* Asking a question of the course, wherever it is asked: in a step, in a quiz, in a review. May
 * suspend. */
#ifndef CMD_ASK_QUESTION_H
#define CMD_ASK_QUESTION_H

#include "cmd/app.h"
#include "course/question.h"
#include "quiz/answer.h"

enum asked {
    ASKED_ANSWERED,
    ASKED_SKIPPED,
    ASKED_LEFT, /* Ctrl-D, or what was typed ended the asking */
};

/* What is done with a line that is no answer. */
enum obeyed {
    OBEYED_NOT,  /* it is an answer */
    OBEYED,      /* carried out; the question still stands */
    OBEYED_LEFT, /* the asking ends */
};
typedef enum obeyed ask_obey_fn(void *arg, const char *line);

/* Shows the question under a label ("Check:"), and how to answer. */
void question_show(struct app *app, const char *label, const struct question *question);

/* Asks until there is an answer that can be graded; one in free text has several lines. `skip`
 * is understood, and `?` or `hint`; a word that misses one of these by a key is asked about.
 * Every line is offered to `obey` first (NULL: none). The grade is the caller's to finish,
 * whatever is returned. */
enum asked question_ask(struct app *app, const struct question *question, const char *prompt,
                        ask_obey_fn *obey, void *arg, struct answer_grade *ret_grade);

/* "Right.", in words and colour, and what there is to say about this answer. */
void question_show_verdict(struct app *app, const struct answer_grade *grade);

/* The right answer, and why. */
void question_show_answer(struct app *app, const struct question *question);

#endif
