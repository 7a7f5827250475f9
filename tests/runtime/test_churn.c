/* Many tasks, cancelled at random moments while they wait for anything that can be waited for:
 * afterwards every descriptor is closed and unwatched, and stacks and memory were used again.
 *
 * The moments come from a seed (ASYNC_SEED), the number of tasks is ASYNC_TASKS. */
#include <malloc.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "loopback.h"
#include "loop.h"

#define MAX_ALIVE 64

static struct async_lock lock;
static struct async_semaphore sem;
static struct async_event never;
static struct async_condition condition;
static struct async_barrier barrier;
static struct async_queue full, empty;
static struct async_future pending;
static struct async_process *process; /* NULL: children cannot be awaited here */
static struct async_executor *pool;
static char socket_path[64];

static uint64_t seed;

static unsigned roll(unsigned sides)
{
    seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
    return (unsigned)(seed >> 33) % sides;
}

/* ---- Everything that can be waited for ---- */

static int nap(void *arg)
{
    return async_sleep(1 + roll(5));
}

static int yield(void *arg)
{
    int err = 0;
    for (int i = 0; i < 10 && !err; i++)
        err = async_sleep(0);
    return err;
}

static int hold_lock(void *arg)
{
    int err = async_lock_acquire(&lock);
    if (err)
        return err;
    err = async_sleep(1);
    async_lock_release(&lock);
    return err;
}

static int hold_permit(void *arg)
{
    int err = async_semaphore_acquire(&sem);
    if (err)
        return err;
    err = async_sleep(1);
    async_semaphore_release(&sem);
    return err;
}

static int wait_event(void *arg)
{
    return async_event_wait(&never);
}

static int wait_condition(void *arg)
{
    int err = async_condition_acquire(&condition);
    if (err)
        return err;
    err = async_condition_wait(&condition);
    async_condition_release(&condition);
    return err;
}

static int meet(void *arg)
{
    return async_barrier_wait(&barrier, NULL);
}

static int put(void *arg)
{
    return async_queue_put(&full, NULL);
}

static int get(void *arg)
{
    void *item;
    return async_queue_get(&empty, &item);
}

static int join(void *arg)
{
    return async_queue_join(&full);
}

static int wait_future(void *arg)
{
    return async_await(&pending, NULL);
}

static int wait_task(void *arg)
{
    struct async_task *task = async_create_task(async_coro(nap, NULL));
    int err = async_await(task, NULL);
    async_task_release(task);
    return err;
}

static int gather(void *arg)
{
    struct async_coro *calls[] = { async_coro(nap, NULL), async_coro(wait_event, NULL) };
    return async_gather(calls, 2, NULL);
}

static int wait_first(void *arg)
{
    struct async_task *task = async_create_task(async_coro(nap, NULL));
    struct async_future *futures[] = { async_task_future(task), &pending };
    int err = async_wait(futures, 2, ASYNC_FIRST_COMPLETED, 100);
    async_task_release(task);
    return err;
}

static int complete(void *arg)
{
    struct async_task *task = async_create_task(async_coro(nap, NULL));
    struct async_future *futures[] = { async_task_future(task), &pending }, *next;
    struct async_as_completed *it = async_as_completed(futures, 2, 100);
    int err = async_as_completed_next(it, &next);
    if (!err)
        err = async_as_completed_next(it, &next);
    async_as_completed_destroy(it);
    async_task_release(task);
    return err;
}

static int shield(void *arg)
{
    struct async_task *task = async_create_task(async_coro(nap, NULL));
    struct async_future *shielded = async_shield(async_task_future(task), "shield");
    int err = async_await(shielded, NULL);
    async_future_release(shielded);
    async_task_release(task);
    return err;
}

static int time_out(void *arg)
{
    return async_wait_for(async_coro(wait_event, NULL), 1 + roll(5), NULL);
}

static int group(void *arg)
{
    struct async_group children;
    int err = async_group_enter(&children);
    if (err)
        return err;
    err = async_group_create_task(&children, async_coro(nap, NULL), NULL);
    if (!err)
        err = async_group_create_task(&children, async_coro(wait_event, NULL), NULL);
    return async_group_exit(&children, err);
}

