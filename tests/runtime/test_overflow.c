/* A task that uses up its stack: seen from outside, since it takes the process with it. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

#include <async.h>

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

static void an_overflow_names_the_task_and_the_size_of_its_stack(void **state)
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    skip(); /* the sanitizer has a report of its own */
#endif
    char said[512];
    int status = run_in_child(digger, "digger", said, sizeof(said));
    assert_true(WIFSIGNALED(status));
    assert_int_equal(WTERMSIG(status), SIGSEGV);
    assert_string_equal(said,
                        "async: task 'deep' used up its stack of 64 KiB: keep large arrays on "
                        "the heap, or set ASYNC_STACK to more bytes\n");
}

static void another_fault_is_not_called_an_overflow(void **state)
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    skip();
#endif
    char said[512];
    int status = run_in_child(wild_writer, "wild_writer", said, sizeof(said));
    assert_true(WIFSIGNALED(status));
    assert_string_equal(said, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_overflow_names_the_task_and_the_size_of_its_stack),
        cmocka_unit_test(another_fault_is_not_called_an_overflow),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
