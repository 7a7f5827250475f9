/* System calls that fail, in a program for each kind of input and output, once and from then
 * on: what comes out is 0 or an error, no descriptor stays open, and the same program works
 * afterwards.
 *
 * The functions here take the place of the C library's, for libev and libcurl, too; some are
 * wrapped by the linker instead (see the Makefile), for the runtime only. */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <spawn.h>
#include <stdarg.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/timerfd.h>

#include "fault.h"
#include "scenes.h"

static bool strikes(void)
{
    return fault_strikes(EMFILE);
}

long __real_syscall(long number, ...);
long __wrap_syscall(long number, ...);

static int call(long number, long a, long b, long c, long d)
{
    return strikes() ? -1 : (int)__real_syscall(number, a, b, c, d, 0L);
}

/* The runtime calls by number what the C library has no function for. */
long __wrap_syscall(long number, ...)
{
    va_list args;
    va_start(args, number);
    long a = va_arg(args, long), b = va_arg(args, long), c = va_arg(args, long);
    long d = va_arg(args, long), e = va_arg(args, long);
    va_end(args);
    return strikes() ? -1 : __real_syscall(number, a, b, c, d, e);
}

int epoll_create1(int flags)
{
    return call(SYS_epoll_create1, flags, 0, 0, 0);
}

int epoll_create(int size)
{
    return call(SYS_epoll_create1, 0, 0, 0, 0);
}

static int wake_fd; /* libev's own: an eventfd, or a pipe, which the runtime has tried before */

int eventfd(unsigned count, int flags)
{
    wake_fd = call(SYS_eventfd2, count, flags, 0, 0);
    return wake_fd;
}

int pipe(int ends[2])
{
    int err = (int)__real_syscall(SYS_pipe2, ends, 0);
    wake_fd = ends[0];
    return err;
}

int timerfd_create(clockid_t clock, int flags)
{
    return call(SYS_timerfd_create, clock, flags, 0, 0);
}

int pipe2(int ends[2], int flags)
{
    return call(SYS_pipe2, (long)ends, flags, 0, 0);
}

int socket(int domain, int type, int protocol)
{
    return call(SYS_socket, domain, type, protocol, 0);
}

int socketpair(int domain, int type, int protocol, int ends[2])
{
    return call(SYS_socketpair, domain, type, protocol, (long)ends);
}

int accept4(int fd, struct sockaddr *address, socklen_t *len, int flags)
{
    return call(SYS_accept4, fd, (long)address, (long)len, flags);
}

/* Only a new watch needs memory of the kernel. What libev wakes itself with is spared: it does
 * not tell whether that is watched. */
int epoll_ctl(int epoll, int op, int fd, struct epoll_event *event)
{
    if (op == EPOLL_CTL_ADD && fd != wake_fd && strikes())
        return -1;
    return (int)__real_syscall(SYS_epoll_ctl, epoll, op, fd, event);
}

int timerfd_settime(int fd, int flags, const struct itimerspec *time, struct itimerspec *old)
{
    return call(SYS_timerfd_settime, fd, flags, (long)time, (long)old);
}

int inotify_add_watch(int fd, const char *path, uint32_t events)
{
    return call(SYS_inotify_add_watch, fd, (long)path, events, 0);
}

int bind(int fd, const struct sockaddr *address, socklen_t len)
{
    return call(SYS_bind, fd, (long)address, len, 0);
}

int listen(int fd, int backlog)
{
    return call(SYS_listen, fd, backlog, 0, 0);
}

int connect(int fd, const struct sockaddr *address, socklen_t len)
{
    return call(SYS_connect, fd, (long)address, len, 0);
}

int getsockname(int fd, struct sockaddr *address, socklen_t *len)
{
    return call(SYS_getsockname, fd, (long)address, (long)len, 0);
}

ssize_t send(int fd, const void *bytes, size_t len, int flags)
{
    return strikes() ? -1 : __real_syscall(SYS_sendto, fd, bytes, len, flags, NULL, 0);
}

/* Asking whether a descriptor is open has one answer. */
int fcntl(int fd, int command, ...)
{
    va_list args;
    va_start(args, command);
    long arg = va_arg(args, long);
    va_end(args);
    if (command != F_GETFD && strikes())
        return -1;
    return (int)__real_syscall(SYS_fcntl, fd, command, arg);
}

int signalfd(int fd, const sigset_t *mask, int flags)
{
    return call(SYS_signalfd4, fd, (long)mask, NSIG / 8, flags);
}

int inotify_init1(int flags)
{
    return call(SYS_inotify_init1, flags, 0, 0, 0);
}

int __real_pthread_create(pthread_t *thread, const pthread_attr_t *attributes,
                          void *(*fn)(void *arg), void *arg);
