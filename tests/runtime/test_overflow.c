/* A task that uses up its stack: seen from outside, since it takes the process with it. */
#include <alloca.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <async.h>

#include "check.h"
#include "guards.h"

#define STACK_BYTES ((size_t)64 * 1024)
#define TOLD                                                                                 \
    "async: task 'deep' used up its stack of 64 KiB: keep large arrays on the heap, or set " \
    "ASYNC_STACK to more bytes\n"

static int dig(int depth)
{
    volatile char frame[512];
    memset((void *)(uintptr_t)frame, depth, sizeof(frame));
    return depth < 1000000 ? dig(depth + 1) + frame[depth & 511] : 0;
}

static int digger(void *arg)
{
    async_task_set_name(async_current_task(), "deep");
    return dig(0);
}

/* Its stack pointer jumps over the guard, to where nothing is. */
static int hoarder(void *arg)
{
    volatile char hoard[64 << 20];
    memset((void *)(uintptr_t)hoard, 'x', sizeof(hoard));
    return hoard[0];
}

/* Writes a little below its stack, and comes back. */
static int trespasser(void *arg)
{
    volatile char *low = alloca(STACK_BYTES + 1024);
    for (size_t i = 0; i < 4096; i++)
        low[i] = 'x';
    return 0;
}

static int wild_writer(void *arg)
{
    volatile uintptr_t nowhere = 64; /* nothing is mapped there; the compiler must not know */
    *(volatile int *)nowhere = 1;
    return 0;
}

/* Runs fn in a child and returns how it ended; what it wrote to stderr goes to `said`. */
static int run_in_child(async_fn *fn, const char *name, char *said, size_t cap)
{
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (!child) {
        dup2(ends[1], STDERR_FILENO);
        signal(SIGSEGV, SIG_DFL); /* cmocka watches faults itself */
        async_run((async_coro)(fn, NULL, name, ASYNC_HERE), NULL);
        _exit(0);
    }
    close(ends[1]);
    size_t len = 0;
    ssize_t n;
    while (len + 1 < cap && (n = read(ends[0], said + len, cap - 1 - len)) > 0)
        len += (size_t)n;
    said[len] = '\0';
    close(ends[0]);
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    return status;
}

/* The sanitizers watch faults themselves. */
static void skip_where_others_watch(void)
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    skip();
#endif
}

static void expect_told(async_fn *fn, int signal_number)
{
    char said[512];
    skip_where_others_watch();
    kernel.n_mmaps = 100;
    int status = run_in_child(fn, "deep", said, sizeof(said));
    assert_true(WIFSIGNALED(status));
    assert_int_equal(WTERMSIG(status), signal_number);
    assert_string_equal(said, TOLD);
}

TEST(an_overflow_names_the_task_and_the_size_of_its_stack)
{
    kernel.has_guards = true;
    expect_told(digger, SIGSEGV);
}

TEST(so_it_does_where_pages_are_protected_instead)
{
    kernel.has_guards = false;
    kernel.mprotects = 1000;
    expect_told(digger, SIGSEGV);
}

TEST(where_there_is_but_a_canary_it_is_told_when_the_task_ends)
{
    kernel.has_guards = false;
    kernel.mprotects = 0;
    expect_told(trespasser, SIGABRT);
}

TEST(an_array_that_reaches_past_the_guard_is_told_too)
{
    kernel.has_guards = true;
    expect_told(hoarder, SIGSEGV);
}

TEST(another_fault_is_not_called_an_overflow)
{
    char said[512];
    skip_where_others_watch();
    kernel.n_mmaps = 100;
    int status = run_in_child(wild_writer, "wild_writer", said, sizeof(said));
    assert_true(WIFSIGNALED(status));
    assert_string_equal(said, "");
}

static void *dig_in_thread(void *arg)
{
    async_run(async_coro(digger, NULL), NULL);
    return NULL;
}

static int dig_beside(void *arg)
{
    pthread_t thread;
    if (!pthread_create(&thread, NULL, dig_in_thread, NULL))
        pthread_join(thread, NULL);
    return 0;
}

TEST(each_thread_with_a_loop_is_told)
{
    kernel.has_guards = true;
    expect_told(dig_beside, SIGSEGV);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_overflow_names_the_task_and_the_size_of_its_stack),
        cmocka_unit_test(so_it_does_where_pages_are_protected_instead),
        cmocka_unit_test(where_there_is_but_a_canary_it_is_told_when_the_task_ends),
        cmocka_unit_test(an_array_that_reaches_past_the_guard_is_told_too),
        cmocka_unit_test(another_fault_is_not_called_an_overflow),
        cmocka_unit_test(each_thread_with_a_loop_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
