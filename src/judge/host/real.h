/* A run for real: once, on the real clock, with the rights of any program that the learner
 * starts. Nobody judges it. */
#ifndef JUDGE_HOST_REAL_H
#define JUDGE_HOST_REAL_H

/* Loads the object, runs the function and prints what it returned. `numbers` is the schedule:
 * words "NAME=NUMBER" up to a NULL. Returns the exit status of the process. */
int real_run(const char *object, char *const numbers[]);

#endif
