/* Whether one await may need what another one brought, as far as the program's text tells.
 *
 * An await brings its result, into the variable whose address it was given, and whatever the
 * function did to its argument. Statements carry that on from variable to variable, and where a
 * decision hangs on it everything does. Variables that were set before may hold its address.
 * Functions also meet in the variables outside of them. When in doubt, the answer is that it is
 * needed. */
#ifndef TRACE_ADVICE_INDEPENDENCE_H
#define TRACE_ADVICE_INDEPENDENCE_H

#include "trace/source.h"

/* An await of a coroutine. Places as the trace gives them. */
struct independence_await {
    const char *name; /* of its function; only where it was made first */
    const char *made; /* by async_coro() */
    const char *at;   /* awaited */
};

/* Whether an await needs nothing of the `first` one, nor of those between, which stand before
 * it in the same function. False also if the text is not there. */
bool independence_in_line(struct sources *sources, struct independence_await first,
                          struct independence_await await);

/* Whether an await in a loop needs nothing of itself in the rounds before. Likewise. */
bool independence_in_loop(struct sources *sources, struct independence_await await);

/* Whether an await needs nothing of the `first` one, where both coroutines were made before
 * either of them was awaited. Likewise. */
bool independence_made_first(struct sources *sources, struct independence_await first,
                             struct independence_await await);

#endif
