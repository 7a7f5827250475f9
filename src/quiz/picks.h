/* Entries of a numbered list, as a learner picks them: "1 3", "a,c". */
#ifndef QUIZ_PICKS_H
#define QUIZ_PICKS_H

#include <stdbool.h>
#include <stddef.h>

/* `struct picks picks = { 0 };` picks nothing. picks_finish() it. */
struct picks {
    size_t *items; /* numbers from 0, in the order picked, none twice; owned */
    size_t count, cap;
};

/* Reads numbers from 1 or letters from a, apart by anything that is neither letter nor
 * digit. False if there is none, or one that is no entry or was there before. */
bool picks_read(struct picks *picks, const char *typed, size_t entries);
/* The same where each character is an entry of its own ("312"), whatever was picked before.
 * False also if an entry is missing. */
bool picks_read_each(struct picks *picks, const char *typed, size_t entries);
void picks_add(struct picks *picks, size_t index);
bool picks_has(const struct picks *picks, size_t index);
void picks_finish(struct picks *picks);

#endif
