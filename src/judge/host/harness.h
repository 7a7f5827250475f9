/* What the harness of an exercise is written against.
 *
 * An exercise's harness.c is the learner's surroundings: it offers the functions that the
 * statement gives (a simulated network), calls the learner's function as each schedule wants,
 * and notes in the trace what happened, for the judge to check. It runs on the virtual clock,
 * in a process that is forked for each schedule, and never decides a verdict itself.
 *
 * Example:
 *     int (double_it)(int x, const char *site)     // given to the learner, see exercise.json
 *     {
 *         harness_note("begin", "double", x, site);
 *         int err = (async_sleep)(harness_latency_ms(0, 1), site);
 *         harness_note("end", "double", err, NULL);
 *         return err ? err : 2 * x;
 *     }
 *
 *     static int call(void *function)
 *     {
 *         int (*twice)(int) = function;
 *         return twice((int)harness_number("x", 1));
 *     }
 *
 *     static void check(int returned)
 *     {
 *         harness_expect("value", "twice(x)", 4 * harness_number("x", 1), returned);
 *     }
 *
 *     const struct harness harness = { .symbol = "twice", .call = call, .check = check }; */
#ifndef HARNESS_H
#define HARNESS_H

#include <stddef.h>
#include <stdint.h>

#include <async.h>

struct harness {
    const char *symbol; /* the learner's function */
    /* Makes ready for this schedule, whatever an earlier one left behind; may suspend. May be
     * NULL. */
    void (*begin)(void);
    /* Calls the function (whose type only the harness knows) in a task of its own, and returns
     * what it returned. */
    int (*call)(void *function);
    /* Notes what came out, when the function has returned and everything ready has run. May be
     * NULL. */
    void (*check)(int returned);
};

/* Defined by harness.c. */
extern const struct harness harness;

/* A number of the schedule by its name in exercise.json; `otherwise` if it has none. */
int64_t harness_number(const char *name, int64_t otherwise);

/* How long operation `i` of `n` takes in this schedule, in milliseconds. */
int64_t harness_latency_ms(size_t i, size_t n);

/* A number from 0 to `below` - 1 that depends on the schedule's seed and on `i` only. */
uint64_t harness_random(size_t i, uint64_t below);

/* Another function of the learner's, where the exercise asks for several. Ends the run, as code
 * that cannot be loaded, if there is none. */
void *harness_symbol(const char *name);

/* Notes a fact in the trace: what, about which thing (may be NULL), a number, and the learner's
 * line (ASYNC_HERE at the call; NULL: none). docs/judge.md lists those that properties look
 * at. */
void harness_note(const char *what, const char *name, int64_t value, const char *site);

/* Notes that `got` ought to be `wanted`. */
void harness_expect(const char *what, const char *name, int64_t wanted, int64_t got);

#endif
