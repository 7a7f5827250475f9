/* One request: options into a libcurl handle, the wait, and what came of it.
 *
 * The happy path: the handle is begun, the task waits, libcurl fills the body and settles
 * the transfer. Cancelled, or out of time, which is the same: the handle is taken back, and
 * libcurl forgets it. */
#include <async/fetch.h>

#include <stdlib.h>
#include <string.h>

#include <async/error.h>
#include <async/timeout.h>

#include "bytes.h"
#include "fetcher.h"
#include "task.h"

#define DEFAULT_TIMEOUT_MS     30000
#define DEFAULT_MAX_BODY_BYTES ((size_t)16 * 1024 * 1024)
#define MAX_REDIRECTIONS       10L

struct request {
    struct transfer transfer;
    const char *url;
    struct curl_slist *headers; /* owned */
    struct bytes body;
    size_t max_body_bytes;
    int body_err; /* why the body was refused, or 0 */
    char message[CURL_ERROR_SIZE];
};

/* libcurl's callback for pieces of the body. */
static size_t take_piece(char *piece, size_t unit, size_t n, void *arg)
{
    struct request *request = arg;
    size_t len = unit * n;
    if (len > request->max_body_bytes - bytes_len(&request->body))
        request->body_err = ASYNC_ELIMIT;
    else if (!bytes_reserve(&request->body, len + 1)) /* and the NUL */
        request->body_err = ASYNC_ENOMEM;
    if (request->body_err)
        return 0;
    memcpy(request->body.memory + request->body.end, piece, len);
    request->body.end += len;
    return len;
}

/* ---- Beginning ---- */

static int set_headers(struct request *request, const char *const *headers)
{
    for (; headers && *headers; headers++) {
        struct curl_slist *more = curl_slist_append(request->headers, *headers);
        if (!more)
            return ASYNC_ENOMEM;
        request->headers = more;
    }
    curl_easy_setopt(request->transfer.easy, CURLOPT_HTTPHEADER, request->headers);
    return 0;
}

static int set_up(struct request *request, const struct async_fetch_options *options)
{
    CURL *easy = request->transfer.easy = curl_easy_init();
    if (!easy)
        return ASYNC_ENOMEM;
    request->max_body_bytes =
        options->max_body_bytes ? options->max_body_bytes : DEFAULT_MAX_BODY_BYTES;
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(easy, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 1L);
    curl_easy_setopt(easy, CURLOPT_MAXREDIRS, MAX_REDIRECTIONS);
    curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "");
    curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, request->message);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, take_piece);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, request);
    if (options->body) {
        curl_easy_setopt(easy, CURLOPT_POSTFIELDS, options->body);
        curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)options->body_len);
    }
    if (curl_easy_setopt(easy, CURLOPT_URL, request->url))
        return ASYNC_ENOMEM;
    return set_headers(request, options->headers);
}

/* ---- Waiting ---- */

static int wait_until_done(struct request *request, struct async_task *task, const char *site)
{
    struct fetcher *fetcher = fetcher_get(task->loop);
    if (!fetcher || !fetcher_begin(fetcher, &request->transfer))
        return ASYNC_ENOMEM;
    const struct wait_reason reason = {
        .kind = "fetch",
        .name = request->url,
        .until_ns = TIMER_NEVER,
    };
    int err = task_wait(task, &request->transfer.done, &reason, site);
    fetcher_end(fetcher, &request->transfer);
    return err;
}

static int wait_bounded(struct request *request, const struct async_fetch_options *options,
                        struct async_task *task, const char *site)
{
    struct async_timeout scope;
    int64_t timeout_ms = options->timeout_ms ? options->timeout_ms : DEFAULT_TIMEOUT_MS;
    int err = (async_timeout_enter)(&scope, timeout_ms, site);
    if (err)
        return err;
    return async_timeout_exit(&scope, wait_until_done(request, task, site));
}

/* ---- The outcome ---- */

/* libcurl says the same of an address that we got from the caller, or from the server. */
static int code_of_bad_address(const struct request *request)
{
    long sent_bytes = 0;
    curl_easy_getinfo(request->transfer.easy, CURLINFO_REQUEST_SIZE, &sent_bytes);
    return sent_bytes ? -EPROTO : ASYNC_EVALUE;
}

/* Our code for libcurl's. */
static int code_of(const struct request *request)
{
    long system_err = 0;
    switch (request->transfer.code) {
    case CURLE_OK:
        return 0;
    case CURLE_URL_MALFORMAT:
    case CURLE_UNSUPPORTED_PROTOCOL:
        return code_of_bad_address(request);
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
        return -EHOSTUNREACH;
    case CURLE_OPERATION_TIMEDOUT:
        return ASYNC_ETIMEDOUT;
    case CURLE_OUT_OF_MEMORY:
        return ASYNC_ENOMEM;
    case CURLE_PARTIAL_FILE:
    case CURLE_GOT_NOTHING:
        return ASYNC_EINCOMPLETE;
    case CURLE_WRITE_ERROR:
        return request->body_err ? request->body_err : -EPROTO;
    default:
        curl_easy_getinfo(request->transfer.easy, CURLINFO_OS_ERRNO, &system_err);
        return system_err ? -(int)system_err : -EPROTO;
    }
}

static int explain(const struct request *request)
{
    int err = code_of(request);
    if (err == ASYNC_ELIMIT)
        return async_raise(err, "%s: the body is longer than %zu bytes", request->url,
                           request->max_body_bytes);
    const char *why =
        *request->message ? request->message : curl_easy_strerror(request->transfer.code);
    return err ? async_raise(err, "%s: %s", request->url, why) : 0;
}

/* Hands over the body and what else is known. */
static int hand_out(struct request *request, struct async_response *ret_response)
{
    long status = 0;
    char *type = NULL;
    struct bytes *body = &request->body;
    curl_easy_getinfo(request->transfer.easy, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_getinfo(request->transfer.easy, CURLINFO_CONTENT_TYPE, &type);
    type = strdup(type ? type : "");
    if (!type || !bytes_reserve(body, 1)) {
        free(type);
        return ASYNC_ENOMEM;
    }
    body->memory[body->end] = '\0';
    *ret_response = (struct async_response){
        .status = (int)status,
        .body = body->memory,
        .body_len = body->end,
        .content_type = type,
    };
    *body = (struct bytes){ 0 };
    return 0;
}

int(async_fetch)(const char *url, const struct async_fetch_options *options,
                 struct async_response *ret_response, const char *site)
{
    const struct async_fetch_options defaults = { 0 };
    struct async_task *task = task_current();
    if (!task)
        return ASYNC_ERUNTIME;
    if (!options)
        options = &defaults;
    struct request request = { .url = url };
    int err = set_up(&request, options);
    if (!err)
        err = wait_bounded(&request, options, task, site);
    if (!err)
        err = explain(&request);
    if (!err)
        err = hand_out(&request, ret_response);
    curl_easy_cleanup(request.transfer.easy);
    curl_slist_free_all(request.headers);
    bytes_finish(&request.body);
    return err;
}

void async_response_finish(struct async_response *response)
{
    free(response->body);
    free(response->content_type);
    *response = (struct async_response){ 0 };
}
