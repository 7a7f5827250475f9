/* What the live view costs on a trace of a million events: how long it takes to record it, to
 * open it, to go anywhere in it and to draw a frame of 120x40, and how much a step writes to
 * the terminal.
 *
 *   view [TASKS]             50 of them, or so many
 *   view --trace FILE.jsonl  another trace
 *
 * The view is drawn by a child on a terminal of its own, so that its bytes can be counted. */
#include <fcntl.h>
#include <locale.h>
#include <pty.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <async.h>

#include "bench.h"
#include "course/course.h"
#include "trace/view/keys.h"

enum { ROUNDS = 60 * 1000, SEEKS = 200, FRAMES = 200, STEPS = 200 };

struct bench {
    struct recording recording;
    struct model model;
    FILE *out; /* past the child's terminal */
    unsigned long long seed;
};

static size_t roll(struct bench *bench)
{
    bench->seed = bench->seed * 6364136223846793005ULL + 1442695040888963407ULL;
    return (size_t)(bench->seed >> 20) % bench->recording.count;
}

static double ms_since(int64_t began_ns)
{
    return (double)(bench_now_ns() - began_ns) / 1e6;
}

/* ---- The program that is recorded ---- */

struct crowd {
    struct async_lock lock;
    int n_tasks;
};

static int work(void *arg)
{
    struct crowd *crowd = arg;
    int err = 0;
    for (int round = 0; round < ROUNDS / crowd->n_tasks && !err; round++) {
        err = async_sleep(1 + round % 7);
        if (!err)
            err = async_lock_acquire(&crowd->lock);
        if (err)
            break;
        printf("round %d\n", round);
        err = async_sleep(0);
        async_lock_release(&crowd->lock);
    }
    return err;
}

static int start_crowd(void *arg)
{
    struct crowd *crowd = arg;
    struct async_coro **coros = calloc((size_t)crowd->n_tasks, sizeof(*coros));
    if (!coros)
        return ASYNC_ENOMEM;
    for (int i = 0; i < crowd->n_tasks; i++)
        coros[i] = async_coro(work, crowd);
    int err = async_gather(coros, (size_t)crowd->n_tasks, NULL);
    free(coros);
    return err;
}

static void record(struct bench *bench, const char *path, int n_tasks)
{
    const struct async_options options = { .clock = ASYNC_CLOCK_VIRTUAL };
    struct crowd crowd = { .n_tasks = n_tasks };
    async_lock_init(&crowd.lock);
    setenv("ASYNC_TRACE", path, 1);
    setenv("ASYNC_OUTPUT", "trace", 1);
    int64_t began_ns = bench_now_ns();
    if (async_run_with(&options, async_coro(start_crowd, &crowd), NULL))
        exit(1);
    unsetenv("ASYNC_TRACE");
    unsetenv("ASYNC_OUTPUT");
    fprintf(bench->out, "record    %8.1f ms\n", ms_since(began_ns));
}

/* ---- Reading ---- */

static void open_trace(struct bench *bench, const char *path)
{
    struct diag diag = { 0 };
    long kib = bench_resident_kib();
    int64_t began_ns = bench_now_ns();
    recording_init(&bench->recording, path);
    if (recording_read_file(&bench->recording, path, &diag)) {
        fprintf(stderr, "view: %s: %s\n", path, diag.message);
        exit(1);
    }
    model_init(&bench->model, &bench->recording);
    model_seek(&bench->model, bench->recording.count);
    fprintf(bench->out, "open      %8.1f ms, %ld MiB, %zu events, %zu tasks\n",
            ms_since(began_ns), (bench_resident_kib() - kib) / 1024, bench->recording.count,
            bench->recording.task_count - 1);
}

static void seek_about(struct bench *bench)
{
    double worst = 0;
    int64_t began_ns = bench_now_ns();
    for (int i = 0; i < SEEKS; i++) {
        int64_t seek_ns = bench_now_ns();
        model_seek(&bench->model, roll(bench));
        worst = ms_since(seek_ns) > worst ? ms_since(seek_ns) : worst;
    }
    fprintf(bench->out, "seek      %8.2f ms, the slowest %.2f\n", ms_since(began_ns) / SEEKS,
            worst);
}

/* ---- In the child ---- */

static void draw_about(struct bench *bench, struct view *view, struct screen *screen)
{
    double worst = 0, sum = 0;
    for (int i = 0; i < FRAMES; i++) {
        model_seek(&bench->model, roll(bench));
        int64_t began_ns = bench_now_ns();
        view_draw(view, screen);
        double ms = ms_since(began_ns);
        sum += ms;
        worst = ms > worst ? ms : worst;
    }
    fprintf(bench->out, "redraw    %8.2f ms, the slowest %.2f\n", sum / FRAMES, worst);
}

static void show(struct bench *bench, bool is_stepping)
{
    struct caps caps;
    setenv("TERM", "xterm-256color", 1);
    caps_detect(STDOUT_FILENO, &(struct caps_request){ 0 }, &caps);
    struct screen *screen = screen_open(&caps);
    struct playback playback = { .model = &bench->model, .is_over = true, .speed = 1 };
    struct view view = {
        .caps = &caps,
        .model = &bench->model,
        .playback = &playback,
        .title = "bench",
        .panes = PANE_SOURCE | PANE_LOOP | PANE_TASKS | PANE_TIMELINE | PANE_OUTPUT,
    };
    playback_go(&playback, bench->recording.count / 2);
    view_draw(&view, screen);
    if (!is_stepping)
        draw_about(bench, &view, screen);
    for (int i = 0; is_stepping && i < STEPS; i++) {
        keys_obey(&view, &playback, '.');
        view_draw(&view, screen);
    }
    screen_close(screen);
    _exit(0);
}

/* Returns how many bytes it wrote. */
static long show_in_child(struct bench *bench, bool is_stepping)
{
    static const struct winsize size = { .ws_row = 40, .ws_col = 120 };
    char piece[65536];
    long bytes = 0;
    int terminal;
    ssize_t n;
    pid_t pid = forkpty(&terminal, NULL, NULL, &size);
    if (pid < 0)
        exit(1);
    if (pid == 0)
        show(bench, is_stepping);
    while ((n = read(terminal, piece, sizeof(piece))) > 0)
        bytes += n;
    close(terminal);
    waitpid(pid, NULL, 0);
    return bytes;
}

int main(int argc, char *argv[])
{
    struct bench bench = { .seed = 1 };
    bool is_given = argc == 3 && strcmp(argv[1], "--trace") == 0;
    char made[] = "/tmp/bench-view-XXXXXX";
    setlocale(LC_CTYPE, "C.UTF-8");
    bench.out = fdopen(fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3), "w");
    setlinebuf(bench.out);
    if (!is_given) {
        close(mkstemp(made));
        record(&bench, made, argc > 1 ? atoi(argv[1]) : 50);
    }
    open_trace(&bench, is_given ? argv[2] : made);
    if (!is_given)
        unlink(made);
    seek_about(&bench);
    show_in_child(&bench, false);
    fprintf(bench.out, "a step    %8.0f bytes\n", (double)show_in_child(&bench, true) / STEPS);
    return 0;
}
