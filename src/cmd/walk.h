/* One step of a lesson, from its text to its takeaway. */
#ifndef CMD_WALK_H
#define CMD_WALK_H

#include "cmd/session.h"

/* Walks the session's step. MOVE_ON when it was walked to its end, which is then stored;
 * otherwise what the learner typed. May suspend. */
enum move walk_step(struct session *session);

/* Says what there is to do behind the last step. */
void walk_end(struct session *session);

#endif
