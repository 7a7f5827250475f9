/* The learner's object, loaded into this process. */
#ifndef JUDGE_HOST_OBJECT_H
#define JUDGE_HOST_OBJECT_H

#include <stdbool.h>

/* Loads it, which runs code of the learner's. Leaves with HOST_EXIT_UNLOADABLE, and the reason
 * on stderr, if that is not possible. harness_symbol() finds functions in it from then on. */
void object_load(const char *path);

/* Gives all of its data the values that they had when it was loaded. False if it has data which
 * only a process of its own makes new (_Thread_local). */
bool object_renew(void);

#endif
