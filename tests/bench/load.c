/* Asks an echo server as fast as it answers: `load PORT CONNECTIONS REQUESTS`. Each
 * connection sends 64 bytes, waits until all came back, and sends again. Runs on a processor
 * of its own, BENCH_LOAD_CORE, so that the server's CPU time is the server's. */
#include "bench.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sched.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

static const char message[ECHO_BYTES];

static void must(int has_worked, const char *what)
{
    if (has_worked)
        return;
    perror(what);
    exit(1);
}

static void use_core_of_its_own(void)
{
    const char *core = getenv("BENCH_LOAD_CORE");
    cpu_set_t set;
    CPU_ZERO(&set);
    if (core)
        CPU_SET((size_t)atoi(core), &set);
    if (core)
        must(!sched_setaffinity(0, sizeof(set), &set), "load: sched_setaffinity");
}

static int connect_to(int port)
{
    const struct sockaddr_in address = {
        .sin_family = AF_INET,
        .sin_port = htons((uint16_t)port),
        .sin_addr.s_addr = htonl(INADDR_LOOPBACK),
    };
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    must(fd >= 0 && !connect(fd, (const struct sockaddr *)&address, sizeof(address)),
         "load: connect");
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &(int){ 1 }, sizeof(int));
    return fd;
}

static void ask(int fd)
{
    must(write(fd, message, sizeof(message)) == (ssize_t)sizeof(message), "load: write");
}

static void hear(int fd)
{
    char answer[ECHO_BYTES];
    must(recv(fd, answer, sizeof(answer), MSG_WAITALL) == (ssize_t)sizeof(answer),
         "load: recv");
}

int main(int argc, char *argv[])
{
    if (argc != 4)
        return 2;
    int port = atoi(argv[1]);
    int n = atoi(argv[2]);
    long left = atol(argv[3]);
    use_core_of_its_own();
    int epoll = epoll_create1(0);
    for (int i = 0; i < n; i++) {
        int fd = connect_to(port);
        epoll_ctl(epoll, EPOLL_CTL_ADD, fd,
                  &(struct epoll_event){ .events = EPOLLIN, .data.fd = fd });
        ask(fd);
    }
    /* The last answers of n connections are not waited for: the end of this process closes
     * them. */
    while (left > 0) {
        struct epoll_event events[64];
        int n_ready = epoll_wait(epoll, events, 64, -1);
        for (int i = 0; i < n_ready; i++) {
            hear(events[i].data.fd);
            ask(events[i].data.fd);
        }
        left -= n_ready;
    }
    return 0;
}
