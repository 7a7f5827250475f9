/* The benchmark of libasync. */
#include "bench.h"
#include "echo.h"

#include <async.h>

/* Benchmarks give up at the first error. */
static void must(int err)
{
    if (!err)
        return;
    fprintf(stderr, "bench: %s\n", async_strerror(err));
    exit(1);
}

static struct async_task *start(async_fn *fn, void *arg)
{
    struct async_task *task = async_create_task(async_coro(fn, arg));
    must(task ? 0 : ASYNC_ENOMEM);
    return task;
}

static void finish(struct async_task *task)
{
    must(async_await(task, NULL));
    async_task_release(task);
}

/* ---- Switching ---- */

static int give_way(void *arg)
{
    for (long i = *(long *)arg; i > 0; i--)
        must(async_sleep(0));
    return 0;
}

static void rows_of_yields(long tasks, long rounds)
{
    struct async_task **all = calloc((size_t)tasks, sizeof(*all));
    for (long i = 0; i < tasks; i++)
        all[i] = start(give_way, &rounds);
    int64_t began = bench_now_ns();
    for (long i = 0; i < tasks; i++)
        finish(all[i]);
    bench_print_per(began, tasks * rounds);
    free(all);
}

static int row_switch(void *arg)
{
    rows_of_yields(2, SWITCHES);
    return 0;
}

static int row_ring(void *arg)
{
    rows_of_yields(RING_TASKS, RING_ROUNDS);
    return 0;
}

/* ---- Starting ---- */

static int nothing(void *arg)
{
    return 0;
}

static void spawns(long n)
{
    int64_t began = bench_now_ns();
    for (long i = 0; i < n; i++)
        finish(start(nothing, NULL));
    bench_print_per(began, n);
}

static int row_spawn(void *arg)
{
    spawns(SPAWNS);
    return 0;
}

static int sleep_a_little(void *arg)
{
    return async_sleep(SLEEP_MS);
}

static double gather_wave(void)
{
    struct async_coro **coros = calloc(SLEEPERS, sizeof(struct async_coro *));
    int64_t began = bench_now_ns();
    for (long i = 0; i < SLEEPERS; i++)
        coros[i] = async_coro(sleep_a_little, NULL);
    must(async_gather(coros, SLEEPERS, NULL));
    double per_task = (double)(bench_now_ns() - began) / SLEEPERS;
    free(coros);
    return per_task;
}

static int row_gather_cold(void *arg)
{
    bench_print(gather_wave());
    return 0;
}

static int row_gather_warm(void *arg)
{
    gather_wave();
    bench_print(gather_wave());
    return 0;
}

/* ---- While a trace is taken ---- */

static int row_traced_switch(void *arg)
{
    rows_of_yields(2, TRACED / 2);
    return 0;
}

static int row_traced_spawn(void *arg)
{
    spawns(TRACED);
    return 0;
}

/* ---- A million parked tasks ---- */

static int park(void *arg)
{
    return async_await((struct async_future *)arg, NULL);
}

static int64_t park_all(struct async_future *gate, long *ret_kib)
{
    struct async_task **all = calloc(PARKED, sizeof(*all));
    long before_kib = bench_resident_kib();
    int64_t began = bench_now_ns();
    for (long i = 0; i < PARKED; i++)
        all[i] = start(park, gate);
    must(async_sleep(0));
    *ret_kib = bench_resident_kib() - before_kib;
    must(async_future_set_result(gate, NULL));
    for (long i = 0; i < PARKED; i++)
        finish(all[i]);
    int64_t took = bench_now_ns() - began;
    free(all);
    return took;
}

/* Two numbers: nanoseconds and KiB a task. */
static int row_park(void *arg)
{
    struct async_future gate;
    long kib;
    async_future_init(&gate, "gate");
    bench_print((double)park_all(&gate, &kib) / PARKED);
    bench_print((double)kib / PARKED);
    return 0;
}

/* ---- Queue and lock ---- */

static int produce(void *arg)
{
    for (long i = 0; i < ITEMS; i++)
        must(async_queue_put(arg, arg));
    return 0;
}

static int row_queue(void *arg)
{
    struct async_queue queue;
    must(async_queue_init(&queue, QUEUE_SIZE));
    int64_t began = bench_now_ns();
    struct async_task *producer = start(produce, &queue);
    for (long i = 0; i < ITEMS; i++) {
        void *item;
        must(async_queue_get(&queue, &item));
    }
    finish(producer);
    bench_print_per(began, ITEMS);
    async_queue_finish(&queue);
    return 0;
}

static int row_lock(void *arg)
{
    struct async_lock lock;
    async_lock_init(&lock);
    int64_t began = bench_now_ns();
    for (long i = 0; i < LOCKS; i++) {
        must(async_lock_acquire(&lock));
        must(async_lock_release(&lock));
    }
    bench_print_per(began, LOCKS);
    async_lock_finish(&lock);
    return 0;
}

