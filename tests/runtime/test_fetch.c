/* Fetching from a small HTTP server on our own streams, in the same loop. */
#include "loopback.h"

#include <stdlib.h>

#include <async/fetch.h>

/* ---- The server ---- */

struct exchange {
    struct async_stream *stream;
    char head[2048];
};

static int send_text(struct async_stream *stream, const char *text)
{
    int err = async_stream_write(stream, text, strlen(text));
    return err ? err : async_stream_drain(stream);
}

/* A response with these header lines (each with its "\r\n") and body. */
static int respond(struct exchange *exchange, const char *status, const char *headers,
                   const char *body)
{
    char text[2048];
    snprintf(text, sizeof(text), "HTTP/1.1 %s\r\nContent-Length: %zu\r\n%s\r\n%s", status,
             strlen(body), headers, body);
    return send_text(exchange->stream, text);
}

static int serve_hello(struct exchange *exchange)
{
    return respond(exchange, "200 OK", "Content-Type: text/plain\r\n", "hello");
}

static int serve_missing(struct exchange *exchange)
{
    return respond(exchange, "404 Not Found", "", "no such page");
}

static int serve_moved(struct exchange *exchange)
{
    return respond(exchange, "302 Found", "Location: /hello\r\n", "");
}

static int serve_circle(struct exchange *exchange)
{
    return respond(exchange, "302 Found", "Location: /circle\r\n", "");
}

static int serve_away(struct exchange *exchange)
{
    return respond(exchange, "302 Found", "Location: file:///etc/passwd\r\n", "");
}

