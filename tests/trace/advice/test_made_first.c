/* Coroutines that are made first and awaited one after another: what is warned of, and what by
 * its text needs that order. */
#include "check.h"

#include "trace/advice/advised.h"

#define WARNING                                                                           \
    "sequential-awaits: main#1 awaited 2 coroutines one after another, in 60 ms; at the " \
    "same time they would have taken 30 ms\n"

struct connection {
    bool is_ready;
    int fd;
};

static int nap(void *arg)
{
    return async_sleep(30);
}

static int dial(void *arg)
{
    struct connection *connection = arg;
    connection->is_ready = true;
    return async_sleep(30);
}

static int send_it(void *arg)
{
    const int *fd = arg;
    return *fd < 0 ? ASYNC_EVALUE : async_sleep(30);
}

/* ---- Arguments ---- */

static int share_an_argument(void *arg)
{
    struct connection c = { 0 };
    struct async_coro *first = async_coro(dial, &c), *then = async_coro(send_it, &c.fd);
    int err = async_await(first, NULL);
    if (err) {
        async_coro_close(then);
        return err;
    }
    return async_await(then, NULL);
}

static int share_by_a_pointer(void *arg)
{
    struct connection c = { 0 };
    int *fd = &c.fd;
    struct async_coro *first = async_coro(dial, &c);
    struct async_coro *then = async_coro(send_it, fd);
    int err = async_await(first, NULL);
    return err ? err : async_await(then, NULL);
}

static int share_in_a_loop(void *arg)
{
    struct connection c = { 0 };
    struct async_coro *coros[2];
    int err = 0;
    for (int i = 0; i < 2; i++)
        coros[i] = async_coro(dial, &c);
    for (int i = 0; i < 2; i++)
        err = err ? err : async_await(coros[i], NULL);
    return err;
}

static int have_their_own(void *arg)
{
    struct connection a = { 0 }, b = { 0 };
    struct async_coro *first = async_coro(dial, &a), *then = async_coro(send_it, &b.fd);
    int err = async_await(first, NULL);
    if (err) {
        async_coro_close(then);
        return err;
    }
    return async_await(then, NULL);
}

static int have_their_own_in_a_list(void *arg)
{
    struct connection c[2] = { 0 };
    struct async_coro *coros[] = { async_coro(dial, &c[0]), async_coro(dial, &c[1]) };
    int err = 0;
    for (int i = 0; i < 2; i++) {
        int failed = async_await(coros[i], NULL);
        err = err ? err : failed;
    }
    return err;
}

static int share_in_a_list(void *arg)
{
    struct connection c[2] = { 0 };
    struct async_coro *coros[] = { async_coro(dial, &c[1]), async_coro(dial, &c[1]) };
    int err = 0;
    for (int i = 0; i < 2; i++)
        err = err ? err : async_await(coros[i], NULL);
    return err;
}

static int have_their_own_in_a_loop(void *arg)
{
    struct connection c[2] = { 0 };
    struct async_coro *coros[2];
    int err = 0;
    for (int i = 0; i < 2; i++)
        coros[i] = async_coro(dial, &c[i]);
    for (int i = 0; i < 2; i++)
        err = err ? err : async_await(coros[i], NULL);
    return err;
}

TEST(coroutines_that_share_an_argument_may_need_their_order)
{
    expect(share_an_argument, "");
    expect(share_by_a_pointer, "");
    expect(share_in_a_loop, "");
    expect(share_in_a_list, "");
    expect(have_their_own, WARNING);
    expect(have_their_own_in_a_list, WARNING);
    expect(have_their_own_in_a_loop, WARNING);
}

/* ---- Variables outside ---- */

static int token;

static int log_in(void *arg)
{
    token = 7;
    return async_sleep(30);
}

static int use_token(void *arg)
{
    return token == 7 ? async_sleep(30) : ASYNC_EVALUE;
}

