/* The control descriptor (ASYNC_CONTROL): how a viewer paces the program it watches.
 *
 * Commands are lines: `pause`, `run`, `step` (one tick, then pause), `pace MS` (real
 * milliseconds before each tick), `flush`. They are obeyed between ticks. When the viewer
 * closes its end, the program runs on freely. */
#ifndef RUNTIME_CONTROL_H
#define RUNTIME_CONTROL_H

#include <stdint.h>

struct control;

/* NULL if nobody controls, or out of memory. */
struct control *control_open(void);
/* The loop ends. What the viewer has said stands for the next loop of the process; takes
 * NULL. */
void control_close(struct control *control);

/* Waits as long as the viewer wants the next tick to wait; returns how long that was in ns. */
int64_t control_obey(struct control *control);

#endif
