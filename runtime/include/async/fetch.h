/* HTTP and HTTPS requests, by libcurl. Mirrors what aiohttp is used for beside asyncio.
 *
 * Not part of async.h: a program that includes this links libcurl too (-lcurl, behind the
 * library). Connections are kept for later requests until the loop ends. On a virtual clock the
 * network takes no time: what a request waits for is looked at before the clock jumps. */
#ifndef ASYNC_FETCH_H
#define ASYNC_FETCH_H

#include <async/base.h>

ASYNC_C_BEGIN

struct async_fetch_options {
    const void *body; /* NULL: a GET; else a POST of these bytes, borrowed until it is over */
    size_t body_len;
    const char *const *headers; /* "Name: value" up to a NULL; NULL: none of our own */
    int64_t timeout_ms;         /* of the loop's clock, for all of it; 0: 30 s */
    size_t max_body_bytes;      /* of the response; 0: 16 MiB */
};

struct async_response {
    int status;         /* 200, 404, ... */
    char *body;         /* with a NUL behind it */
    size_t body_len;    /* without that */
    char *content_type; /* "" if the server did not say */
};

/* Asks for a page with http:// or https://, following redirections. `options` NULL: a GET
 * with the defaults. A status like 404 is an answer, not an error.
 * May suspend. Returns 0 and the response, which the caller owns: async_response_finish()
 * it; ASYNC_ETIMEDOUT; ASYNC_ELIMIT if the body is longer than allowed; ASYNC_EINCOMPLETE
 * if it ended too early; -ECONNREFUSED or another negative errno; -EHOSTUNREACH for an
 * unknown name; ASYNC_EVALUE for an address that is none; -EPROTO for what else can go
 * wrong, explained by the error's message; ASYNC_ECANCELED; ASYNC_ENOMEM; ASYNC_ERUNTIME
 * outside a task.
 * Example:
 *     struct async_response response;
 *     int err = async_fetch("https://example.org/", NULL, &response);
 *     if (err)
 *         return err;
 *     printf("%d, %zu bytes\n", response.status, response.body_len);
 *     async_response_finish(&response);
 * Example: (a POST, which has five seconds)
 *     const char *const headers[] = { "Content-Type: application/json", NULL };
 *     const struct async_fetch_options post = {
 *         .body = "{}",
 *         .body_len = 2,
 *         .headers = headers,
 *         .timeout_ms = 5000,
 *     };
 *     struct async_response response;
 *     int err = async_fetch("https://example.org/orders", &post, &response);
 *     if (err)
 *         return err;
 *     async_response_finish(&response); */
ASYNC_MUST_CHECK int async_fetch(const char *url, const struct async_fetch_options *options,
                                 struct async_response *ret_response, const char *site);
#define async_fetch(url, options, ret_response) \
    (async_fetch)((url), (options), (ret_response), ASYNC_HERE)

/* Frees what it holds. Never suspends. */
void async_response_finish(struct async_response *response);

ASYNC_C_END

#endif
