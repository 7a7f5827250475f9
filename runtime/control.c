/* Reading commands between ticks. The waits here are outside the loop: while paused nothing of
 * the program runs, and its clock stands still. */
#include "control.h"

#include <errno.h>
#include <poll.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "clock.h"
#include "current.h"

struct control {
    int fd; /* -1: the viewer is gone */
    dev_t device;
    ino_t inode; /* of what the descriptor was opened on: its number may come again */
    bool is_paused;
    unsigned steps; /* ticks to run before pausing again */
    int64_t pace_ns;
    size_t len;
    char line[64];
};

/* The one that another loop of this process left, if it listens to the same viewer. */
static struct control *control_resume(const struct stat *info)
{
    struct control *control = resting_control_swap(NULL);
    if (control && (control->device != info->st_dev || control->inode != info->st_ino)) {
        free(control);
        return NULL;
    }
    return control;
}

struct control *control_open(void)
{
    const char *where = getenv("ASYNC_CONTROL");
    struct stat info;
    if (!where || !*where || fstat(atoi(where), &info))
        return NULL;
    struct control *control = control_resume(&info);
    if (control)
        return control;
    control = calloc(1, sizeof(*control));
    if (control) {
        control->fd = atoi(where);
        control->device = info.st_dev;
        control->inode = info.st_ino;
    }
    return control;
}

void control_close(struct control *control)
{
    if (control)
        free(resting_control_swap(control));
}

static void obey_line(struct control *control)
{
    if (!strcmp(control->line, "pause")) {
        control->is_paused = true;
        control->steps = 0;
    } else if (!strcmp(control->line, "run")) {
        control->is_paused = false;
    } else if (!strcmp(control->line, "step")) {
        control->is_paused = true;
        control->steps++;
    } else if (!strncmp(control->line, "pace ", 5)) {
        control->pace_ns = strtoll(control->line + 5, NULL, 10) * NS_PER_MS;
    }
}

/* Reads what has come; a command longer than any there is is dropped. */
static void read_commands(struct control *control)
{
    char bytes[256];
    ssize_t n = read(control->fd, bytes, sizeof(bytes));
    if (n == 0 || (n < 0 && errno != EINTR && errno != EAGAIN))
        control->fd = -1;
    for (ssize_t i = 0; i < n; i++) {
        if (bytes[i] == '\n') {
            control->line[control->len] = '\0';
            obey_line(control);
            control->len = 0;
        } else if (control->len + 1 < sizeof(control->line)) {
            control->line[control->len++] = bytes[i];
        }
    }
}

/* Waits for commands for so long; -1: for ever. */
static void listen_for_ns(struct control *control, int64_t ns)
{
    struct pollfd fd = { .fd = control->fd, .events = POLLIN };
    struct timespec timeout = { .tv_sec = ns / (1000 * NS_PER_MS),
                                .tv_nsec = ns % (1000 * NS_PER_MS) };
    if (ppoll(&fd, 1, ns < 0 ? NULL : &timeout, NULL) > 0)
        read_commands(control);
}

int64_t control_obey(struct control *control)
{
    int64_t began_ns = clock_monotonic_ns();
    listen_for_ns(control, 0);
    while (control->fd >= 0) {
        int64_t left_ns = began_ns + control->pace_ns - clock_monotonic_ns();
        if (control->steps) {
            control->steps--;
            break;
        }
        if (!control->is_paused && left_ns <= 0)
            break;
        listen_for_ns(control, control->is_paused ? -1 : left_ns);
    }
    return clock_monotonic_ns() - began_ns;
}
