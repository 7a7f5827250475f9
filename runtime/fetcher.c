/* libcurl says which sockets it waits for and until when; the loop calls it back, from its
 * own flow, where the stack is large.
 *
 * Its deadlines are about the network, so they are real time, also beside a virtual clock:
 * a timerfd has them. "Now" is a call in the next tick, without any clock. By short ones it
 * comes back to its own work (a lookup, the next step of a redirection): like a thread at
 * work, they hold a virtual clock. */
#include "fetcher.h"

#include <stdlib.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include "handle.h"
#include "poll.h"

#define SHORT_MS 300

struct fetcher {
    struct async_pending pending; /* until the loop ends */
    struct async_loop *loop;
    CURLM *multi;
    int timer_fd;
    struct poll_watch *timer;
    struct async_handle at_once;
    bool holds_clock; /* counted in the loop's n_external */
};

/* One of libcurl's sockets. */
struct socket {
    struct fetcher *fetcher;
    struct poll_watch *watch;
    curl_socket_t fd;
};

/* ---- libcurl is called ---- */

static void hold_clock(struct fetcher *fetcher, bool is_held)
{
    if (is_held && !fetcher->holds_clock)
        fetcher->loop->n_external++;
    else if (!is_held && fetcher->holds_clock)
        fetcher->loop->n_external--;
    fetcher->holds_clock = is_held;
}

static void settle_done(struct fetcher *fetcher)
{
    int n_left;
    const CURLMsg *message;
    while ((message = curl_multi_info_read(fetcher->multi, &n_left))) {
        struct transfer *transfer;
        curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &transfer);
        transfer->code = message->data.result;
        if (transfer->done.state == ASYNC_FUTURE_PENDING)
            future_settle_result(&transfer->done, NULL);
    }
}

static void act(struct fetcher *fetcher, curl_socket_t fd, int events)
{
    int n_running;
    curl_multi_socket_action(fetcher->multi, fd, events, &n_running);
    settle_done(fetcher);
}

static void on_socket_ready(void *arg, int events)
{
    const struct socket *socket = arg; /* may be gone after the call */
    act(socket->fetcher, socket->fd,
        (events & POLL_READABLE ? CURL_CSELECT_IN : 0) |
            (events & POLL_WRITABLE ? CURL_CSELECT_OUT : 0) |
            (events & POLL_REFUSED ? CURL_CSELECT_ERR : 0));
}

static void on_timer(void *arg, int events)
{
    struct fetcher *fetcher = arg;
    uint64_t n;
    /* Refused, it tells too early rather than never. */
    if (events == POLL_REFUSED || read(fetcher->timer_fd, &n, sizeof(n)) == sizeof(n)) {
        poll_watch_set(fetcher->timer, 0);
        hold_clock(fetcher, false);
        act(fetcher, CURL_SOCKET_TIMEOUT, 0);
    }
}

static void on_at_once(void *arg)
{
    act(arg, CURL_SOCKET_TIMEOUT, 0);
}

/* ---- libcurl calls ---- */

static struct socket *socket_create(struct fetcher *fetcher, curl_socket_t fd)
{
    struct socket *socket = calloc(1, sizeof(*socket));
    if (!socket)
        return NULL;
    socket->fetcher = fetcher;
    socket->fd = fd;
    socket->watch = poll_watch_create(fetcher->loop, fd, on_socket_ready, socket);
    if (!socket->watch) {
        free(socket);
        return NULL;
    }
    curl_multi_assign(fetcher->multi, fd, socket);
    return socket;
}

static void socket_destroy(struct socket *socket)
{
    if (!socket)
        return;
    poll_watch_destroy(socket->watch);
    free(socket);
}

