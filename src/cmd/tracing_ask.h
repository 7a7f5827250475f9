/* The live view for those who read lines: a prompt that goes from event to event and answers
 * questions about where it stands. With --plain it stands for the whole screen. */
#ifndef CMD_TRACING_ASK_H
#define CMD_TRACING_ASK_H

#include "cmd/app.h"
#include "trace/view/live.h"

/* As live_show(), for lines: until the user leaves or the input ends. A program that was not
 * seen to its end is stopped. May suspend. */
void tracing_ask(struct app *app, const struct live_request *request);

#endif