static int await_inline(void *arg)
{
    return async_await(async_coro(wait_event, NULL), NULL);
}

static int wait_readable(void *arg)
{
    int ends[2];
    if (pipe(ends))
        return -errno;
    int err = async_wait_readable(ends[0]);
    async_io_forget(ends[0]);
    close(ends[0]);
    close(ends[1]);
    return err;
}

/* Runs body on one end of a socket pair; nothing ever comes from the other, and nobody reads
 * it. */
static int with_pair(int (*body)(struct async_stream *stream))
{
    int ends[2];
    struct async_stream *stream;
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends))
        return -errno;
    int err = async_stream_open(ends[0], &stream);
    if (err) {
        close(ends[0]);
    } else {
        err = body(stream);
        async_stream_destroy(stream);
    }
    close(ends[1]);
    return err;
}

static int read_byte(struct async_stream *stream)
{
    char byte;
    size_t len;
    return async_stream_read(stream, &byte, 1, &len);
}

static int read_stream(void *arg)
{
    return with_pair(read_byte);
}

static int write_much(struct async_stream *stream)
{
    static const char much[512 * 1024];
    int err = async_stream_write(stream, much, sizeof(much));
    return err ? err : async_stream_drain(stream);
}

static int write_stream(void *arg)
{
    return with_pair(write_much);
}

/* The server's task waits for what never comes. */
static int connect_to_server(void *arg)
{
    struct async_stream *stream;
    int err = async_stream_connect_unix(socket_path, &stream);
    if (err)
        return err;
    err = read_byte(stream);
    async_stream_destroy(stream);
    return err;
}

static int work(void *arg, void **ret_result)
{
    return 0;
}

static int wait_thread(void *arg)
{
    struct async_future *future = async_run_in_executor(pool, work, NULL);
    int err = async_await(future, NULL);
    async_future_release(future);
    return err;
}

static int wait_signal(void *arg)
{
    return async_signal_wait(SIGUSR2);
}

static int wait_process(void *arg)
{
    return process ? async_process_wait(process, NULL) : 0;
}

/* Rarely: the kernel takes its time to end a watch. */
static int wait_file(void *arg)
{
    struct async_file_watch *watch;
    if (roll(50))
        return 0;
    int err = async_file_watch_create("/tmp/no-such-file", &watch);
    if (err)
        return err;
    err = async_file_watch_wait(watch);
    async_file_watch_destroy(watch);
    return err;
}

static async_fn *const bodies[] = {
    nap,           yield,       hold_lock,
    hold_permit,   wait_event,  wait_condition,
    meet,          put,         get,
    join,          wait_future, wait_task,
    gather,        wait_first,  complete,
    shield,        time_out,    group,
    await_inline,  read_stream, write_stream,
    wait_thread,   wait_signal, wait_process,
    wait_file,     hold_lock,   connect_to_server,
    wait_readable,
};

#define N_BODIES (sizeof(bodies) / sizeof(bodies[0]))

/* ---- The churn ---- */

static struct async_task *alive[MAX_ALIVE];

/* Lets somebody go on, who may be on its way out at the same moment. */
static void stir(void)
{
    void *item;
    switch (roll(8)) {
    case 0:
        if (!async_condition_is_locked(&condition) && !async_condition_acquire(&condition)) {
            async_condition_notify(&condition, 1);
            async_condition_release(&condition);
        }
        break;
    case 1:
        if (!async_queue_get_nowait(&full, &item)) {
            async_queue_task_done(&full);
        }
        break;
    case 2:
        if (async_queue_is_empty(&empty) && async_queue_put_nowait(&empty, NULL))
            return;
        break;
    case 3:
        if (async_barrier_is_broken(&barrier) && async_barrier_reset(&barrier))
            return;
        break;
    case 4:
        raise(SIGUSR2);
        break;
    default:
        break;
    }
}

/* Cancels what stands in one place, and starts something else there. */
static int replace(size_t place, async_fn *body)
{
    async_task_cancel(alive[place], NULL);
    async_task_release(alive[place]);
    alive[place] =
        body ? async_create_task((async_coro)(body, NULL, "body", ASYNC_HERE)) : NULL;
    return body && !alive[place] ? ASYNC_ENOMEM : 0;
}

