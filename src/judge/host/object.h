/* The learner's object, loaded into this process. */
#ifndef JUDGE_HOST_OBJECT_H
#define JUDGE_HOST_OBJECT_H

/* Loads it, which runs code of the learner's. Leaves with HOST_EXIT_UNLOADABLE, and the reason on
 * stderr, if that is not possible. harness_symbol() finds functions in it from then on. */
void object_load(const char *path);

#endif
