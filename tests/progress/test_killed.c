/* Sessions that end badly: killed with -9 at any moment, or writing at the same time as
 * another. */
#include "check.h"

#include <sched.h>
#include <signal.h>
#include <sys/wait.h>

#include "progress_fixture.h"

enum { KILLS = 200, SESSIONS = 4, ANSWERS = 50 };

static unsigned next_random(unsigned *seed)
{
    *seed = *seed * 1103515245u + 12345u;
    return *seed >> 16;
}

/* Stores what a quiz stores, for ever, and says so on the pipe after each answer. */
static void answer_until_killed(const char *file, int acks)
{
    struct store *store = open_quietly(file);
    struct diag diag = { 0 };
    char *detail = calloc(1, 3001);
    memset(detail, 'x', 3000);
    for (int i = 0;; i++) {
        struct attempt answer = { .id = "queues/queue",
                                  .kind = ATTEMPT_QUIZ,
                                  .verdict = "right",
                                  .score = 1,
                                  .detail = i % 3 ? NULL : detail };
        add(store, &answer);
        if (write(acks, "+", 1) != 1)
            _exit(1);
        store_set_position(store, "queues/queue", &diag);
    }
}

/* Lets a session store a few answers and kills it a moment later, which may be in the middle of
 * opening, of storing, or between. Returns how many answers it had reported as stored. */
static size_t kill_a_session(const char *file, unsigned *seed)
{
    int acks[2];
    assert_int_equal(pipe(acks), 0);
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        close(acks[0]);
        answer_until_killed(file, acks[1]);
    }
    close(acks[1]);
    char ack;
    size_t stored = 0;
    for (unsigned wanted = next_random(seed) % 6;
         stored < wanted && read(acks[0], &ack, 1) == 1;)
        stored++;
    for (unsigned moment = next_random(seed) % 2000; moment > 0; moment--)
        sched_yield();
    kill(child, SIGKILL);
    int status;
    waitpid(child, &status, 0);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
    while (read(acks[0], &ack, 1) == 1)
        stored++;
    close(acks[0]);
    return stored;
}

TEST(a_kill_at_any_moment_loses_at_most_the_answer_being_stored)
{
    struct fixture *f = *state;
    unsigned seed = 42;
    size_t known = 0;
    for (int i = 0; i < KILLS; i++) {
        store_close(f->store);
        f->store = NULL;
        size_t reported = kill_a_session(f->file, &seed);
        f->store =
            open_quietly(f->file); /* checks every page; a damaged file would be noticed */
        size_t there = count_attempts(f);
        assert_in_range(there, known + reported, known + reported + 1);
        known = there;
    }
    assert_true(known > KILLS);
}

TEST(a_killed_session_does_not_disturb_another)
{
    struct fixture *f = *state;
    unsigned seed = 7;
    size_t own = 0, reported = 0;
    for (int i = 0; i < 20; i++) {
        reported += kill_a_session(f->file, &seed);
        add_answer(f->store, "queues/queue", ATTEMPT_CHECK, 1, 0);
        own++;
    }
    assert_in_range(count_attempts(f), own + reported, own + reported + 20);
}

TEST(sessions_that_start_and_write_at_once_all_keep_their_answers)
{
    struct fixture *f = *state;
    char *file = path_join(f->dir.path, "fresh/progress.db");
    pid_t children[SESSIONS];
    fflush(NULL);
    for (int i = 0; i < SESSIONS; i++) {
        children[i] = fork();
        if (children[i] == 0) {
            struct store *store = open_quietly(file); /* all create and migrate it */
            for (int n = 0; n < ANSWERS; n++)
                add_answer(store, "queues/queue", ATTEMPT_CHECK, 1, 0);
            store_close(store);
            _exit(0);
        }
    }
    for (int i = 0; i < SESSIONS; i++) {
        int status;
        waitpid(children[i], &status, 0);
        assert_int_equal(status, 0);
    }
    store_close(f->store);
    f->store = open_quietly(file);
    assert_int_equal(count_attempts(f), SESSIONS * ANSWERS);
    free(file);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(a_kill_at_any_moment_loses_at_most_the_answer_being_stored),
        CASE(a_killed_session_does_not_disturb_another),
        CASE(sessions_that_start_and_write_at_once_all_keep_their_answers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