/* Gives way while it holds the lock, so that the other one always has to wait. */
static int hold(void *arg)
{
    for (long i = 0; i < LOCK_ROUNDS; i++) {
        must(async_lock_acquire(arg));
        must(async_sleep(0));
        must(async_lock_release(arg));
    }
    return 0;
}

static int row_lock_contended(void *arg)
{
    struct async_lock lock;
    async_lock_init(&lock);
    int64_t began = bench_now_ns();
    struct async_task *a = start(hold, &lock);
    struct async_task *b = start(hold, &lock);
    finish(a);
    finish(b);
    bench_print_per(began, 2 * LOCK_ROUNDS);
    async_lock_finish(&lock);
    return 0;
}

/* ---- Timeouts ---- */

static int row_timeout_ready(void *arg)
{
    int64_t began = bench_now_ns();
    for (long i = 0; i < TIMEOUTS; i++) {
        struct async_timeout scope;
        must(async_timeout_enter(&scope, 1000));
        must(async_timeout_exit(&scope, nothing(NULL)));
    }
    bench_print_per(began, TIMEOUTS);
    return 0;
}

static double blocked(bool has_timeout)
{
    int64_t began = bench_now_ns();
    for (long i = 0; i < BLOCKED; i++) {
        struct async_timeout scope;
        if (has_timeout)
            must(async_timeout_enter(&scope, 1000));
        int err = async_sleep(0);
        must(has_timeout ? async_timeout_exit(&scope, err) : err);
    }
    return (double)(bench_now_ns() - began) / BLOCKED;
}

/* What a timeout adds to an operation that blocks. */
static int row_timeout_blocked(void *arg)
{
    double without = blocked(false);
    bench_print(blocked(true) - without);
    return 0;
}

/* ---- Threads ---- */

static int work_nothing(void *arg, void **ret_result)
{
    return 0;
}

static int trips(void *arg)
{
    for (long i = *(long *)arg; i > 0; i--)
        must(async_to_thread(work_nothing, NULL, NULL));
    return 0;
}

static void trips_in_flight(long tasks)
{
    long rounds = TRIPS / tasks;
    struct async_task *all[64];
    int64_t began = bench_now_ns();
    for (long i = 0; i < tasks; i++)
        all[i] = start(trips, &rounds);
    for (long i = 0; i < tasks; i++)
        finish(all[i]);
    bench_print_per(began, rounds * tasks);
}

static int row_thread_1(void *arg)
{
    trips_in_flight(1);
    return 0;
}

static int row_thread_64(void *arg)
{
    trips_in_flight(64);
    return 0;
}

/* ---- Echo ---- */

struct echo {
    int left; /* connections that have not ended */
    struct async_future over;
};

static int echo(struct async_stream *stream, void *arg)
{
    struct echo *state = arg;
    char bytes[ECHO_ROOM];
    size_t len = 1;
    int err = 0;
    while (!err && len) {
        err = async_stream_read(stream, bytes, sizeof(bytes), &len);
        if (!err && len)
            err = async_stream_write(stream, bytes, len);
        if (!err)
            err = async_stream_drain(stream);
    }
    /* The load has gone while an answer was on its way: that is its end, no error. */
    return --state->left ? 0 : async_future_set_result(&state->over, NULL);
}

static void echo_to(int connections)
{
    struct echo state = { .left = connections };
    struct async_server *server;
    async_future_init(&state.over, "over");
    must(async_server_start("127.0.0.1", 0, echo, &state, &server));
    int64_t began = echo_cpu_ns();
    echo_start_load(async_server_port(server), connections);
    must(async_await(&state.over, NULL));
    echo_print(began);
    async_server_close(server);
    must(async_server_wait_closed(server));
    async_server_destroy(server);
}

static int row_echo_50(void *arg)
{
    echo_to(50);
    return 0;
}

static int row_echo_500(void *arg)
{
    echo_to(500);
    return 0;
}

static const struct {
    const char *name;
    async_fn *fn;
} rows[] = {
    { "switch", row_switch },
    { "ring", row_ring },
    { "spawn", row_spawn },
    { "traced-switch", row_traced_switch },
    { "traced-spawn", row_traced_spawn },
    { "gather-cold", row_gather_cold },
    { "gather-warm", row_gather_warm },
    { "park", row_park },
    { "queue", row_queue },
    { "lock", row_lock },
    { "lock-contended", row_lock_contended },
    { "timeout-ready", row_timeout_ready },
    { "timeout-blocked", row_timeout_blocked },
    { "thread-1", row_thread_1 },
    { "thread-64", row_thread_64 },
    { "echo-50", row_echo_50 },
    { "echo-500", row_echo_500 },
    { "start", nothing },
};

int main(int argc, char *argv[])
{
    for (size_t i = 0; argc > 1 && i < sizeof(rows) / sizeof(rows[0]); i++)
        if (!strcmp(rows[i].name, argv[1]))
            return async_run((async_coro)(rows[i].fn, NULL, argv[1], NULL), NULL) ? 1 : 0;
    return 2; /* no such row here */
}
