/* SQLite in one line a statement. Parameters follow the SQL text as C arguments, and `types`
 * has one letter for each of them: `s` const char * (NULL is SQL's NULL), `i` int64_t, `d`
 * double.
 *
 * Example:
 *     err = sql_run(db, diag, "UPDATE state SET value = ? WHERE key = ?", "ss", id,
 * "position");
 *
 *     struct sql_rows rows = sql_ask(db, "SELECT id, score FROM attempts WHERE kind = ?", "s",
 * "quiz"); while (sql_next(&rows)) show(sql_text(&rows, 0), sql_double(&rows, 1)); err =
 * sql_end(&rows, diag); */
#ifndef PROGRESS_SQL_H
#define PROGRESS_SQL_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/diag.h"

/* Runs one statement to its end, ignoring rows. Returns SQLITE_OK, or SQLite's code with
 * `diag`. */
int sql_run(sqlite3 *db, struct diag *diag, const char *sql, const char *types, ...);

/* Ends a transaction begun with BEGIN: COMMIT if `code` is SQLITE_OK, and ROLLBACK otherwise or
 * if that fails. Returns `code`, or why the commit failed, with `diag`. */
int sql_finish(sqlite3 *db, int code, struct diag *diag);

struct sql_rows {
    sqlite3 *db;        /* borrowed */
    sqlite3_stmt *stmt; /* owned, until sql_end() */
    int code;           /* of the last step */
};

struct sql_rows sql_ask(sqlite3 *db, const char *sql, const char *types, ...);
/* Moves to the next row; false after the last one and on a fault, which sql_end() tells apart.
 */
bool sql_next(struct sql_rows *rows);
/* Returns SQLITE_OK, or SQLite's code with `diag`. */
int sql_end(struct sql_rows *rows, struct diag *diag);

/* Columns of the current row, from 0. */
const char *sql_text(const struct sql_rows *rows,
                     int column); /* borrowed until the next step; or NULL */
int64_t sql_int(const struct sql_rows *rows, int column);
double sql_double(const struct sql_rows *rows, int column);
bool sql_is_null(const struct sql_rows *rows, int column);

/* The first column of the only row; `otherwise` when there is none or it cannot be read. */
int64_t sql_int_or(sqlite3 *db, int64_t otherwise, const char *sql);

/* Says in one sentence what this code means for the learner. */
void sql_explain(sqlite3 *db, int code, struct diag *diag);

#endif
