/* What outlives the loops of a process, or belongs to none. All of the library's mutable
 * variables are behind these functions and loop_current(). */
#ifndef RUNTIME_CURRENT_H
#define RUNTIME_CURRENT_H

#include <stdbool.h>
#include <stdint.h>

/* The job that this thread of an executor works on, or NULL. */
struct job;
struct job *current_job(void);
void current_job_set(struct job *job);

/* The control that the last traced loop left behind, or NULL; takes its place. */
struct control;
struct control *resting_control_swap(struct control *control);

/* Notes which file is traced to (a number that stands for it); true if that was the last
 * one, too. */
bool traced_file_is_same(uint64_t file);

/* One loop of the process is traced at a time. False: another one is. */
bool traced_loop_begins(void);
void traced_loop_ends(void);

/* True if it was asked before: the process learns of forks. */
bool fork_is_watched(void);

#endif
