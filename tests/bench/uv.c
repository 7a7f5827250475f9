/* libuv's thread pool. */
#include "bench.h"

#include <uv.h>

static long left;

static void work(uv_work_t *request)
{
}

static void done(uv_work_t *request, int status)
{
    if (left-- > 0)
        uv_queue_work(uv_default_loop(), request, work, done);
}

static void trips_in_flight(int n)
{
    uv_work_t requests[64];
    left = TRIPS;
    int64_t began = bench_now_ns();
    for (int i = 0; i < n; i++)
        uv_queue_work(uv_default_loop(), &requests[i], work, done);
    uv_run(uv_default_loop(), UV_RUN_DEFAULT);
    bench_print_per(began, TRIPS);
}

int main(int argc, char *argv[])
{
    const char *row = argc > 1 ? argv[1] : "";
    if (!strcmp(row, "thread-1"))
        trips_in_flight(1);
    else if (!strcmp(row, "thread-64"))
        trips_in_flight(64);
    else
        return 2;
    return 0;
}
