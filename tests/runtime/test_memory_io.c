/* Out of memory, at every allocation of a program for each kind of input and output, once
 * and from then on: what comes out is 0 or an error, no descriptor stays open, and the same
 * program works afterwards. */
#include <stdlib.h>

#include <curl/curl.h>

#include "fault_memory.h"
#include "scenes.h"

static int run_quietly(async_fn *scene)
{
    const struct async_options options = { .clock = ASYNC_CLOCK_VIRTUAL,
                                           .report = note_report };
    said[0] = '\0';
    return async_run_with(&options, async_coro(scene, NULL), NULL);
}

static void walk(async_fn *scene, bool stays)
{
    size_t before = count_descriptors();
    for (unsigned n = 0; n < 10000; n++) {
        fault_arm(n, stays);
        int err = run_quietly(scene);
        bool has_struck = fault_disarm();
        if (err == ASYNC_EDEADLOCK)
            fail_msg("allocation %u: nobody can go on", n);
        assert_int_equal(count_descriptors(), before);
        if (!has_struck) {
            assert_true(n > 3);
            assert_int_equal(err, 0);
            return;
        }
        assert_int_equal(run_quietly(scene), 0);
    }
    fail_msg("it never ends");
}

static void walk_both(async_fn *scene)
{
    assert_int_equal(run_quietly(scene), 0); /* what is made once is there now */
    walk(scene, false);
    walk(scene, true);
}

TEST(tcp)
{
    walk_both(scene_tcp);
}

TEST(unix_sockets)
{
    walk_both(scene_unix);
}

TEST(floods)
{
    walk_both(scene_flood);
}

TEST(many_descriptors)
{
    walk_both(scene_pipes);
}

TEST(fetching)
{
    walk_both(scene_fetch);
}

TEST(processes)
{
    walk_both(scene_process);
}

TEST(conversations)
{
    walk_both(scene_conversation);
}

TEST(signals)
{
    walk_both(scene_signal);
}

TEST(files)
{
    walk_both(scene_file);
}

TEST(threads)
{
    walk_both(scene_thread);
}

TEST(pools)
{
    walk_both(scene_pool);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tcp),           cmocka_unit_test(unix_sockets),
        cmocka_unit_test(floods),        cmocka_unit_test(many_descriptors),
        cmocka_unit_test(fetching),      cmocka_unit_test(processes),
        cmocka_unit_test(conversations), cmocka_unit_test(signals),
        cmocka_unit_test(files),         cmocka_unit_test(threads),
        cmocka_unit_test(pools),
    };
    /* libcurl's allocations count, too. */
    if (curl_global_init_mem(CURL_GLOBAL_DEFAULT, __wrap_malloc, free, __wrap_realloc,
                             __wrap_strdup, __wrap_calloc))
        return 1;
    int n_failed = cmocka_run_group_tests(tests, NULL, NULL);
    curl_global_cleanup();
    return n_failed;
}
