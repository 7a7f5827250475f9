/* What becomes of a loop when its thread calls fork(); <async/run.h> says it to the program. */
#ifndef RUNTIME_FORK_H
#define RUNTIME_FORK_H

/* From now on the loop of a thread that forks is made usable in the child. */
void fork_watch(void);

#endif
