/* Exercise ask-both: what is given, and what is yours to write. */
#ifndef ASK_BOTH_H
#define ASK_BOTH_H

#include <async.h>

/* Given: asks person 1 or 2 for a number and suspends the calling task until the answer is
 * there. Returns 0 and the number, or ASYNC_ECANCELED. */
ASYNC_MUST_CHECK int ask(int person, int *ret_number, const char *site);
#define ask(person, ret_number) (ask)((person), (ret_number), ASYNC_HERE)

/* Yours: asks both and adds up what they say. */
int ask_both(int *ret_sum);

#endif
