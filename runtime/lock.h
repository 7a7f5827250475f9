/* Locks from the inside: as a part of something else. */
#ifndef RUNTIME_LOCK_H
#define RUNTIME_LOCK_H

#include <async/lock.h>

/* A lock that traces do not show, only the object that it is a part of. */
void lock_init_inside(struct async_lock *lock, struct async_object *shown);

#endif
