/* What a grading run has found, kept in a file: one line of JSON for each submission, as it
 * came. A run that was broken off, however that happened, goes on behind them.
 *
 * Example:
 *     struct ledger ledger;
 *     if (ledger_open(&ledger, "results.jsonl", diag))
 *         return -1;
 *     if (!ledger_take(&ledger, "retry", "ada.c", seed, &judgement) &&
 *         judge_submit(&judge, "ada.c", seed, &judgement, diag) == 0)
 *         err = ledger_add(&ledger, &judgement, diag);
 *     ledger_close(&ledger); */
#ifndef JUDGE_LEDGER_H
#define JUDGE_LEDGER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "base/diag.h"
#include "judge/judge.h"

struct ledger {
    const char *path; /* borrowed; NULL: nothing is kept */
    FILE *file;
    struct judgement *known; /* of earlier runs, in the order of the file; emptied when taken */
    size_t count, cap;
};

/* Reads what is there and makes ready for more; a last line that was cut off is taken away.
 * Returns 0, or -1 with `diag`: the file cannot be written, or is something else.
 * ledger_close() in both cases. */
int ledger_open(struct ledger *ledger, const char *path, struct diag *diag);

/* Hands out what was found about this file with this seed, if its text is still the same. False
 * if that is nothing; else judgement_finish() is the caller's. */
bool ledger_take(struct ledger *ledger, const char *exercise, const char *file, uint64_t seed,
                 struct judgement *ret_judgement);

/* Adds a line at once. Returns 0, or -1 with `diag`. */
int ledger_add(struct ledger *ledger, const struct judgement *judgement, struct diag *diag);

void ledger_close(struct ledger *ledger);

#endif
