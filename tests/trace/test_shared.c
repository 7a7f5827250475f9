/* Who holds what tasks share, and who waits for it. */
#include "check.h"

#include <locale.h>

#include "trace/describe.h"
#include "trace/loop_lines.h"
#include "trace/why.h"
#include "traced.h"

#define TASK(id, name) \
    "{\"ev\":\"task\",\"task\":" #id ",\"name\":\"" name "\",\"number\":" #id "}\n"
#define TASKS "{\"ev\":\"trace\",\"version\":1}\n" TASK(1, "cook") TASK(2, "buy") TASK(3, "eat")
#define DESKS(does, by, left)                                                                 \
    "{\"ev\":\"semaphore\",\"obj\":9,\"name\":\"desks\",\"op\":\"" does "\",\"value\":" #left \
    ",\"by\":" #by "}\n"
#define DESKS_LEFT(task) \
    "{\"ev\":\"wait\",\"task\":" #task ",\"on\":\"semaphore\",\"obj\":9,\"name\":\"desks\"}\n"
#define DONE(task) "{\"ev\":\"done\",\"task\":" #task ",\"how\":\"result\"}\n"
enum { DESKS = 1 }; /* its number in the recording */

struct scene {
    struct recording recording;
    struct model model;
};

static void begin_scene(struct scene *scene, const char *lines)
{
    traced_lines(&scene->recording, lines);
    model_init(&scene->model, &scene->recording);
    model_seek(&scene->model, scene->recording.count);
}

static void end_scene(struct scene *scene)
{
    model_finish(&scene->model);
    recording_finish(&scene->recording);
}

static void expect_holders(const struct model *model, uint32_t object, const uint32_t *expected,
                           size_t count)
{
    uint32_t holders[8];
    assert_int_equal(model_holders(model, object, holders, 8), count);
    for (size_t i = 0; i < count; i++)
        assert_int_equal(holders[i], expected[i]);
}

/* ---- Permits ---- */

TEST(who_took_permits_holds_them_until_they_are_given_back)
{
    struct scene scene;
    begin_scene(&scene, TASKS DESKS("acquire", 1, 1) DESKS("acquire", 2, 0)
                            DESKS("release", 1, 1) DESKS("acquire", 3, 0));
    expect_holders(&scene.model, DESKS, (uint32_t[]){ 2, 3 }, 2);
    model_seek(&scene.model, scene.recording.count - 2);
    expect_holders(&scene.model, DESKS, (uint32_t[]){ 1, 2 }, 2);
    model_seek(&scene.model, 5);
    expect_holders(&scene.model, DESKS, (uint32_t[]){ 1 }, 1);
    end_scene(&scene);
}

TEST(who_gives_back_what_others_took_gives_back_the_first)
{
    struct scene scene;
    begin_scene(&scene,
                TASKS DESKS("acquire", 1, 1) DESKS("acquire", 2, 0) DESKS("release", 3, 1));
    expect_holders(&scene.model, DESKS, (uint32_t[]){ 2 }, 1);
    end_scene(&scene);
    begin_scene(&scene, TASKS DESKS("release", 3, 1) DESKS("release", 3, 2));
    expect_holders(&scene.model, DESKS, NULL, 0);
    end_scene(&scene);
}

/* ---- The same, by going through a list ---- */

enum { OPS = 3000, TAKERS = 4, SEMAPHORES = 3, LOOKS = 300 };

struct taken {
    uint32_t by[OPS];
    size_t count;
};

static void take_off(struct taken *taken, size_t at)
{
    memmove(&taken->by[at], &taken->by[at + 1], (--taken->count - at) * sizeof(taken->by[0]));
}

static void give_back(struct taken *taken, uint32_t by)
{
    for (size_t i = taken->count; i; i--) {
        if (taken->by[i - 1] == by) {
            take_off(taken, i - 1);
            return;
        }
    }
    if (taken->count)
        take_off(taken, 0);
}

static void replay(const struct recording *recording, size_t position, uint32_t object,
                   struct taken *taken)
{
    taken->count = 0;
    for (size_t i = 0; i < position; i++) {
        const struct record *record = recording_at(recording, i);
        if (record->kind != WORD_SEMAPHORE || record->object != object)
            continue;
        if (record->what == WORD_ACQUIRE)
            taken->by[taken->count++] = record->by;
        else
            give_back(taken, record->by);
    }
}

