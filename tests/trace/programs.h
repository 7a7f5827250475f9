/* Programs that do all the things that programs do to those who watch them. A test program runs
 * them by starting itself with their name as its argument. */
#ifndef TESTS_TRACE_PROGRAMS_H
#define TESTS_TRACE_PROGRAMS_H

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <async.h>

static inline int nap(void *arg)
{
    return async_sleep(10);
}

/* Naps before and after what it does, so that there is a place where it was last seen. */
static inline int crashes(void *arg)
{
    int err = async_await(async_coro(nap, NULL), NULL);
    if (!err)
        abort();
    return err;
}

static inline int hangs(void *arg)
{
    int err = async_sleep(10);
    for (volatile bool for_ever = true; for_ever;)
        pause();
    return err;
}

static inline int fails(void *arg)
{
    exit(3);
}

static inline int vanishes(void *arg)
{
    _exit(0);
}

static inline int forks(void *arg)
{
    if (fork() == 0) {
        for (;;)
            pause(); /* holds the pipes open */
    }
    return async_sleep(10);
}

/* Its child leaves the process group, and so cannot be killed with it. Prints its number. */
static inline int escapes(void *arg)
{
    int ready[2];
    char byte;
    if (pipe(ready))
        return -EPIPE;
    pid_t pid = fork();
    if (pid == 0) {
        setsid();
        byte = write(ready[1], "x", 1) == 1;
        for (;;)
            pause();
    }
    printf("%d\n", pid);
    return read(ready[0], &byte, 1) == 1 ? async_sleep(10) : -EPIPE;
}

static inline int floods(void *arg)
{
    char line[1001];
    memset(line, 'x', sizeof(line) - 2);
    line[sizeof(line) - 2] = '\n';
    line[sizeof(line) - 1] = '\0';
    for (int i = 0; i < 100 * 1000; i++)
        fputs(line, stdout);
    return 0;
}

static inline int whispers(void *arg)
{
    puts("by stdio");
    fflush(stdout);
    return write(STDOUT_FILENO, "past \"it\"\n", 10) == 10 &&
                   write(STDERR_FILENO, "to\0stderr", 9) == 9
               ? async_sleep(10)
               : -EPIPE;
}

static inline int scribbles(void *arg)
{
    static const char garbage[] = "this is no record\n";
    int err = async_sleep(10);
    if (write(3, garbage, sizeof(garbage) - 1) < 0)
        return -EPIPE;
    return err ? err : async_sleep(10);
}

static inline int counts(void *arg)
{
    for (int i = 1; i <= 3; i++) {
        printf("%d\n", i);
        int err = async_sleep(100);
        if (err)
            return err;
    }
    return 0;
}

/* With a trace of several pieces that a pipe holds all at once. */
static inline int naps(void *arg)
{
    int err = 0;
    for (int i = 0; i < 60 && !err; i++)
        err = async_sleep(10);
    return err;
}

/* Runs the program named by the arguments. -1: they name none. */
static inline int programs_main(int argc, char *argv[])
{
    static const struct {
        const char *name;
        async_fn *fn;
    } programs[] = {
        { "crashes", crashes },   { "hangs", hangs },       { "fails", fails },
        { "vanishes", vanishes }, { "forks", forks },       { "escapes", escapes },
        { "floods", floods },     { "whispers", whispers }, { "scribbles", scribbles },
        { "counts", counts },
    };
    for (size_t i = 0; argc > 1 && i < sizeof(programs) / sizeof(programs[0]); i++) {
        if (strcmp(argv[1], programs[i].name) == 0)
            return async_run((async_coro)(programs[i].fn, NULL, argv[1], ASYNC_HERE), NULL) ? 1
                                                                                            : 0;
    }
    if (argc > 1 && strcmp(argv[1], "untraced") == 0) {
        puts("no loop here");
        return 0;
    }
    if (argc > 1 && strcmp(argv[1], "reports") == 0) {
        int err = async_run(async_coro(naps, NULL), NULL);
        puts("over");
        return err ? 1 : 0;
    }
    return -1;
}

#endif
