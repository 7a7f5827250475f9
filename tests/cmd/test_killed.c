/* The program itself, answering on a terminal of its own: killed with -9 in the middle of
 * quizzes and reviews, and two of them at once. What it showed to be graded must be stored. */
#include "check.h"

#include <pty.h>
#include <sched.h>
#include <signal.h>
#include <sys/wait.h>

#include "base/buf.h"
#include "base/mem.h"
#include "progress/store.h"
#include "progress/utc.h"
#include "scratch.h"

enum { KILLS = 200, ANSWERS_MAX = 6, YIELDS_MAX = 4000, DAY = 86400 };

/* A home of the case's own, for the test and the programs it starts. */
static struct scratch make_home(void)
{
    struct scratch home = scratch_make();
    setenv("ASYNCLEARN_HOME", home.path, 1);
    return home;
}

/* ---- A learner at a terminal ---- */

struct learner {
    pid_t pid;
    int terminal;
    struct buf seen; /* all that the program wrote */
    size_t read_to;  /* up to here, its prompts were answered */
    int answers;     /* given so far */
};

static void be_the_program(char *const words[])
{
    const char *build = getenv("BUILD");
    char *program = path_join(build ? build : "build", "asynclearn");
    setenv("TERM", "dumb", 1); /* plain lines, which the test can read */
    setenv("LINES", "1000", 1);
    execv(program, words);
    _exit(127);
}

static struct learner begin(char *const words[])
{
    struct learner learner = { 0 };
    fflush(NULL);
    learner.pid = forkpty(&learner.terminal, NULL, NULL, NULL);
    assert_true(learner.pid >= 0);
    if (learner.pid == 0)
        be_the_program(words);
    return learner;
}

/* False when the program has ended. */
static bool read_some(struct learner *learner)
{
    char bytes[4096];
    ssize_t n = read(learner->terminal, bytes, sizeof bytes);
    if (n > 0)
        buf_add(&learner->seen, bytes, (size_t)n);
    return n > 0;
}

/* What the prompt that waits asks; NULL while none does. */
static const char *prompt_of(const struct learner *learner)
{
    const char *seen = buf_str(&learner->seen);
    size_t len = learner->seen.len;
    if (len < learner->read_to + 2 || memcmp(seen + len - 2, "> ", 2) != 0)
        return NULL;
    const char *line = strrchr(seen, '\n');
    return line ? line + 1 : seen;
}

/* Wrong and right answers in turn; Enter for everything that is no question. */
static void answer(struct learner *learner)
{
    static const char *const answers[] = { "1\n", "1 2\n", "await\n", "2 1\n" };
    bool is_question = strncmp(prompt_of(learner), "your answer", 11) == 0;
    const char *line = is_question ? answers[learner->answers++ % 4] : "\n";
    learner->read_to = learner->seen.len;
    assert_int_equal(write(learner->terminal, line, strlen(line)), strlen(line));
}

/* Answers until `answers` were given, or to the end. */
static void go_on(struct learner *learner, int answers)
{
    while (learner->answers < answers) {
        if (prompt_of(learner))
            answer(learner);
        else if (!read_some(learner))
            return;
    }
}

static size_t count_of(const char *text, const char *word)
{
    size_t count = 0;
    for (const char *at = strstr(text, word); at; at = strstr(at + 1, word))
        count++;
    return count;
}

/* How many answers the program showed to be graded. */
static size_t graded(const struct learner *learner)
{
    const char *seen = buf_str(&learner->seen);
    return count_of(seen, "Right.") + count_of(seen, "Partly right.") +
           count_of(seen, "Not quite.") + count_of(seen, " of 10: ");
}

/* Returns the status of wait(2), everything read. */
static int end(struct learner *learner)
{
    int status;
    while (read_some(learner))
        continue;
    assert_int_equal(waitpid(learner->pid, &status, 0), learner->pid);
    close(learner->terminal);
    return status;
}

/* ---- What is stored ---- */

static struct store *open_whole(void)
{
    struct diag notice = { 0 };
    struct store *store = store_open(NULL, &notice); /* a damaged file would be noticed */
    if (diag_is_set(&notice))
        fail_msg("%s", notice.message);
    return store;
}

