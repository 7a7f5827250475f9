/* The process groups of children that run, which are killed when a signal ends us. The kernel
 * ends the children themselves (child_end_with_parent()), but not what they have started. */
#ifndef BASE_GROUPS_H
#define BASE_GROUPS_H

#include <sys/types.h>

/* From now on SIGHUP, SIGINT, SIGQUIT, SIGPIPE and SIGTERM, where they would end us, kill this
 * group first. Of too many at a time the last are left out. */
void groups_add(pid_t group);

/* Before its number may come again: its leader is about to be waited for. */
void groups_remove(pid_t group);

#endif
