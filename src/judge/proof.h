/* Whether an exercise keeps what it promises: the starter compiles and fails, right solutions
 * pass whatever the seed, and wrong ones get exactly the verdict that their first line
 * declares:
 *
 *     // accepted: one gather over all fetches
 *     // rejected: slow, concurrent: one after the other */
#ifndef JUDGE_PROOF_H
#define JUDGE_PROOF_H

#include "base/diag.h"
#include "judge/judge.h"

/* Adds a fault for each promise that is broken, at the file concerned. `seeds` more are tried
 * for each right solution. May suspend. */
void proof_exercise(const struct assignment *assignment, const struct judge_options *options,
                    uint64_t seeds, struct diags *faults);

/* Judges one file and compares with what its first line declares. */
void proof_file(struct judge *judge, const char *file, struct diags *faults);

#endif
