#include "base/groups.h"

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>

enum { GROUPS_MAX = 256 };

static const int endings[] = { SIGHUP, SIGINT, SIGQUIT, SIGPIPE, SIGTERM };

/* One for the process: a signal handler gets no argument. */
static struct {
    volatile pid_t ids[GROUPS_MAX]; /* 0: free */
    bool is_watched;
    struct sigaction before[NSIG];
} groups;

/* The signal strikes again behind this, under the disposition that was there before. */
static void on_ending(int signo)
{
    for (size_t i = 0; i < GROUPS_MAX; i++) {
        if (groups.ids[i])
            kill(-groups.ids[i], SIGKILL);
    }
    sigaction(signo, &groups.before[signo], NULL);
    raise(signo);
}

/* A signal that is ignored (nohup) stays ignored. */
static void watch_endings(void)
{
    const struct sigaction action = { .sa_handler = on_ending };
    groups.is_watched = true;
    for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++) {
        struct sigaction *before = &groups.before[endings[i]];
        sigaction(endings[i], NULL, before);
        if (before->sa_handler != SIG_IGN)
            sigaction(endings[i], &action, NULL);
    }
}

static void replace(pid_t old, pid_t new)
{
    size_t i = 0;
    while (i < GROUPS_MAX && groups.ids[i] != old)
        i++;
    if (i < GROUPS_MAX)
        groups.ids[i] = new;
}

void groups_add(pid_t group)
{
    if (!groups.is_watched)
        watch_endings();
    replace(0, group);
}

void groups_remove(pid_t group)
{
    replace(group, 0);
}
