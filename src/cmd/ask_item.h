/* Asking an item of a quiz or a review: what is answered is graded, stored at once, and
 * explained. May suspend. */
#ifndef CMD_ASK_ITEM_H
#define CMD_ASK_ITEM_H

#include "cmd/app.h"
#include "quiz/item.h"

enum item_end {
    ITEM_ANSWERED,
    ITEM_SKIPPED,
    ITEM_BACK, /* to the question before */
    ITEM_LEFT, /* `quit`, or Ctrl-D */
};

struct item_asking {
    const char *label; /* "Question 2 of 5:" */
    bool was_shown;    /* the answer was seen before: another try says nothing about memory */
    bool is_review;    /* `show` turns the card over instead of answering */
};

struct item_answer {
    double share; /* of the full marks: 0 to 1 */
    int64_t seconds;
};

/* A question that a run answers gets its answer, and what there is to look at: the demo runs
 * unseen. `item` is the caller's copy; new parts are in `arena`. Returns 0; -1, said on stderr;
 * or ASYNC_ECANCELED after Ctrl-C. */
int item_complete(struct app *app, struct item *item, struct arena *arena);

/* Shows what would be asked, where nobody can answer. Returns as item_complete(). */
int item_print(struct app *app, const char *label, const struct item *item);
/* And how to be asked. */
void item_print_end(struct app *app);

/* `ret_answer` is filled for ITEM_ANSWERED. One that cannot be completed is skipped;
 * Ctrl-C meanwhile is ITEM_LEFT. */
enum item_end item_ask(struct app *app, const struct item *item,
                       const struct item_asking *asking, struct item_answer *ret_answer);

/* Waits for Enter, which is for `what` ("next question"): ITEM_ANSWERED; or `back` or
 * `quit`. */
enum item_end item_pause(struct app *app, const char *what);

#endif
