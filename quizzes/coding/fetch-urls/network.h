/* The network behind fetch(). There are two: simulated.c, in which the judge runs submissions,
 * and real.c, for `asynclearn exercise run fetch-urls --real`. */
#ifndef NETWORK_H
#define NETWORK_H

#include <stddef.h>
#include <stdint.h>

/* One page of it. */
struct site {
    char url[64]; /* made by network_open() */
    char text[32];
    int64_t latency_ms;
    int err; /* instead of a text, if not 0 */
};

/* Puts the sites up and fills in their URLs; they are borrowed until network_close(). May
 * suspend. Ends the program where that is not possible. */
void network_open(struct site sites[], size_t n);

/* Fetches a page, at the learner's line. May suspend. Returns 0 and its text, borrowed until
 * network_close(); or the error. */
int network_get(const struct site *site, const char **ret_text, const char *at);

void network_close(void);

#endif
