/* What libev costs without us: timers, a thread's round trip, an echo server, a process that
 * does one thing. */
#include "bench.h"
#include "echo.h"

#include <arpa/inet.h>
#include <ev.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdbool.h>
#include <sys/socket.h>

static void on_timer(struct ev_loop *loop, struct ev_timer *timer, int events)
{
}

static void row_timeout_ready(void)
{
    struct ev_loop *loop = ev_default_loop(EVFLAG_NOENV);
    struct ev_timer timer;
    ev_timer_init(&timer, on_timer, 1., 0.);
    int64_t began = bench_now_ns();
    for (long i = 0; i < TIMEOUTS; i++) {
        ev_timer_set(&timer, 1., 0.);
        ev_timer_start(loop, &timer);
        ev_timer_stop(loop, &timer);
    }
    bench_print_per(began, TIMEOUTS);
}

/* ---- One thread that answers through an async watcher ---- */

static struct {
    pthread_mutex_t lock;
    pthread_cond_t asked;
    int n_asked;
    bool is_over;
    struct ev_loop *loop;
    struct ev_async answered;
    long left;
} trip = { .lock = PTHREAD_MUTEX_INITIALIZER, .asked = PTHREAD_COND_INITIALIZER };

static void *answer(void *arg)
{
    pthread_mutex_lock(&trip.lock);
    for (bool is_over = false; !is_over;) {
        while (!trip.n_asked)
            pthread_cond_wait(&trip.asked, &trip.lock);
        trip.n_asked = 0;
        is_over = trip.is_over; /* this answer is the last */
        pthread_mutex_unlock(&trip.lock);
        ev_async_send(trip.loop, &trip.answered);
        pthread_mutex_lock(&trip.lock);
    }
    pthread_mutex_unlock(&trip.lock);
    return NULL;
}

static void ask(void)
{
    pthread_mutex_lock(&trip.lock);
    trip.n_asked = 1;
    trip.is_over = trip.left == 0;
    pthread_cond_signal(&trip.asked);
    pthread_mutex_unlock(&trip.lock);
}

static void on_answer(struct ev_loop *loop, struct ev_async *watcher, int events)
{
    if (trip.left-- > 0)
        ask();
    if (trip.left < 0)
        ev_break(loop, EVBREAK_ALL);
}

static void row_thread_1(void)
{
    pthread_t thread;
    trip.loop = ev_default_loop(EVFLAG_NOENV);
    trip.left = TRIPS;
    ev_async_init(&trip.answered, on_answer);
    ev_async_start(trip.loop, &trip.answered);
    pthread_create(&thread, NULL, answer, NULL);
    int64_t began = bench_now_ns();
    ask();
    ev_run(trip.loop, 0);
    bench_print_per(began, TRIPS);
    pthread_join(thread, NULL);
}

/* ---- Echo ---- */

static int connections_left;

static void on_bytes(struct ev_loop *loop, struct ev_io *io, int events)
{
    char bytes[ECHO_ROOM];
    ssize_t n = read(io->fd, bytes, sizeof(bytes));
    if (n > 0 && send(io->fd, bytes, (size_t)n, MSG_NOSIGNAL) == n)
        return;
    ev_io_stop(loop, io);
    close(io->fd);
    free(io);
    if (!--connections_left)
        ev_break(loop, EVBREAK_ALL);
}

static void on_connection(struct ev_loop *loop, struct ev_io *listener, int events)
{
    int fd;
    while ((fd = accept4(listener->fd, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0) {
        struct ev_io *io = malloc(sizeof(*io));
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &(int){ 1 }, sizeof(int));
        ev_io_init(io, on_bytes, fd, EV_READ);
        ev_io_start(loop, io);
    }
}

static void echo_to(int connections)
{
    struct ev_loop *loop = ev_default_loop(EVBACKEND_EPOLL | EVFLAG_NOENV);
    struct sockaddr_in address = { .sin_family = AF_INET,
                                   .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t len = sizeof(address);
    struct ev_io listener;
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (bind(fd, (struct sockaddr *)&address, len) || listen(fd, SOMAXCONN) ||
        getsockname(fd, (struct sockaddr *)&address, &len))
        exit(1);
    connections_left = connections;
    ev_io_init(&listener, on_connection, fd, EV_READ);
    ev_io_start(loop, &listener);
    int64_t began = echo_cpu_ns();
    echo_start_load(ntohs(address.sin_port), connections);
    ev_run(loop, 0);
    echo_print(began);
}

/* ---- Start ---- */

static void on_start(struct ev_loop *loop, struct ev_timer *timer, int events)
{
    ev_break(loop, EVBREAK_ALL);
}

static void row_start(void)
{
    struct ev_loop *loop = ev_default_loop(EVFLAG_NOENV);
    struct ev_timer timer;
    ev_timer_init(&timer, on_start, 0., 0.);
    ev_timer_start(loop, &timer);
    ev_run(loop, 0);
}

int main(int argc, char *argv[])
{
    const char *row = argc > 1 ? argv[1] : "";
    if (!strcmp(row, "timeout-ready"))
        row_timeout_ready();
    else if (!strcmp(row, "thread-1"))
        row_thread_1();
    else if (!strcmp(row, "echo-50"))
        echo_to(50);
    else if (!strcmp(row, "echo-500"))
        echo_to(500);
    else if (!strcmp(row, "start"))
        row_start();
    else
        return 2;
    return 0;
}
