#include "progress/sql.h"

#include <stdarg.h>

static int bind_all(sqlite3_stmt *stmt, const char *types, va_list args)
{
    int code = SQLITE_OK;
    for (int i = 1; *types && code == SQLITE_OK; types++, i++) {
        switch (*types) {
        case 's': /* SQLite copies: a caller's buffer may be gone when the row is stepped to */
            code = sqlite3_bind_text(stmt, i, va_arg(args, const char *), -1, SQLITE_TRANSIENT);
            break;
        case 'i':
            code = sqlite3_bind_int64(stmt, i, va_arg(args, int64_t));
            break;
        case 'd':
            code = sqlite3_bind_double(stmt, i, va_arg(args, double));
            break;
        default:
            code = SQLITE_MISUSE;
        }
    }
    return code;
}

static struct sql_rows ask(sqlite3 *db, const char *sql, const char *types, va_list args)
{
    struct sql_rows rows = { .db = db };
    rows.code = sqlite3_prepare_v2(db, sql, -1, &rows.stmt, NULL);
    if (rows.code == SQLITE_OK)
        rows.code = bind_all(rows.stmt, types, args);
    return rows;
}

struct sql_rows sql_ask(sqlite3 *db, const char *sql, const char *types, ...)
{
    va_list args;
    va_start(args, types);
    struct sql_rows rows = ask(db, sql, types, args);
    va_end(args);
    return rows;
}

bool sql_next(struct sql_rows *rows)
{
    if (rows->code != SQLITE_OK && rows->code != SQLITE_ROW)
        return false;
    rows->code = sqlite3_step(rows->stmt);
    return rows->code == SQLITE_ROW;
}

int sql_end(struct sql_rows *rows, struct diag *diag)
{
    int code = rows->code;
    if (code == SQLITE_ROW || code == SQLITE_DONE)
        code = SQLITE_OK;
    if (code != SQLITE_OK)
        sql_explain(rows->db, code, diag);
    sqlite3_finalize(rows->stmt);
    rows->stmt = NULL;
    return code;
}

int sql_run(sqlite3 *db, struct diag *diag, const char *sql, const char *types, ...)
{
    va_list args;
    va_start(args, types);
    struct sql_rows rows = ask(db, sql, types, args);
    va_end(args);
    while (sql_next(&rows))
        continue;
    return sql_end(&rows, diag);
}

int sql_finish(sqlite3 *db, int code, struct diag *diag)
{
    if (code == SQLITE_OK)
        code = sql_run(db, diag, "COMMIT", "");
    if (code != SQLITE_OK &&
        !sqlite3_get_autocommit(db)) /* SQLite rolls some faults back itself */
        sql_run(db, NULL, "ROLLBACK", "");
    return code;
}

const char *sql_text(const struct sql_rows *rows, int column)
{
    return (const char *)sqlite3_column_text(rows->stmt, column);
}

int64_t sql_int(const struct sql_rows *rows, int column)
{
    return sqlite3_column_int64(rows->stmt, column);
}

double sql_double(const struct sql_rows *rows, int column)
{
    return sqlite3_column_double(rows->stmt, column);
}

bool sql_is_null(const struct sql_rows *rows, int column)
{
    return sqlite3_column_type(rows->stmt, column) == SQLITE_NULL;
}

int64_t sql_int_or(sqlite3 *db, int64_t otherwise, const char *sql)
{
    struct sql_rows rows = sql_ask(db, sql, "");
    int64_t value = sql_next(&rows) ? sql_int(&rows, 0) : otherwise;
    sql_end(&rows, NULL);
    return value;
}

void sql_explain(sqlite3 *db, int code, struct diag *diag)
{
    if (!diag)
        return;
    const char *file = sqlite3_db_filename(db, "main");
    switch (code & 0xff) { /* the low byte is the kind of fault, the rest its variety */
    case SQLITE_FULL:
        diag_set(
            diag, file, 0, 0,
            "the disk is full: this was not saved, and everything before is safe. Free some "
            "space and repeat the last answer");
        break;
    case SQLITE_IOERR:
        diag_set(diag, file, 0, 0,
                 "the disk refused to store this (%s): is it full? Everything before is safe",
                 sqlite3_errstr(code));
        break;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        diag_set(diag, file, 0, 0,
                 "another asynclearn has been busy with this file for seconds: this was not "
                 "saved; close it or try again");
        break;
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_AUTH:
        diag_set(diag, file, 0, 0, "this file cannot be written (%s)", sqlite3_errstr(code));
        break;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        diag_set(diag, file, 0, 0,
                 "this file is damaged; it is set aside when asynclearn next starts");
        break;
    default:
        diag_set(diag, file, 0, 0, "progress cannot be read or written: %s",
                 sqlite3_errmsg(db));
    }
}
