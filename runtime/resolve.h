/* Names of hosts, looked up off the loop's thread. */
#ifndef RUNTIME_RESOLVE_H
#define RUNTIME_RESOLVE_H

#include <netdb.h>

/* The stream addresses of a host (NULL: with AI_PASSIVE in `flags`, any of ours) and port. May
 * suspend, unless the host is a number. Returns 0 and the list, which the caller frees with
 * freeaddrinfo(); -EHOSTUNREACH if there is no such host; another negative errno; ASYNC_EVALUE
 * for a bad port; ASYNC_ECANCELED; ASYNC_ENOMEM; ASYNC_ERUNTIME outside a task. */
int resolve(const char *host, int port, int flags, struct addrinfo **ret_list,
            const char *site);

#endif
