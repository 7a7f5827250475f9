/* Sentences with places to fill in: "{size} fetches {how}: {actual} ms where {wanted} ms is
 * possible". / */
#ifndef JUDGE_SENTENCE_H
#define JUDGE_SENTENCE_H

#include "base/arena.h"
#include "judge/check.h"
#include "judge/schedules.h"

/* Fills {name}, {how}, {actual}, {wanted}, and the last two as {actual_error} and
 * {wanted_error}, from the finding (may be NULL), and any other place with the schedule's
 * number of that name. The result is in `arena`. */
const char *sentence_fill(struct arena *arena, const char *text, const struct finding *finding,
                          const struct schedule *schedule);

#endif
