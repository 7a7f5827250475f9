/* What can be wrong with the progress file when it is opened. */
#include "check.h"

#include <dirent.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <signal.h>

#include "progress/schema.h"
#include "progress/sql.h"
#include "progress_fixture.h"

/* Runs SQL on a file from outside the store. */
static void run_sql(const char *file, const char *sql)
{
    sqlite3 *db;
    assert_int_equal(sqlite3_open(file, &db), SQLITE_OK);
    if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
        fail_msg("%s: %s", sql, sqlite3_errmsg(db));
    sqlite3_close(db);
}

static char *read_text(const char *file, size_t *ret_len)
{
    struct buf text = { 0 };
    struct diag diag = { 0 };
    if (file_read(file, &text, &diag))
        fail_msg("%s: %s", file, diag.message);
    *ret_len = text.len;
    return buf_take(&text);
}

/* Owned: the path of the only file in the directory whose name begins so; NULL if there is
 * none. */
static char *find_file(const char *dir, const char *beginning)
{
    char *found = NULL;
    DIR *entries = opendir(dir);
    for (struct dirent *entry; (entry = readdir(entries));) {
        if (strncmp(entry->d_name, beginning, strlen(beginning)) == 0) {
            assert_null(found);
            found = path_join(dir, entry->d_name);
        }
    }
    closedir(entries);
    return found;
}

/* Runs `body` in a child process that owns nothing and may write nowhere special; its failed
 * assertion is ours. */
static void in_child(void (*body)(struct fixture *), struct fixture *f, bool as_nobody)
{
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        if (as_nobody && getuid() == 0 && setuid(65534) != 0)
            _exit(9);
        body(f);
        _exit(0);
    }
    int status;
    waitpid(child, &status, 0);
    if (status)
        fail_msg("the child ended with status %d", status);
}

TEST(a_file_of_version_1_keeps_its_answers)
{
    struct fixture *f = *state;
    store_close(f->store);
    remove(f->file);
    run_sql(
        f->file,
        "CREATE TABLE attempts (seq INTEGER PRIMARY KEY, uuid TEXT NOT NULL UNIQUE,"
        " id TEXT NOT NULL, kind TEXT NOT NULL, verdict TEXT NOT NULL, score REAL NOT NULL,"
        " at TEXT NOT NULL, seconds INTEGER NOT NULL DEFAULT 0, recall INTEGER, detail TEXT);"
        "CREATE INDEX attempts_by_id ON attempts (id, at);"
        "CREATE TABLE state (key TEXT PRIMARY KEY, value TEXT NOT NULL, at TEXT NOT NULL);"
        "INSERT INTO attempts VALUES (1, 'u1', 'queues/queue', 'check', 'right', 1,"
        " '2025-01-31T10:00:00Z', 5, 1, NULL);"
        "INSERT INTO state VALUES ('position', 'queues/queue', '2025-01-31T10:00:00Z');"
        "PRAGMA user_version = 1");
    f->store = open_quietly(f->file);
    assert_int_equal(f->store->mode, STORE_SAVED);
    assert_int_equal(schema_version_of(f->store->db), schema_version());
    size_t count;
    assert_string_equal(all_attempts(f, &count)->uuid, "u1");
    assert_int_equal(count, 1);
    struct diag diag = { 0 };
    assert_int_equal(store_take_hint(f->store, "fetch-urls", &diag), 0);
}

TEST(a_file_from_a_newer_program_is_refused_unharmed)
{
    struct fixture *f = *state;
    add_answer(f->store, "queues/queue", ATTEMPT_CHECK, 1, 0);
    store_close(f->store);
    run_sql(f->file, "ALTER TABLE attempts RENAME TO answers; PRAGMA user_version = 1000");
    size_t len_before, len_after;
    char *before = read_text(f->file, &len_before);

    struct diag notice = { 0 };
    f->store = store_open(f->file, &notice);
    assert_int_equal(f->store->mode, STORE_REFUSED);
    assert_non_null(strstr(notice.message, "newer asynclearn"));
    assert_int_equal(count_attempts(f), 0);
    add_answer(f->store, "queues/queue", ATTEMPT_CHECK, 1,
               0); /* the session goes on, unsaved */
    assert_int_equal(count_attempts(f), 1);
    store_close(f->store);

    char *after = read_text(f->file, &len_after);
    assert_int_equal(len_after, len_before);
    assert_memory_equal(after, before, len_before);
    f->store = NULL;
    free(before);
    free(after);
    diag_finish(&notice);
}