TEST(holders_are_right_wherever_one_looks)
{
    static struct taken taken;
    struct traced_random random = { 11, 0 };
    struct buf lines = { 0 };
    struct scene scene;
    uint32_t holders[OPS];
    buf_adds(&lines, TASKS TASK(4, "pay"));
    for (int i = 0; i < OPS; i++)
        buf_addf(
            &lines, "{\"ev\":\"semaphore\",\"obj\":%u,\"op\":\"%s\",\"value\":0,\"by\":%u}\n",
            10 + traced_roll(&random, SEMAPHORES),
            traced_roll(&random, 2) ? "acquire" : "release", traced_roll(&random, TAKERS + 1));
    begin_scene(&scene, buf_str(&lines));
    for (int i = 0; i < LOOKS; i++) {
        size_t position = traced_roll(&random, (unsigned)scene.recording.count + 1);
        model_seek(&scene.model, position);
        for (uint32_t object = 1; object < scene.model.state.object_count; object++) {
            replay(&scene.recording, position, object, &taken);
            assert_int_equal(model_holders(&scene.model, object, holders, OPS), taken.count);
            assert_memory_equal(holders, taken.by, taken.count * sizeof(holders[0]));
        }
    }
    buf_finish(&lines);
    end_scene(&scene);
}

/* ---- In words ---- */

static void expect_shared(const char *lines, const char *expected)
{
    struct scene scene;
    struct buf text = { 0 };
    uint32_t objects[4];
    begin_scene(&scene, lines);
    size_t count = model_shared(&scene.model, objects, 4);
    for (size_t i = 0; i < count; i++) {
        describe_shared(&scene.model, objects[i], &text);
        buf_adds(&text, "\n");
    }
    assert_string_equal(buf_str(&text), expected);
    buf_finish(&text);
    end_scene(&scene);
}

TEST(shared_object_tells_who_has_it_and_who_waits)
{
    expect_shared(TASKS DESKS("acquire", 1, 0) DESKS_LEFT(2) DESKS_LEFT(3) DONE(1),
                  "semaphore 'desks': no permit left, held by cook#1 (done); buy#2, eat#3 "
                  "wait\n");
    expect_shared(
        TASKS
        "{\"ev\":\"lock\",\"obj\":7,\"name\":\"till\",\"op\":\"acquire\",\"value\":1,\"by\":1}"
        "\n"
        "{\"ev\":\"wait\",\"task\":2,\"on\":\"lock\",\"obj\":7,\"name\":\"till\"}\n"
        "{\"ev\":\"queue\",\"obj\":8,\"name\":\"belt\",\"op\":\"put\",\"value\":2,\"by\":1}\n"
        "{\"ev\":\"event\",\"obj\":6,\"op\":\"set\",\"value\":1,\"by\":1}\n",
        "lock 'till': held by cook#1; buy#2 waits\nqueue 'belt': 2 items\nevent 6: set\n");
}

TEST(lock_is_free_between_two_holders)
{
    expect_shared(TASKS "{\"ev\":\"lock\",\"obj\":7,\"op\":\"release\",\"value\":0,\"by\":1}\n"
                        "{\"ev\":\"wait\",\"task\":2,\"on\":\"lock\",\"obj\":7}\n",
                  "lock 7: free; buy#2 waits\n");
}

TEST(queue_is_called_one_whatever_is_waited_for)
{
    expect_shared(TASKS "{\"ev\":\"wait\",\"task\":1,\"on\":\"queue-get\",\"obj\":8,\"name\":"
                        "\"belt\"}\n",
                  "queue 'belt': cook#1 waits\n");
}

TEST(what_nobody_uses_is_not_listed)
{
    expect_shared(TASKS DESKS("acquire", 1, 0) DESKS("release", 1, 1), "");
    expect_shared(TASKS "{\"ev\":\"event\",\"obj\":6,\"op\":\"clear\",\"value\":0}\n"
                        "{\"ev\":\"future\",\"obj\":5,\"op\":\"created\"}\n"
                        "{\"ev\":\"wait\",\"task\":1,\"on\":\"future\",\"obj\":5}\n",
                  "");
}

TEST(what_an_earlier_loop_left_is_not_listed)
{
    expect_shared(TASKS DESKS("acquire", 1, 0) "{\"ev\":\"trace\",\"version\":1}\n", "");
}

