/* The task-local values of a task, as a list of bindings. */
#ifndef RUNTIME_LOCAL_H
#define RUNTIME_LOCAL_H

struct binding;

/* The list that begins there, shared; both take NULL. */
struct binding *binding_retain(struct binding *binding);
void binding_release(struct binding *binding);

#endif