/* Damages the file, opens it, and expects it kept beside a new one that works. */
static void expect_set_aside(struct fixture *f)
{
    size_t len_before, len_after;
    char *before = read_text(f->file, &len_before);
    struct diag notice = { 0 };
    f->store = store_open(f->file, &notice);
    assert_int_equal(f->store->mode, STORE_SAVED);
    assert_true(diag_is_set(&notice));

    char *dir = path_join(f->dir.path, "state");
    char *aside = find_file(dir, "progress.db.damaged-");
    assert_non_null(aside);
    assert_non_null(strstr(notice.message, aside));
    char *after = read_text(aside, &len_after);
    assert_int_equal(len_after, len_before);
    assert_memory_equal(after, before, len_before);

    add_answer(f->store, "queues/queue", ATTEMPT_CHECK, 1, 0);
    reopen(f); /* and says nothing the next time */
    assert_int_equal(count_attempts(f), 1);
    free(before);
    free(after);
    free(aside);
    free(dir);
    diag_finish(&notice);
}

TEST(a_file_that_is_no_database_is_set_aside)
{
    struct fixture *f = *state;
    store_close(f->store);
    free(scratch_file(&f->dir, "state/progress.db", "I was a database once.\n"));
    expect_set_aside(f);
}

TEST(a_file_with_a_torn_page_is_set_aside)
{
    struct fixture *f = *state;
    for (int i = 0; i < 200; i++)
        add_answer(f->store, "queues/queue", ATTEMPT_CHECK, 1, 0);
    store_close(f->store);
    FILE *file = fopen(f->file, "r+");
    fseek(file, 2 * 4096 + 3, SEEK_SET);
    for (int i = 0; i < 500; i++)
        fputc(0xA5, file);
    fclose(file);
    expect_set_aside(f);
}

TEST(a_database_of_somebody_else_is_set_aside)
{
    struct fixture *f = *state;
    store_close(f->store);
    remove(f->file);
    run_sql(f->file,
            "CREATE TABLE attempts (colour TEXT); INSERT INTO attempts VALUES ('red')");
    expect_set_aside(f);
}

static void open_damaged_file(struct fixture *f)
{
    struct diag notice = { 0 };
    struct store *store = store_open(f->file, &notice);
    assert_int_equal(store->mode, STORE_SAVED);
    add_answer(store, "queues/queue", ATTEMPT_CHECK, 1, 0);
    store_close(store);
}

TEST(several_sessions_set_a_damaged_file_aside_once)
{
    struct fixture *f = *state;
    store_close(f->store);
    free(scratch_file(&f->dir, "state/progress.db",
                      "not a database, but long enough to look at"));
    pid_t children[4];
    fflush(NULL);
    for (int i = 0; i < 4; i++) {
        children[i] = fork();
        if (children[i] == 0) {
            open_damaged_file(f);
            _exit(0);
        }
    }
    for (int i = 0; i < 4; i++) {
        int status;
        waitpid(children[i], &status, 0);
        assert_int_equal(status, 0);
    }
    char *dir = path_join(f->dir.path, "state");
    char *aside = find_file(dir, "progress.db.damaged-"); /* checks that there is one */
    assert_non_null(aside);
    f->store = open_quietly(f->file);
    assert_int_equal(count_attempts(f), 4);
    free(aside);
    free(dir);
}

