/* System calls that fail, each that makes something, in a program for each kind of input and
 * output, once and from then on: what comes out is 0 or an error, no descriptor stays open, and
 * the same program works afterwards.
 *
 * The functions here take the place of the C library's, for libev, too. */
#include <errno.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/timerfd.h>

#include "scenes.h"

static struct {
    bool is_armed, stays, has_struck;
    unsigned left; /* calls that still succeed */
} fault;

/* True if this call is to fail; then errno says why. */
static bool strikes(void)
{
    if (!fault.is_armed || (fault.has_struck && !fault.stays))
        return false;
    if (fault.left) {
        fault.left--;
        return false;
    }
    fault.has_struck = true;
    errno = EMFILE;
    return true;
}

static int call(long number, long a, long b, long c, long d)
{
    return strikes() ? -1 : (int)syscall(number, a, b, c, d);
}

int epoll_create1(int flags)
{
    return call(SYS_epoll_create1, flags, 0, 0, 0);
}

int epoll_create(int size)
{
    return call(SYS_epoll_create1, 0, 0, 0, 0);
}

int eventfd(unsigned count, int flags)
{
    return call(SYS_eventfd2, count, flags, 0, 0);
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

int signalfd(int fd, const sigset_t *mask, int flags)
{
    if (fd < 0 && strikes())
        return -1;
    return (int)syscall(SYS_signalfd4, fd, mask, (long)(NSIG / 8), flags);
}

int inotify_init1(int flags)
{
    return call(SYS_inotify_init1, flags, 0, 0, 0);
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
    for (unsigned n = 0; n < 100; n++) {
        fault.left = n;
        fault.stays = stays;
        fault.has_struck = false;
        fault.is_armed = true;
        int err = run_quietly(scene);
        fault.is_armed = false;
        assert_in_range(err + 100000, 0, 100000);
        assert_int_equal(count_descriptors(), before);
        if (!fault.has_struck) {
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

TEST(fetching)
{
    walk_both(scene_fetch);
}

TEST(processes)
{
    walk_both(scene_process);
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
        cmocka_unit_test(fetching),
        cmocka_unit_test(processes),
        cmocka_unit_test(signals),
        cmocka_unit_test(files),
        cmocka_unit_test(threads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