int __wrap_pthread_create(pthread_t *thread, const pthread_attr_t *attributes,
                          void *(*fn)(void *arg), void *arg);

int __wrap_pthread_create(pthread_t *thread, const pthread_attr_t *attributes,
                          void *(*fn)(void *arg), void *arg)
{
    return strikes() ? EAGAIN : __real_pthread_create(thread, attributes, fn, arg);
}

int __real_posix_spawnp(pid_t *pid, const char *file, const posix_spawn_file_actions_t *actions,
                        const posix_spawnattr_t *attributes, char *const argv[],
                        char *const env[]);
int __wrap_posix_spawnp(pid_t *pid, const char *file, const posix_spawn_file_actions_t *actions,
                        const posix_spawnattr_t *attributes, char *const argv[],
                        char *const env[]);

int __wrap_posix_spawnp(pid_t *pid, const char *file, const posix_spawn_file_actions_t *actions,
                        const posix_spawnattr_t *attributes, char *const argv[],
                        char *const env[])
{
    return strikes() ? EAGAIN : __real_posix_spawnp(pid, file, actions, attributes, argv, env);
}

void *__real_mmap(void *start, size_t len, int protection, int flags, int fd, off_t offset);
void *__wrap_mmap(void *start, size_t len, int protection, int flags, int fd, off_t offset);

void *__wrap_mmap(void *start, size_t len, int protection, int flags, int fd, off_t offset)
{
    return strikes() ? MAP_FAILED : __real_mmap(start, len, protection, flags, fd, offset);
}

static int run_quietly(async_fn *scene)
{
    const struct async_options options = { .clock = ASYNC_CLOCK_VIRTUAL,
                                           .report = note_report };
    said[0] = '\0';
    return async_run_with(&options, async_coro(scene, NULL), NULL);
}

static void walk(async_fn *scene, bool stays)
{
    size_t before = count_descriptors();
    for (unsigned n = 0; n < 1000; n++) {
        fault_arm(n, stays);
        int err = run_quietly(scene);
        bool has_struck = fault_disarm();
        assert_in_range(err + 100000, 0, 100000);
        assert_int_equal(count_descriptors(), before);
        if (!has_struck) {
            assert_true(n > 0);
            assert_int_equal(err, 0);
            return;
        }
        assert_int_equal(run_quietly(scene), 0);
    }
    fail_msg("it never ends");
}

static void walk_both(async_fn *scene)
{
    assert_int_equal(run_quietly(scene), 0); /* what is made once is there now */
    walk(scene, false);
    walk(scene, true);
}

TEST(tcp)
{
    walk_both(scene_tcp);
}

TEST(unix_sockets)
{
    walk_both(scene_unix);
}

TEST(floods)
{
    walk_both(scene_flood);
}

TEST(many_descriptors)
{
    walk_both(scene_pipes);
}

TEST(fetching)
{
    walk_both(scene_fetch);
}

TEST(processes)
{
    walk_both(scene_process);
}

TEST(conversations)
{
    walk_both(scene_conversation);
}

TEST(signals)
{
    walk_both(scene_signal);
}

TEST(files)
{
    walk_both(scene_file);
}

TEST(threads)
{
    walk_both(scene_thread);
}

TEST(pools)
{
    walk_both(scene_pool);
}

/* From none on, one more descriptor each time, until they are enough. */
static void walk_limit(async_fn *scene)
{
    struct rlimit before, limit;
    getrlimit(RLIMIT_NOFILE, &before);
    int err = -1;
    for (limit = before, limit.rlim_cur = 3; err && limit.rlim_cur < 64; limit.rlim_cur++) {
        setrlimit(RLIMIT_NOFILE, &limit);
        err = run_quietly(scene);
        setrlimit(RLIMIT_NOFILE, &before);
        assert_int_equal(run_quietly(scene), 0);
    }
    assert_int_equal(err, 0);
    assert_in_range(limit.rlim_cur, 5, 63);
}

TEST(a_process_that_may_have_no_more_descriptors)
{
    walk_limit(scene_tcp);
    walk_limit(scene_unix);
    walk_limit(scene_process);
    walk_limit(scene_signal);
    walk_limit(scene_file);
    walk_limit(scene_thread);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_process_that_may_have_no_more_descriptors),
        cmocka_unit_test(tcp),
        cmocka_unit_test(unix_sockets),
        cmocka_unit_test(floods),
        cmocka_unit_test(many_descriptors),
        cmocka_unit_test(fetching),
        cmocka_unit_test(processes),
        cmocka_unit_test(conversations),
        cmocka_unit_test(signals),
        cmocka_unit_test(files),
        cmocka_unit_test(threads),
        cmocka_unit_test(pools),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
