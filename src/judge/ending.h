/* How a run ended, where it did not end as it should: in a crash, at a limit, in a deadlock. */
#ifndef JUDGE_ENDING_H
#define JUDGE_ENDING_H

#include <stdbool.h>

#include "base/arena.h"
#include "judge/assignment.h"
#include "judge/facts.h"
#include "judge/runner.h"

struct ending {
    enum verdict verdict;
    const char *message; /* one sentence, in the arena */
    struct place place;
};

/* True if the run did not end well. */
bool ending_is_bad(const struct assignment *assignment, const struct run *run,
                   const struct facts *facts, struct arena *arena, struct ending *ret_ending);

#endif
