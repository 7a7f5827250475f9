/* Exercise fetch-urls: what is given, and what is yours to write. */
#ifndef FETCH_URLS_H
#define FETCH_URLS_H

#include <async.h>

/* What came of one URL. */
struct page {
    int err;          /* 0, or the error that its fetch returned */
    const char *body; /* its text, where err is 0; borrowed: do not free it */
};

/* Given: fetches one URL and suspends the calling task until the answer is there. Returns 0 and the
 * text in `*ret_body`; or the server's error (-ECONNREFUSED, -ETIMEDOUT ...); or ASYNC_ECANCELED if
 * the calling task is cancelled meanwhile. */
ASYNC_MUST_CHECK int fetch(const char *url, const char **ret_body, const char *site);
#define fetch(url, ret_body) (fetch)((url), (ret_body), ASYNC_HERE)

/* Yours: fetches `n` URLs concurrently and fills `pages[i]` for `urls[i]`. */
int fetch_urls(const char *const urls[], size_t n, struct page pages[]);

#endif
