/* What to ask again, and when: the memory model of fsrs.h run over the stored answers.
 *
 * There is no second record to keep up to date. A card is computed from all answers to its item
 * that say whether it was remembered (`recall`), so that storing an answer, merging two
 * histories and resetting an item schedule by themselves. Answers dated more than a day ahead
 * were given while the clock was wrong: they do not count, and an item with no others is due.
 *
 * Example:
 *     struct review_card *cards;
 *     size_t count;
 *     if (review_cards(store, utc_now(), &arena, &cards, &count, diag))
 *         return -1;
 *     for (size_t i = 0; i < count && review_is_due(&cards[i], utc_now()); i++)
 *         ask(cards[i].id); // and store the answer with store_add_attempt() */
#ifndef PROGRESS_REVIEW_H
#define PROGRESS_REVIEW_H

#include "progress/fsrs.h"
#include "progress/store.h"

struct review_card {
    const char *id;
    int64_t last_at; /* of the last answer; 0 if none counts */
    int64_t due_at;
    bool is_good; /* the last answer */
    struct fsrs_memory memory;
};

/* Every item ever answered, the longest due first; strings in `arena`. Returns 0, or -1 with
 * `diag`. */
int review_cards(struct store *store, int64_t now, struct arena *arena,
                 struct review_card **ret_cards, size_t *ret_count, struct diag *diag);
bool review_is_due(const struct review_card *card, int64_t now);
/* How many are due; 0 also where that cannot be read. */
size_t review_count_due(struct store *store, int64_t now);
/* What the learner can be trusted to know of it now: the chance of recall, 0 after a wrong
 * answer. */
double review_mastery(const struct review_card *card, int64_t now);

#endif