TEST(loop_tells_what_is_shared_last)
{
    struct scene scene;
    struct lines lines = { 0 };
    begin_scene(&scene, TASKS DESKS("acquire", 1, 0) DESKS_LEFT(2));
    loop_lines(&scene.model, &lines);
    assert_string_equal(buf_str(&lines.items[lines.count - 1].text),
                        "Shared semaphore 'desks': no permit left, held by cook#1; buy#2 "
                        "waits.");
    lines_finish(&lines);
    end_scene(&scene);
}

static void expect_why(const char *lines, const char *expected)
{
    struct scene scene;
    struct buf text = { 0 };
    begin_scene(&scene, lines);
    why_sentence(&scene.model, 3, &text);
    assert_string_equal(buf_str(&text), expected);
    buf_finish(&text);
    end_scene(&scene);
}

TEST(who_waits_for_a_permit_is_told_who_has_them)
{
    expect_why(TASKS DESKS("acquire", 1, 1) DESKS("acquire", 2, 0) DONE(1) DESKS_LEFT(3),
               "eat#3 waits on semaphore 'desks', held by cook#1 (done), buy#2");
    expect_why(TASKS DESKS("acquire", 1, 0) DONE(1) DESKS_LEFT(3),
               "eat#3 waits on semaphore 'desks', held by cook#1 (done)");
    expect_why(TASKS DESKS("acquire", 1, 0)
                   DESKS_LEFT(3) "{\"ev\":\"run\",\"task\":1}\n"
                                 "{\"ev\":\"wait\",\"task\":1,\"on\":\"sleep\",\"until\":40}\n",
               "eat#3 waits on semaphore 'desks', held by cook#1, which sleeps until 40 "
               "ms");
}

/* Between a release and the next acquire nobody has it, whoever had it when the wait began. */
TEST(lock_that_is_free_is_held_by_nobody)
{
    expect_why(TASKS "{\"ev\":\"lock\",\"obj\":7,\"op\":\"acquire\",\"value\":1,\"by\":1}\n"
                     "{\"ev\":\"wait\",\"task\":3,\"on\":\"lock\",\"obj\":7,\"holder\":1}\n"
                     "{\"ev\":\"lock\",\"obj\":7,\"op\":\"release\",\"value\":0,\"by\":1}\n",
               "eat#3 waits on lock 7");
}

/* ---- What the library says ---- */

static struct async_semaphore rooms;

static int guest(void *arg)
{
    int err = async_semaphore_acquire(&rooms);
    if (err)
        return err;
    err = async_sleep(10);
    async_semaphore_release(&rooms);
    return err;
}

static int hotel(void *arg)
{
    struct async_coro *guests[] = { async_coro(guest, NULL), async_coro(guest, NULL),
                                    async_coro(guest, NULL) };
    async_semaphore_init(&rooms, 2);
    return async_gather(guests, 3, NULL);
}

TEST(run_of_a_program_ends_with_everything_given_back)
{
    struct scene scene;
    size_t most = 0;
    traced_run(&scene.recording, hotel, NULL);
    model_init(&scene.model, &scene.recording);
    for (size_t position = 0; position <= scene.recording.count; position++) {
        model_seek(&scene.model, position);
        for (uint32_t object = 1; object < scene.model.state.object_count; object++) {
            size_t count = model_holders(&scene.model, object, NULL, 0);
            most = count > most ? count : most;
        }
    }
    assert_int_equal(most, 2);
    assert_int_equal(model_shared(&scene.model, NULL, 0), 0);
    end_scene(&scene);
}

int main(void)
{
    setlocale(LC_ALL, "C.UTF-8");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_took_permits_holds_them_until_they_are_given_back),
        cmocka_unit_test(who_gives_back_what_others_took_gives_back_the_first),
        cmocka_unit_test(holders_are_right_wherever_one_looks),
        cmocka_unit_test(shared_object_tells_who_has_it_and_who_waits),
        cmocka_unit_test(lock_is_free_between_two_holders),
        cmocka_unit_test(queue_is_called_one_whatever_is_waited_for),
        cmocka_unit_test(what_nobody_uses_is_not_listed),
        cmocka_unit_test(what_an_earlier_loop_left_is_not_listed),
        cmocka_unit_test(loop_tells_what_is_shared_last),
        cmocka_unit_test(who_waits_for_a_permit_is_told_who_has_them),
        cmocka_unit_test(lock_that_is_free_is_held_by_nobody),
        cmocka_unit_test(run_of_a_program_ends_with_everything_given_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
