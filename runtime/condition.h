/* Conditions from the inside: as a part of something else. */
#ifndef RUNTIME_CONDITION_H
#define RUNTIME_CONDITION_H

#include <async/condition.h>

/* A condition, with a lock of its own, that traces do not show, only the object that it is a
 * part of. */
void condition_init_inside(struct async_condition *condition, struct async_object *shown);

#endif
