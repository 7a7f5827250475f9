/* A judgement for people. */
#ifndef CMD_JUDGEMENT_PRINT_H
#define CMD_JUDGEMENT_PRINT_H

#include "cmd/app.h"
#include "judge/judge.h"

/* The verdict with its reason first; then where it was seen, what ran when, and what was
 * asked. */
void judgement_print(struct app *app, const struct judgement *judgement);

#endif
