/* How long something takes, whatever happens to the clock on the wall. */
#ifndef CMD_STOPWATCH_H
#define CMD_STOPWATCH_H

#include <stdint.h>

/* Seconds since some moment before the program began. */
int64_t stopwatch_seconds(void);

#endif
