/* What AddressSanitizer and UBSan say, in one sentence. */
#ifndef JUDGE_SANITIZER_H
#define JUDGE_SANITIZER_H

#include <stdbool.h>

#include "base/arena.h"

struct sanitizer_finding {
    const char *message; /* in the arena */
    const char *at;      /* "file.c:12", in the arena; "" if unknown */
    bool is_crash;       /* it would have crashed anyway */
};

/* True if the text has a report. `file` is the name of the learner's file, without
 * directories. */
bool sanitizer_find(const char *said, const char *file, struct arena *arena,
                    struct sanitizer_finding *ret_finding);

#endif
