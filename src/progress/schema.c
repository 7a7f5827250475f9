#include "progress/schema.h"

#include "progress/sql.h"

/* MIGRATIONS[n] makes version n + 1 out of version n. Released steps never change: add one at
 * the end.
 *
 * The answers are the truth and everything else is computed from them: steps done, exercises
 * passed, the review schedule. That is why merging two histories is just a union. */
static const char *const MIGRATIONS[] = {
    "CREATE TABLE attempts ("
    "  seq INTEGER PRIMARY KEY,"   /* order of arrival; decides between answers of one second */
    "  uuid TEXT NOT NULL UNIQUE," /* the same on every machine the answer is carried to */
    "  id TEXT NOT NULL,"
    "  kind TEXT NOT NULL,"
    "  verdict TEXT NOT NULL,"
    "  score REAL NOT NULL,"
    "  at TEXT NOT NULL,"
    "  seconds INTEGER NOT NULL DEFAULT 0,"
    "  recall INTEGER," /* NULL: not a question; 0: Again; 1: Good */
    "  detail TEXT);"
    "CREATE INDEX attempts_by_id ON attempts (id, at);"
    "CREATE TABLE state (key TEXT PRIMARY KEY, value TEXT NOT NULL, at TEXT NOT NULL);",

    "ALTER TABLE attempts ADD COLUMN self_marked INTEGER NOT NULL DEFAULT 0;"
    "CREATE TABLE exercises (id TEXT PRIMARY KEY, started TEXT, hints INTEGER NOT NULL DEFAULT "
    "0);",
};

int schema_version(void)
{
    return (int)(sizeof MIGRATIONS / sizeof *MIGRATIONS);
}

int schema_version_of(sqlite3 *db)
{
    return (int)sql_int_or(db, -1, "PRAGMA user_version");
}

static int set_version(sqlite3 *db, int version, struct diag *diag)
{
    char *sql = sqlite3_mprintf("PRAGMA user_version = %d", version); /* takes no parameters */
    int code = sql ? sql_run(db, diag, sql, "") : SQLITE_NOMEM;
    sqlite3_free(sql);
    return code;
}

/* Inside the transaction the version is asked again: another session may have migrated
 * meanwhile. */
static int migrate_locked(sqlite3 *db, struct diag *diag)
{
    int version = schema_version_of(db);
    if (version < 0)
        return SQLITE_CORRUPT;
    if (version >= schema_version())
        return SQLITE_OK;
    for (; version < schema_version(); version++) {
        int code = sqlite3_exec(db, MIGRATIONS[version], NULL, NULL, NULL);
        if (code != SQLITE_OK) {
            sql_explain(db, code, diag);
            return code;
        }
    }
    return set_version(db, version, diag);
}

int schema_migrate(sqlite3 *db, struct diag *diag)
{
    if (schema_version_of(db) == schema_version())
        return SQLITE_OK;
    int code = sql_run(db, diag, "BEGIN IMMEDIATE", "");
    if (code != SQLITE_OK)
        return code;
    return sql_finish(db, migrate_locked(db, diag), diag);
}
