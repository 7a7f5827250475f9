/* A web server on this machine, from which libcurl fetches. Both are tasks of the learner's own
 * loop: the server lets time pass before each answer, as the simulated network does. */
#include "network.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <async.h>
#include <async/fetch.h>

enum { MAX_SITES = 64, HEADER_BYTES = 2048 };

static struct {
    struct site *sites;
    size_t n;
    struct async_server *server;
    char received[MAX_SITES][sizeof(((struct site *)0)->text)];
} net;

/* ---- The server ---- */

static int answer(struct async_stream *stream, const struct site *site)
{
    char text[256];
    int len = snprintf(text, sizeof(text),
                       "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: %zu\r\n"
                       "Connection: close\r\n\r\n%s",
                       strlen(site->text), site->text);
    int err = async_sleep(site->latency_ms);
    /* Where the schedule wants an error, it hangs up. */
    if (!err && !site->err)
        err = async_stream_write(stream, text, (size_t)len);
    return err;
}

/* A connection: one request, one answer. Who asks for what there is not hears nothing. */
static int serve(struct async_stream *stream, void *arg)
{
    char header[HEADER_BYTES];
    size_t number = 0;
    int err = async_stream_read_until(stream, "\r\n\r\n", header, sizeof(header), NULL);
    if (err || sscanf(header, "GET /%zu", &number) != 1 || !number || number > net.n)
        return err;
    return answer(stream, &net.sites[number - 1]);
}

void network_open(struct site sites[], size_t n)
{
    int err = async_server_start("127.0.0.1", 0, serve, NULL, &net.server);
    if (err) {
        fprintf(stderr, "no server can be started on this machine: %s\n", async_strerror(err));
        exit(1);
    }
    for (size_t i = 0; i < n; i++)
        snprintf(sites[i].url, sizeof(sites[i].url), "http://127.0.0.1:%d/%zu",
                 async_server_port(net.server), i + 1);
    net.sites = sites;
    net.n = n;
}

void network_close(void)
{
    async_server_destroy(net.server);
}

/* ---- The client ---- */

int network_get(const struct site *site, const char **ret_text, const char *at)
{
    struct async_response response;
    int err = (async_fetch)(site->url, NULL, &response, at);
    if (err)
        return err;
    char *text = net.received[site - net.sites];
    snprintf(text, sizeof(net.received[0]), "%s", response.body);
    printf("%s: %d, \"%s\"\n", site->url, response.status, text);
    async_response_finish(&response);
    *ret_text = text;
    return 0;
}
