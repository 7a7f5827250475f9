/* libcurl on the loop: one multi handle for each loop, driven by its descriptors. */
#ifndef RUNTIME_FETCHER_H
#define RUNTIME_FETCHER_H

#include <curl/curl.h>

#include "future.h"
#include "loop.h"

/* A request under way; on the stack of the task that waits for it. */
struct transfer {
    CURL *easy;
    struct async_future done;
    CURLcode code; /* once it is done */
};

/* The loop's, made when first needed; NULL if that fails. */
struct fetcher *fetcher_get(struct async_loop *loop);

/* Begins a transfer, whose `easy` is set up; false if out of memory. `done` settles when it
 * is over. */
bool fetcher_begin(struct fetcher *fetcher, struct transfer *transfer);
/* Ends it, over or not. */
void fetcher_end(struct fetcher *fetcher, struct transfer *transfer);

#endif