static int watch_socket(CURL *easy, curl_socket_t fd, int what, void *arg, void *socket_arg)
{
    struct socket *socket = socket_arg;
    if (what == CURL_POLL_REMOVE) {
        socket_destroy(socket);
        return 0;
    }
    if (!socket)
        socket = socket_create(arg, fd);
    if (!socket)
        return -1;
    poll_watch_set(socket->watch, (what & CURL_POLL_IN ? POLL_READABLE : 0) |
                                      (what & CURL_POLL_OUT ? POLL_WRITABLE : 0));
    return 0;
}

static int set_timer(CURLM *multi, long timeout_ms, void *arg)
{
    struct fetcher *fetcher = arg;
    struct itimerspec timer = { 0 };
    handle_cancel(fetcher->loop, &fetcher->at_once);
    if (timeout_ms == 0) {
        handle_init(&fetcher->at_once, on_at_once, fetcher, NULL, NULL);
        fetcher->at_once.is_ready = true;
        loop_push(fetcher->loop, &fetcher->at_once.node);
    } else if (timeout_ms > 0) {
        timer.it_value.tv_sec = timeout_ms / 1000;
        timer.it_value.tv_nsec = timeout_ms % 1000 * 1000000;
    }
    timerfd_settime(fetcher->timer_fd, 0, &timer, NULL);
    poll_watch_set(fetcher->timer, timeout_ms > 0 ? POLL_READABLE : 0);
    hold_clock(fetcher, timeout_ms > 0 && timeout_ms <= SHORT_MS);
    return 0;
}

/* ---- Its life ---- */

static void destroy(struct fetcher *fetcher)
{
    if (fetcher->multi)
        curl_multi_cleanup(fetcher->multi);
    hold_clock(fetcher, false);
    handle_cancel(fetcher->loop, &fetcher->at_once);
    poll_watch_destroy(fetcher->timer);
    if (fetcher->timer_fd >= 0)
        close(fetcher->timer_fd);
    free(fetcher);
    curl_global_cleanup();
}

static void drop(struct async_pending *pending)
{
    struct fetcher *fetcher = CONTAINER(pending, struct fetcher, pending);
    loop_pending_remove(fetcher->loop, pending);
    fetcher->loop->fetcher = NULL;
    destroy(fetcher);
}

static bool set_up(struct fetcher *fetcher)
{
    fetcher->timer_fd = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
    if (fetcher->timer_fd < 0)
        return false;
    fetcher->timer = poll_watch_create(fetcher->loop, fetcher->timer_fd, on_timer, fetcher);
    fetcher->multi = curl_multi_init();
    if (!fetcher->timer || !fetcher->multi)
        return false;
    curl_multi_setopt(fetcher->multi, CURLMOPT_SOCKETFUNCTION, watch_socket);
    curl_multi_setopt(fetcher->multi, CURLMOPT_SOCKETDATA, fetcher);
    curl_multi_setopt(fetcher->multi, CURLMOPT_TIMERFUNCTION, set_timer);
    curl_multi_setopt(fetcher->multi, CURLMOPT_TIMERDATA, fetcher);
    return true;
}

struct fetcher *fetcher_get(struct async_loop *loop)
{
    if (loop->fetcher)
        return loop->fetcher;
    struct fetcher *fetcher = calloc(1, sizeof(*fetcher));
    if (!fetcher || curl_global_init(CURL_GLOBAL_DEFAULT)) {
        free(fetcher);
        return NULL;
    }
    fetcher->loop = loop;
    if (!set_up(fetcher)) {
        destroy(fetcher);
        return NULL;
    }
    loop->fetcher = fetcher;
    loop_pending_add(loop, &fetcher->pending, drop);
    return fetcher;
}

bool fetcher_begin(struct fetcher *fetcher, struct transfer *transfer)
{
    future_init_internal(&transfer->done);
    curl_easy_setopt(transfer->easy, CURLOPT_PRIVATE, transfer);
    return !curl_multi_add_handle(fetcher->multi, transfer->easy);
}

void fetcher_end(struct fetcher *fetcher, struct transfer *transfer)
{
    curl_multi_remove_handle(fetcher->multi, transfer->easy);
    async_future_finish(&transfer->done);
}
