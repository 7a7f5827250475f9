/* Calls that fail when told to: the one chosen here, or every one from there on. Whoever takes
 * the place of a call asks whether it strikes. */
#ifndef TESTS_FAULT_H
#define TESTS_FAULT_H

#include <errno.h>
#include <stdbool.h>

static struct {
    bool is_armed, stays, has_struck;
    unsigned left; /* calls that still succeed */
} fault;

/* After `n` more calls one fails; all from then on, if the fault `stays`. */
static void fault_arm(unsigned n, bool stays)
{
    fault.is_armed = true;
    fault.stays = stays;
    fault.has_struck = false;
    fault.left = n;
}

/* True if a call has failed since it was armed. */
static bool fault_disarm(void)
{
    fault.is_armed = false;
    return fault.has_struck;
}

/* True if this call is to fail, with that errno. */
static bool fault_strikes(int error)
{
    if (!fault.is_armed || (fault.has_struck && !fault.stays))
        return false;
    if (fault.left) {
        fault.left--;
        return false;
    }
    fault.has_struck = true;
    errno = error;
    return true;
}

#endif
