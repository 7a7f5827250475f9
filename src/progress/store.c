/* What is stored and how it is read back. Opening the file, and all that can be wrong with it,
 * is in open.c. */
#include "progress/store.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "progress/sql.h"
#include "progress/utc.h"

const char *const attempt_kind_words[ATTEMPT_KINDS + 1] = {
    [ATTEMPT_STEP] = "step", [ATTEMPT_PREDICT] = "predict",     [ATTEMPT_CHECK] = "check",
    [ATTEMPT_QUIZ] = "quiz", [ATTEMPT_INTERVIEW] = "interview", [ATTEMPT_EXERCISE] = "exercise",
};

static enum attempt_kind kind_of(const char *word)
{
    int kind = 0;
    while (kind < ATTEMPT_EXERCISE && strcmp(word, attempt_kind_words[kind]) != 0)
        kind++;
    return (enum attempt_kind)kind;
}

static enum recall recall_of(const struct attempt *attempt)
{
    if (attempt->recall != RECALL_BY_SCORE)
        return attempt->recall;
    if (attempt->kind == ATTEMPT_STEP || attempt->kind == ATTEMPT_EXERCISE)
        return RECALL_NONE;
    double full = attempt->kind == ATTEMPT_INTERVIEW ? 10 : 1;
    return attempt->score >= 0.6 * full ? RECALL_GOOD : RECALL_AGAIN;
}

/* In the file, recall is NULL, 0 or 1: readable without this program. */
static const char *recall_column(enum recall recall)
{
    return recall == RECALL_GOOD ? "1" : recall == RECALL_AGAIN ? "0" : NULL;
}

static int stored(int code)
{
    return code == SQLITE_OK ? 0 : -1;
}

/* An answer that is here already stays as it is: importing twice changes nothing. */
static const char INSERT_ATTEMPT[] =
    "INSERT INTO attempts"
    " (uuid, id, kind, verdict, score, at, seconds, recall, self_marked, detail)"
    " VALUES (coalesce(?, lower(hex(randomblob(16)))), ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    " ON CONFLICT (uuid) DO NOTHING";

static const char SELECT_ATTEMPTS[] =
    "SELECT uuid, id, kind, verdict, score, at, seconds, recall, self_marked, detail"
    " FROM attempts"
    " WHERE ?1 IS NULL OR id = ?1 OR substr(id, 1, length(?1) + 1) = ?1 || '/'"
    " ORDER BY at, seq";

int store_add_attempt(struct store *store, const struct attempt *attempt, struct diag *diag)
{
    char at[UTC_TEXT_BYTES];
    utc_format(attempt->at ? attempt->at : utc_now(), at);
    return stored(sql_run(store->db, diag, INSERT_ATTEMPT, "ssssdsisis", attempt->uuid,
                          attempt->id, attempt_kind_words[attempt->kind], attempt->verdict,
                          attempt->score, at, attempt->seconds,
                          recall_column(recall_of(attempt)), (int64_t)attempt->self_marked,
                          attempt->detail));
}

static char *copy_column(struct arena *arena, const struct sql_rows *rows, int column)
{
    const char *text = sql_text(rows, column);
    return text ? arena_strdup(arena, text) : NULL;
}

static int64_t moment_column(const struct sql_rows *rows, int column)
{
    int64_t at = 0;
    if (!sql_is_null(rows, column))
        utc_parse(sql_text(rows, column), &at);
    return at;
}

static struct attempt read_attempt(const struct sql_rows *rows, struct arena *arena)
{
    return (struct attempt){
        .uuid = copy_column(arena, rows, 0),
        .id = copy_column(arena, rows, 1),
        .kind = kind_of(sql_text(rows, 2)),
        .verdict = copy_column(arena, rows, 3),
        .score = sql_double(rows, 4),
        .at = moment_column(rows, 5),
        .seconds = sql_int(rows, 6),
        .recall = sql_is_null(rows, 7) ? RECALL_NONE
                  : sql_int(rows, 7)   ? RECALL_GOOD
                                       : RECALL_AGAIN,
        .self_marked = sql_int(rows, 8) != 0,
        .detail = copy_column(arena, rows, 9),
    };
}