static int serve_chunks(struct exchange *exchange)
{
    int err =
        send_text(exchange->stream, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
    for (int i = 0; i < 3 && !err; i++) {
        err = send_text(exchange->stream, "4\r\nabc.\r\n");
        if (!err)
            err = async_sleep(10);
    }
    return err ? err : send_text(exchange->stream, "0\r\n\r\n");
}

static int serve_slowly(struct exchange *exchange)
{
    int err = async_sleep(10000);
    return err ? err : serve_hello(exchange);
}

static int serve_endlessly(struct exchange *exchange)
{
    static char piece[16384];
    int err = send_text(exchange->stream, "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");
    while (!err) {
        err = async_stream_write(exchange->stream, piece, sizeof(piece));
        if (!err)
            err = async_stream_drain(exchange->stream);
    }
    return err;
}

/* Promises more than it sends. */
static int serve_half(struct exchange *exchange)
{
    int err = send_text(exchange->stream, "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf");
    async_stream_write_eof(exchange->stream);
    return err;
}

static int serve_nonsense(struct exchange *exchange)
{
    int err = send_text(exchange->stream, "what?\r\n\r\n");
    async_stream_write_eof(exchange->stream);
    return err;
}

/* Says what it was asked. */
static int serve_mirror(struct exchange *exchange)
{
    char body[64] = { 0 }, answer[256];
    const char *length = strstr(exchange->head, "Content-Length: ");
    size_t len = length ? strtoul(length + 16, NULL, 10) : 0;
    int err = async_stream_read_exactly(exchange->stream, body, len, NULL);
    if (err)
        return err;
    snprintf(answer, sizeof(answer), "%.4s '%s'%s", exchange->head, body,
             strstr(exchange->head, "X-Test: yes\r\n") ? " and the header" : "");
    return respond(exchange, "200 OK", "", answer);
}

static const struct {
    const char *path;
    int (*serve)(struct exchange *exchange);
} pages[] = {
    { " /hello ", serve_hello },   { " /moved ", serve_moved },
    { " /circle ", serve_circle }, { " /away ", serve_away },
    { " /chunks ", serve_chunks }, { " /slow ", serve_slowly },
    { " /half ", serve_half },     { " /endless ", serve_endlessly },
    { " /mirror ", serve_mirror }, { " /nonsense ", serve_nonsense },
};

static int serve_page(struct exchange *exchange)
{
    for (size_t i = 0; i < sizeof(pages) / sizeof(pages[0]); i++)
        if (strstr(exchange->head, pages[i].path))
            return pages[i].serve(exchange);
    return serve_missing(exchange);
}

static int n_connections;

/* One connection, with one request after the other. */
static int serve_http(struct async_stream *stream, void *arg)
{
    struct exchange exchange = { .stream = stream };
    n_connections++;
    for (;;) {
        int err = async_stream_read_until(stream, "\r\n\r\n", exchange.head,
                                          sizeof(exchange.head), NULL);
        if (!err)
            err = serve_page(&exchange);
        if (err == ASYNC_EINCOMPLETE || err == -ECONNRESET || err == -EPIPE)
            return 0; /* the client has gone */
        if (err)
            return err;
    }
}

/* ---- Cases ---- */

static struct async_server *server;

static const char *url_of(const char *path)
{
    static char url[128];
    snprintf(url, sizeof(url), "http://127.0.0.1:%d%s", async_server_port(server), path);
    return url;
}

/* Runs the body beside the server. */
static int beside_server(void *arg)
{
    int (**body)(void) = arg;
    n_connections = 0;
    int err = async_server_start("127.0.0.1", 0, serve_http, NULL, &server);
    if (err)
        return err;
    err = (*body)();
    async_server_destroy(server);
    return err;
}

static void run_with_server(int (*body)(void))
{
    const struct async_options options = { .clock = ASYNC_CLOCK_VIRTUAL,
                                           .report = note_report };
    size_t before = count_descriptors();
    said[0] = '\0';
    assert_int_equal(async_run_with(&options, async_coro(beside_server, &body), NULL), 0);
    assert_int_equal(count_descriptors(), before);
}

static int fetch_with(const char *path, const struct async_fetch_options *options)
{
    struct async_response response;
    char url[128];
    snprintf(url, sizeof(url), "%s", url_of(path));
    int err = async_fetch(url, options, &response);
    if (err) {
        say("%s: %s", path, async_strerror(err));
        return 0;
    }
    say("%s: %d '%s' %s", path, response.status, response.body, response.content_type);
    async_response_finish(&response);
    return 0;
}

static int fetch_pages(void)
{
    fetch_with("/hello", NULL);
    fetch_with("/nowhere", NULL);
    fetch_with("/moved", NULL);
    fetch_with("/chunks", NULL);
    say("%d connection", n_connections);
    return 0;
}

TEST(pages_come_with_status_and_body_over_one_connection)
{
    run_with_server(fetch_pages);
    assert_string_equal(said, "/hello: 200 'hello' text/plain\n"
                              "/nowhere: 404 'no such page' \n"
                              "/moved: 200 'hello' text/plain\n"
                              "/chunks: 200 'abc.abc.abc.' \n"
                              "1 connection\n");
}

static int post(void)
{
    const char *const headers[] = { "X-Test: yes", NULL };
    fetch_with("/mirror", &(struct async_fetch_options){ .headers = headers });
    fetch_with("/mirror", &(struct async_fetch_options){ .body = "a=1", .body_len = 3 });
    fetch_with("/mirror", &(struct async_fetch_options){ .body = "" });
    return 0;
}

TEST(a_body_makes_it_a_post)
{
    run_with_server(post);
    assert_string_equal(said, "/mirror: 200 'GET  '' and the header' \n"
                              "/mirror: 200 'POST 'a=1'' \n"
                              "/mirror: 200 'POST ''' \n");
}

static int fetch_slowly(void)
{
    fetch_with("/slow", &(struct async_fetch_options){ .timeout_ms = 1500 });
    say("at %d ms", (int)async_time_ms());
    fetch_with("/slow", &(struct async_fetch_options){ .timeout_ms = ASYNC_NO_TIMEOUT });
    say("at %d ms", (int)async_time_ms());
    return 0;
}

TEST(a_slow_answer_times_out_on_the_loops_clock)
{
    run_with_server(fetch_slowly);
    assert_string_equal(said, "/slow: timed out\n"
                              "at 1500 ms\n"
                              "/slow: 200 'hello' text/plain\n"
                              "at 11500 ms\n");
}

static int fetch_too_much(void)
{
    fetch_with("/endless", NULL);
    fetch_with("/hello", &(struct async_fetch_options){ .max_body_bytes = 4 });
    fetch_with("/hello", &(struct async_fetch_options){ .max_body_bytes = 5 });
    return 0;
}

TEST(a_body_longer_than_allowed_is_refused)
{
    run_with_server(fetch_too_much);
    assert_string_equal(said, "/endless: the limit is reached without a separator\n"
                              "/hello: the limit is reached without a separator\n"
                              "/hello: 200 'hello' text/plain\n");
}

static int fetch_badly(void)
{
    struct async_response response;
    fetch_with("/half", NULL);
    fetch_with("/circle", NULL);
    fetch_with("/away", NULL);
    fetch_with("/nonsense", NULL);
    int err = async_fetch("ftp://127.0.0.1/", NULL, &response);
    say("ftp: %s", async_strerror(err));
    err = async_fetch("http://", NULL, &response);
    say("empty: %s", async_strerror(err));
    err = async_fetch("http://127.0.0.1:1/", NULL, &response);
    say("refused: %s", async_strerror(err));
    return 0;
}

TEST(what_goes_wrong_has_a_code)
{
    run_with_server(fetch_badly);
    assert_string_equal(said, "/half: the stream ended too early\n"
                              "/circle: Protocol error\n"
                              "/away: Protocol error\n"
                              "/nonsense: Protocol error\n"
                              "ftp: invalid value\n"
                              "empty: invalid value\n"
                              "refused: Connection refused\n");
}

/* Speaks before it is asked, and no TLS. */
static int serve_gibberish(struct async_stream *stream, void *arg)
{
    return send_text(stream, "what do you mean by that?\r\n");
}

static int fetch_without_tls(void *arg)
{
    struct async_server *plain;
    struct async_response response;
    char url[64];
    int err = async_server_start("127.0.0.1", 0, serve_gibberish, NULL, &plain);
    if (err)
        return err;
    snprintf(url, sizeof(url), "https://127.0.0.1:%d/", async_server_port(plain));
    err = async_fetch(url, NULL, &response);
    say("%s", async_strerror(err));
    async_server_destroy(plain);
    return 0;
}

TEST(a_secure_address_is_never_asked_in_the_clear)
{
    run_virtual(fetch_without_tls);
    assert_string_equal(said, "Protocol error\n");
}

static int fetch_in_task(void *arg)
{
    struct async_response response;
    int err = async_fetch(arg, NULL, &response);
    if (!err)
        async_response_finish(&response);
    return err;
}

/* Cancelled at each of the moments of a fetch in turn, until one gets through. */
static int cancel_everywhere(void)
{
    char url[128];
    snprintf(url, sizeof(url), "%s", url_of("/chunks"));
    for (int ticks = 0;; ticks++) {
        struct async_task *task = async_create_task(async_coro(fetch_in_task, url));
        int err = 0;
        for (int i = 0; i < ticks && !err; i++)
            err = async_sleep(i < 30 ? 0 : 1);
        async_task_cancel(task, NULL);
        if (!err)
            err = async_await(task, NULL);
        async_task_release(task);
        if (err != ASYNC_ECANCELED) {
            say("after %s: %s", ticks > 3 ? "some" : "too few", async_strerror(err));
            return err;
        }
    }
}

TEST(a_fetch_can_be_cancelled_at_any_moment)
{
    run_with_server(cancel_everywhere);
    assert_string_equal(said, "after some: no error\n");
}

static int fetch_hundred(void)
{
    enum { N = 100 };
    struct async_coro *calls[N];
    char url[128];
    snprintf(url, sizeof(url), "%s", url_of("/hello"));
    for (int i = 0; i < N; i++)
        calls[i] = async_coro(fetch_in_task, url);
    return async_gather(calls, N, NULL);
}

TEST(a_hundred_at_once)
{
    run_with_server(fetch_hundred);
    assert_string_equal(said, "");
}

/* The end of the loop cancels it. */
static int leave_one_behind(void)
{
    static char url[128];
    snprintf(url, sizeof(url), "%s", url_of("/slow"));
    async_task_release(async_create_task(async_coro(fetch_in_task, url)));
    return async_sleep(5);
}

TEST(a_fetch_under_way_when_the_loop_ends_leaves_nothing)
{
    run_with_server(leave_one_behind);
    assert_string_equal(said, "");
}

int main(void)
{
    setenv("no_proxy", "*", 1); /* whatever this machine's network is like */
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pages_come_with_status_and_body_over_one_connection),
        cmocka_unit_test(a_body_makes_it_a_post),
        cmocka_unit_test(a_slow_answer_times_out_on_the_loops_clock),
        cmocka_unit_test(a_body_longer_than_allowed_is_refused),
        cmocka_unit_test(what_goes_wrong_has_a_code),
        cmocka_unit_test(a_secure_address_is_never_asked_in_the_clear),
        cmocka_unit_test(a_fetch_can_be_cancelled_at_any_moment),
        cmocka_unit_test(a_hundred_at_once),
        cmocka_unit_test(a_fetch_under_way_when_the_loop_ends_leaves_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