/* Answers since `since`; marks that learners gave themselves belong to an answer before. */
static size_t stored(int64_t since)
{
    struct store *store = open_whole();
    struct arena arena = { 0 };
    struct diag diag = { 0 };
    struct attempt *attempts;
    size_t count, answers = 0;
    assert_int_equal(store_attempts(store, NULL, &arena, &attempts, &count, &diag), 0);
    for (size_t i = 0; i < count; i++)
        answers += attempts[i].at >= since && !attempts[i].self_marked;
    arena_finish(&arena);
    store_close(store);
    return answers;
}

static void make_due(int64_t now)
{
    static const char *const ids[] = { "first/one", "first/two", "first/quiz/1",
                                       "first/quiz/2" };
    struct store *store = open_whole();
    struct diag diag = { 0 };
    for (size_t i = 0; i < 4; i++) {
        const struct attempt attempt = {
            .id = ids[i], .kind = ATTEMPT_CHECK, .verdict = "wrong", .at = now - DAY
        };
        assert_int_equal(store_add_attempt(store, &attempt, &diag), 0);
    }
    store_close(store);
}

/* ---- The cases ---- */

static unsigned next_random(unsigned *seed)
{
    *seed = *seed * 1103515245u + 12345u;
    return *seed >> 16;
}

/* Lets it answer some questions and kills it a moment later, which may be while it grades,
 * stores or asks. Returns how many answers it showed to be graded. */
static size_t kill_one(char *const words[], unsigned *seed)
{
    struct learner learner = begin(words);
    go_on(&learner, (int)(next_random(seed) % ANSWERS_MAX));
    for (unsigned yields = next_random(seed) % YIELDS_MAX; yields > 0; yields--)
        sched_yield();
    kill(learner.pid, SIGKILL);
    int status = end(&learner);
    size_t shown = graded(&learner);
    if (!WIFSIGNALED(status) && WEXITSTATUS(status) != 0)
        fail_msg("status %d:\n%s", status, buf_str(&learner.seen));
    buf_finish(&learner.seen);
    return shown;
}

static char *quiz[] = { "asynclearn", "--course", "tests/course/good", "quiz", "first",
                        "--again",    NULL };
static char *review[] = { "asynclearn", "--course", "tests/course/good", "review", NULL };

TEST(a_kill_in_a_quiz_loses_at_most_the_answer_being_typed)
{
    struct scratch home = make_home();
    unsigned seed = 11;
    size_t known = 0;
    for (int i = 0; i < KILLS / 2; i++) {
        size_t shown = kill_one(quiz, &seed);
        size_t there = stored(0);
        assert_in_range(there, known + shown, known + shown + 1);
        known = there;
    }
    assert_true(known > KILLS / 4);
    scratch_remove(&home);
}

TEST(a_kill_in_a_review_loses_at_most_the_answer_being_typed)
{
    unsigned seed = 12;
    size_t total = 0;
    for (int i = 0; i < KILLS / 2; i++) {
        struct scratch home = make_home();
        int64_t now = utc_now();
        make_due(now);
        size_t shown = kill_one(review, &seed), there = stored(now);
        assert_in_range(there, shown, shown + 1);
        total += there;
        scratch_remove(&home);
    }
    assert_true(total > KILLS / 4);
}

TEST(two_sessions_at_once_keep_all_answers)
{
    struct scratch home = make_home();
    struct learner one = begin(quiz), other = begin(quiz);
    for (int answers = 1; answers <= 4; answers++) { /* in turn */
        go_on(&one, answers);
        go_on(&other, answers);
    }
    go_on(&one, 100);
    go_on(&other, 100);
    assert_int_equal(end(&one), 0);
    assert_int_equal(end(&other), 0);
    assert_int_equal(graded(&one), 5);
    assert_int_equal(graded(&other), 5);
    assert_int_equal(stored(0), 10);
    buf_finish(&one.seen);
    buf_finish(&other.seen);
    scratch_remove(&home);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_kill_in_a_quiz_loses_at_most_the_answer_being_typed),
        cmocka_unit_test(a_kill_in_a_review_loses_at_most_the_answer_being_typed),
        cmocka_unit_test(two_sessions_at_once_keep_all_answers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
