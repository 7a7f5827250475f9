/* The interactive session: a walk through the course with a prompt at every stop.
 *
 * The walk is straight-line code: a step shows its text, asks for a prediction, runs its
 * demo, asks its question and ends (walk.c). Wherever it stops the learner may type any
 * command instead of Enter. One that moves through the course ends the step at that point,
 * with a `move` that says where to go on; any other is carried out, and the stop goes on
 * waiting. All of it may suspend. */
#ifndef CMD_SESSION_H
#define CMD_SESSION_H

#include "cmd/app.h"
#include "course/course.h"

enum move {
    MOVE_ON,    /* Enter: what comes next in the step */
    MOVE_STAY,  /* something was carried out; nothing moves */
    MOVE_TO,    /* to `target` */
    MOVE_LEAVE, /* end of the session */
};

struct session {
    struct app *app;
    struct course *course;
    struct step *step;   /* where the learner is; NULL behind the last step */
    struct step *target; /* of MOVE_TO; NULL: behind the last step */
};

/* What can be typed in a session besides the commands of the table, up to one without a
 * word. */
struct session_verb {
    const char *word;
    const char *usage, *summary; /* NULL: another word for one that is listed */
    enum move (*obey)(struct session *session, const char *argument);
};
extern const struct session_verb session_verbs[];
/* NULL if there is none of this word. */
const struct session_verb *session_finds_verb(const char *word);

/* Walks from `start` (NULL: where the learner left off, with a welcome). Returns an enum
 * status. */
int session_run(struct app *app, struct step *start);

/* Carries out a line that was typed: MOVE_ON for an empty one. */
enum move session_obey(struct session *session, const char *line);

/* Whether a line begins with a word that session_obey() knows. */
bool session_knows(const char *line);

/* Waits for Enter, which is for `what` ("predict"), and carries out what is typed instead.
 * Never MOVE_STAY. */
enum move session_pause(struct session *session, const char *what);

/* Stores where the learner goes on next time; NULL, behind the last step, leaves what is
 * stored. */
void session_keep_place(struct session *session, const struct step *step);

/* The step after or before this one, through the lessons; NULL at the ends. */
struct step *session_next_step(const struct course *course, const struct step *step);
struct step *session_previous_step(const struct course *course, const struct step *step);

#endif
