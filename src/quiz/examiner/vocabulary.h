/* Words and small numbers: every word that a rubric mentions gets a number, so that an answer
 * is compared by numbers. Exact forms are entered as "=word", stems as they are. */
#ifndef QUIZ_EXAMINER_VOCABULARY_H
#define QUIZ_EXAMINER_VOCABULARY_H

#include <stddef.h>

struct vocabulary_slot {
    char *word; /* owned; NULL: free */
    int number;
};

struct vocabulary {
    struct vocabulary_slot *slots;
    size_t cap; /* a power of two, or 0 */
    int count;  /* numbers 0..count-1 are in use */
};

/* The word's number, given to it now if it is new. */
int vocabulary_add(struct vocabulary *vocabulary, const char *word);
/* The word's number, or -1. */
int vocabulary_find(const struct vocabulary *vocabulary, const char *word);
void vocabulary_finish(struct vocabulary *vocabulary);

#endif
