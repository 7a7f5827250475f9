/* What can be asked by its id: the questions of the lessons' quizzes, the checks of their
 * steps, and the interview. Quizzes and reviews ask items; progress stores answers by their
 * ids. */
#ifndef QUIZ_ITEM_H
#define QUIZ_ITEM_H

#include "course/course.h"
#include "progress/store.h"

struct item {
    const char *id;           /* "queues/quiz/2", "queues/queue", "interview/3" */
    enum attempt_kind kind;   /* that its answers are stored as */
    struct question question; /* its parts are the course's */
    const struct step *step;  /* whose demo answers it; NULL: no demo does */
    const char *reread;       /* id of the step or lesson to read again; NULL: the model answer
                                 says where */
};

struct items {
    struct item *all; /* owned; the ids in it are in the arena */
    size_t count, cap;
};

/* The item with exactly this id. Returns false if the course has none, or none any more. */
bool item_find(const struct course *course, const char *id, struct arena *arena,
               struct item *ret_item);

/* Adds what a learner asks for, leaving out what is there already: "interview", a lesson for
 * its quiz, or an id. Returns 0; or -1 with `diag` if it means nothing, or a lesson without
 * a quiz. */
int items_add(struct items *items, const struct course *course, const char *word,
              struct arena *arena, struct diag *diag);
/* Adds one, unless it is there already. */
void items_add_item(struct items *items, struct item item);
void items_finish(struct items *items);

#endif
