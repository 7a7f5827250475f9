/* State Threads: coroutines in C, without tasks' results and cancellation. */
#include "bench.h"

#include <st.h>

static void *give_way(void *arg)
{
    for (long i = *(long *)arg; i > 0; i--)
        st_sleep(0);
    return NULL;
}

static void rows_of_yields(long tasks, long rounds)
{
    st_thread_t *all = calloc((size_t)tasks, sizeof(*all));
    for (long i = 0; i < tasks; i++)
        all[i] = st_thread_create(give_way, &rounds, 1, 0);
    int64_t began = bench_now_ns();
    for (long i = 0; i < tasks; i++)
        st_thread_join(all[i], NULL);
    bench_print_per(began, tasks * rounds);
    free(all);
}

static void *nothing(void *arg)
{
    return NULL;
}

static void row_spawn(void)
{
    int64_t began = bench_now_ns();
    for (long i = 0; i < SPAWNS / 10; i++)
        st_thread_join(st_thread_create(nothing, NULL, 1, 0), NULL);
    bench_print_per(began, SPAWNS / 10);
}

int main(int argc, char *argv[])
{
    const char *row = argc > 1 ? argv[1] : "";
    st_set_eventsys(ST_EVENTSYS_ALT);
    if (st_init())
        return 1;
    if (!strcmp(row, "switch"))
        rows_of_yields(2, SWITCHES / 10);
    else if (!strcmp(row, "ring"))
        rows_of_yields(RING_TASKS, RING_ROUNDS / 10);
    else if (!strcmp(row, "spawn"))
        row_spawn();
    else
        return 2;
    return 0;
}