int store_attempts(struct store *store, const char *id, struct arena *arena,
                   struct attempt **ret_attempts, size_t *ret_count, struct diag *diag)
{
    struct attempt *attempts = NULL;
    size_t count = 0, cap = 0;
    struct sql_rows rows = sql_ask(store->db, SELECT_ATTEMPTS, "s", id);
    while (sql_next(&rows)) {
        attempts = mem_grow(attempts, &cap, count + 1, sizeof *attempts);
        attempts[count++] = read_attempt(&rows, arena);
    }
    int code = sql_end(&rows, diag);
    if (code == SQLITE_OK) {
        *ret_attempts = arena_alloc(arena, (count + 1) * sizeof *attempts);
        if (count)
            memcpy(*ret_attempts, attempts, count * sizeof *attempts);
        *ret_count = count;
    }
    free(attempts);
    return stored(code);
}

bool store_step_is_done(struct store *store, const char *id)
{
    struct sql_rows rows =
        sql_ask(store->db, "SELECT 1 FROM attempts WHERE id = ? AND kind = 'step'", "s", id);
    bool is_done = sql_next(&rows);
    sql_end(&rows, NULL);
    return is_done;
}

int store_set_position(struct store *store, const char *id, struct diag *diag)
{
    char at[UTC_TEXT_BYTES];
    utc_format(utc_now(), at);
    return stored(sql_run(store->db, diag,
                          "INSERT OR REPLACE INTO state VALUES ('position', ?, ?)", "ss", id,
                          at));
}

char *store_position(struct store *store)
{
    struct sql_rows rows =
        sql_ask(store->db, "SELECT value FROM state WHERE key = 'position'", "");
    char *position = sql_next(&rows) ? mem_strdup(sql_text(&rows, 0)) : NULL;
    sql_end(&rows, NULL);
    return position;
}

void store_exercise(struct store *store, const char *id, struct exercise_state *ret_state)
{
    struct exercise_state state = { 0 };
    struct sql_rows rows =
        sql_ask(store->db, "SELECT started, hints FROM exercises WHERE id = ?", "s", id);
    if (sql_next(&rows)) {
        state.started_at = moment_column(&rows, 0);
        state.hints = (int)sql_int(&rows, 1);
    }
    sql_end(&rows, NULL);
    rows = sql_ask(store->db,
                   "SELECT count(*), total(verdict NOT IN ('pass', 'internal-error')),"
                   "       min(CASE verdict WHEN 'pass' THEN at END)"
                   " FROM attempts WHERE id = ? AND kind = 'exercise'",
                   "s", id);
    if (sql_next(&rows)) {
        state.submissions = (int)sql_int(&rows, 0);
        state.failed = (int)sql_int(&rows, 1);
        state.passed_at = moment_column(&rows, 2);
    }
    sql_end(&rows, NULL);
    *ret_state = state;
}

int store_start_exercise(struct store *store, const char *id, struct diag *diag)
{
    char at[UTC_TEXT_BYTES];
    utc_format(utc_now(), at);
    return stored(
        sql_run(store->db, diag,
                "INSERT INTO exercises (id, started) VALUES (?, ?)"
                " ON CONFLICT (id) DO UPDATE SET started = coalesce(started, excluded.started)",
                "ss", id, at));
}

int store_take_hint(struct store *store, const char *id, struct diag *diag)
{
    return stored(sql_run(store->db, diag,
                          "INSERT INTO exercises (id, hints) VALUES (?, 1)"
                          " ON CONFLICT (id) DO UPDATE SET hints = hints + 1",
                          "s", id));
}