static int share_a_variable(void *arg)
{
    struct async_coro *first = async_coro(log_in, NULL), *then = async_coro(use_token, NULL);
    int err = async_await(first, NULL);
    return err ? err : async_await(then, NULL);
}

static int share_one_that_is_an_argument(void *arg)
{
    struct async_coro *first = async_coro(log_in, NULL);
    struct async_coro *then = async_coro(send_it, &token);
    int err = async_await(first, NULL);
    return err ? err : async_await(then, NULL);
}

static int share_nothing(void *arg)
{
    struct async_coro *first = async_coro(log_in, NULL), *then = async_coro(nap, NULL);
    int err = async_await(first, NULL);
    return err ? err : async_await(then, NULL);
}

TEST(coroutines_that_share_a_variable_may_need_their_order)
{
    expect(share_a_variable, "");
    expect(share_one_that_is_an_argument, "");
    expect(share_nothing, WARNING);
}

/* ---- Results ---- */

static int three[] = { 3 };

static int find_fd(void *arg)
{
    int err = async_sleep(30);
    return err ? err : async_return(three);
}

static int pass_a_result_on(void *arg)
{
    struct connection c = { .fd = -1 };
    void *found;
    struct async_coro *first = async_coro(find_fd, NULL), *then = async_coro(send_it, &c.fd);
    int err = async_await(first, &found);
    c.fd = err ? -1 : *(int *)found;
    return err ? err : async_await(then, NULL);
}

static int await_by_a_result(void *arg)
{
    void *found;
    struct async_coro *first = async_coro(find_fd, NULL), *then = async_coro(nap, NULL);
    int err = async_await(first, &found);
    if (err || !found) {
        async_coro_close(then);
        return err;
    }
    return async_await(then, NULL);
}

static int break_off_by_a_result(void *arg)
{
    int delays[2] = { 1, 2 };
    struct async_coro *coros[2];
    int err = 0;
    for (int i = 0; i < 2; i++)
        coros[i] = async_coro(find_fd, &delays[i]);
    for (int i = 0; i < 2 && !err; i++) {
        void *found;
        err = async_await(coros[i], &found);
        if (!found)
            break;
    }
    return err;
}

static int add_results_up(void *arg)
{
    int delays[2] = { 1, 2 };
    struct async_coro *coros[2];
    int err = 0;
    int sum = 0;
    for (int i = 0; i < 2; i++)
        coros[i] = async_coro(find_fd, &delays[i]);
    for (int i = 0; i < 2 && !err; i++) {
        void *found;
        err = async_await(coros[i], &found);
        sum += *(int *)found;
    }
    return sum == 6 ? err : ASYNC_EVALUE;
}

TEST(what_hangs_on_a_result_has_its_order)
{
    expect(pass_a_result_on, "");
    expect(await_by_a_result, "");
    expect(break_off_by_a_result, "");
    expect(add_results_up, WARNING);
}

/* ---- In doubt ---- */

#define NAP async_coro(nap, NULL)

static int are_made_by_a_macro(void *arg)
{
    struct async_coro *first = NAP;
    struct async_coro *then = NAP;
    int err = async_await(first, NULL);
    return err ? err : async_await(then, NULL);
}

static int are_not_named(void *arg)
{
    async_fn *fn = nap;
    struct async_coro *first = async_coro(fn, "a"), *then = async_coro(fn, "b");
    int err = async_await(first, NULL);
    return err ? err : async_await(then, NULL);
}

TEST(without_the_text_of_it_nothing_is_said)
{
    expect(are_made_by_a_macro, "");
    expect(are_not_named, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(coroutines_that_share_an_argument_may_need_their_order),
        cmocka_unit_test(coroutines_that_share_a_variable_may_need_their_order),
        cmocka_unit_test(what_hangs_on_a_result_has_its_order),
        cmocka_unit_test(without_the_text_of_it_nothing_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