static void use_read_only_store(struct fixture *f)
{
    struct diag notice = { 0 }, diag = { 0 };
    struct store *store = store_open(f->file, &notice);
    assert_int_equal(store->mode, STORE_UNSAVED);
    assert_non_null(strstr(notice.message, "nothing is saved this time"));
    struct attempt *attempts;
    size_t count;
    assert_int_equal(store_attempts(store, NULL, &f->arena, &attempts, &count, &diag), 0);
    assert_int_equal(count, 1);
    add_answer(store, "queues/queue", ATTEMPT_CHECK, 1, 0);
    store_close(store);
}

TEST(a_read_only_home_can_be_read_and_the_session_goes_on)
{
    struct fixture *f = *state;
    add_answer(f->store, "queues/queue", ATTEMPT_CHECK, 1, 0);
    store_close(f->store);
    char *dir = path_join(f->dir.path, "state");
    chmod(f->dir.path, 0755);
    chmod(f->file, 0444);
    chmod(dir, 0555);
    in_child(use_read_only_store, f, true);
    chmod(dir, 0755);
    chmod(f->file, 0644);
    f->store = open_quietly(f->file);
    assert_int_equal(count_attempts(f), 1);
    free(dir);
}

TEST(a_home_that_cannot_be_made_leaves_a_store_in_memory)
{
    struct fixture *f = *state;
    char *in_the_way = scratch_file(&f->dir, "a-file", "");
    char *file = path_join(in_the_way, "state/progress.db");
    struct diag notice = { 0 };
    store_close(f->store);
    f->store = store_open(file, &notice);
    assert_int_equal(f->store->mode, STORE_UNSAVED);
    assert_non_null(strstr(notice.message, in_the_way));
    add_answer(f->store, "queues/queue", ATTEMPT_CHECK, 1, 0);
    assert_int_equal(count_attempts(f), 1);
    diag_finish(&notice);
    free(in_the_way);
    free(file);
}

/* No file of this process may grow past 200 KB: to SQLite, a disk that is full. */
static void fill_the_disk(struct fixture *f)
{
    struct rlimit limit = { 200 * 1024, 200 * 1024 };
    signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &limit);
    struct diag diag = { 0 };
    char *detail = calloc(1, 4001);
    memset(detail, 'x', 4000);
    struct attempt answer = {
        .id = "queues/queue", .kind = ATTEMPT_CHECK, .verdict = "right", .detail = detail
    };
    size_t stored = 0;
    while (stored < 1000 && store_add_attempt(f->store, &answer, &diag) == 0)
        stored++;
    assert_in_range(stored, 1, 999);
    assert_non_null(strstr(diag.message, "before is safe"));
    assert_int_equal(count_attempts(f), stored);
}

TEST(a_full_disk_loses_only_the_answer_being_stored)
{
    struct fixture *f = *state;
    store_close(f->store);
    f->store = NULL;
    struct store *writer = open_quietly(f->file);
    store_close(writer);
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        f->store = open_quietly(f->file);
        fill_the_disk(f);
        size_t count = count_attempts(f);
        _exit((int)count); /* fewer than 256: 200 KB of 4 KB answers */
    }
    int status;
    waitpid(child, &status, 0);
    assert_true(WIFEXITED(status));
    f->store = open_quietly(f->file);
    assert_int_equal(count_attempts(f), WEXITSTATUS(status));
    add_answer(f->store, "queues/queue", ATTEMPT_CHECK, 1, 0); /* there is room again */
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(a_file_of_version_1_keeps_its_answers),
        CASE(a_file_from_a_newer_program_is_refused_unharmed),
        CASE(a_file_that_is_no_database_is_set_aside),
        CASE(a_file_with_a_torn_page_is_set_aside),
        CASE(a_database_of_somebody_else_is_set_aside),
        CASE(several_sessions_set_a_damaged_file_aside_once),
        CASE(a_read_only_home_can_be_read_and_the_session_goes_on),
        CASE(a_home_that_cannot_be_made_leaves_a_store_in_memory),
        CASE(a_full_disk_loses_only_the_answer_being_stored),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