static int churn(size_t n)
{
    int err = 0;
    for (size_t i = 0; i < n && !err; i++) {
        err = replace(roll(MAX_ALIVE), bodies[roll(N_BODIES)]);
        if (roll(3) == 0)
            stir();
        if (!err && roll(4) == 0)
            err = async_sleep(roll(3));
    }
    for (size_t i = 0; i < MAX_ALIVE; i++)
        (void)!replace(i, NULL);
    /* All but this one end: the waits that they have left are short. */
    while (!err && async_all_tasks(NULL, 0) > 1)
        err = async_sleep(1);
    return err;
}

/* Descriptors that the kernel watches for the loop. */
static size_t count_watched(void)
{
    size_t n = 0;
    for (int fd = 0; fd < 256; fd++) {
        char path[64], line[256];
        snprintf(path, sizeof(path), "/proc/self/fdinfo/%d", fd);
        FILE *file = fopen(path, "r");
        while (file && fgets(line, sizeof(line), file))
            n += strncmp(line, "tfd:", 4) == 0;
        if (file)
            fclose(file);
    }
    return n;
}

static size_t n_tasks(void)
{
    const char *wanted = getenv("ASYNC_TASKS");
    return wanted ? strtoul(wanted, NULL, 10) : 100000;
}

static int hold_connection(struct async_stream *stream, void *arg)
{
    return read_byte(stream);
}

static int churn_and_count(void *arg)
{
    int err = churn(2000); /* what is made once is there now */
    size_t descriptors = count_descriptors(), watched = count_watched();
    size_t stacks = loop_current()->stacks.n_stacks;
    size_t bytes = mallinfo2().uordblks;
    if (!err)
        err = churn(n_tasks());
    say("%d", err);
    say("descriptors: %d more", (int)(count_descriptors() - descriptors));
    say("watched: %s", count_watched() > watched ? "more" : "no more");
    say("stacks: %s", loop_current()->stacks.n_stacks > 2 * stacks ? "more" : "no more");
    size_t now = mallinfo2().uordblks;
    say("memory: %s", now > bytes + 64 * 1024 ? "more" : "no more");
    return err;
}

/* What is shared, around it. */
static int in_a_world(void *arg)
{
    struct async_server *server;
    pool = async_executor_create(2);
    int err = async_server_start_unix(socket_path, hold_connection, NULL, &server);
    if (err)
        return err;
    err = async_process_start((const char *const[]){ "sleep", "1000", NULL }, NULL, &process);
    if (!err)
        err = churn_and_count(NULL);
    async_process_destroy(process);
    process = NULL;
    async_server_destroy(server);
    async_executor_destroy(pool);
    return err;
}

TEST(tasks_cancelled_at_random_moments_leave_nothing_behind)
{
    const char *wanted = getenv("ASYNC_SEED");
    seed = wanted ? strtoul(wanted, NULL, 10) : 1;
    signal(SIGUSR2, SIG_IGN); /* while no task waits for it yet */
    snprintf(socket_path, sizeof(socket_path), "/tmp/async-churn-%d", (int)getpid());
    async_lock_init(&lock);
    async_semaphore_init(&sem, 3);
    async_event_init(&never);
    async_condition_init(&condition, NULL);
    assert_int_equal(async_barrier_init(&barrier, 3), 0);
    assert_int_equal(async_queue_init(&full, 1), 0);
    assert_int_equal(async_queue_init(&empty, 0), 0);
    async_future_init(&pending, "pending");
    run_virtual(in_a_world);
    async_future_finish(&pending);
    async_queue_finish(&full);
    async_queue_finish(&empty);
    async_barrier_finish(&barrier);
    async_condition_finish(&condition);
    async_lock_finish(&lock);
    char *counts = strstr(said, "0\ndescriptors");
    assert_non_null(counts);
    assert_string_equal(counts, "0\n"
                                "descriptors: 0 more\n"
                                "watched: no more\n"
                                "stacks: no more\n"
                                "memory: no more\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tasks_cancelled_at_random_moments_leave_nothing_behind),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
