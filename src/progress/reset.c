/* The happy path: lock the database, make the document, delete the rows, write the document to
 * its file, commit. If the file cannot be written, the rows come back; if the commit fails,
 * there is a file too many and no harm. */
#include "progress/reset.h"

#include <stdlib.h>

#include "base/file.h"
#include "progress/document.h"
#include "progress/sql.h"
#include "progress/utc.h"

/* Owned: `progress.db.reset-2025-01-31T23:59:59Z.json`, the first name of this kind that is
 * free. */
static char *name_backup(const char *database, int64_t now)
{
    char at[UTC_TEXT_BYTES];
    utc_format(now, at);
    struct buf name = { 0 };
    buf_addf(&name, "%s.reset-%s.json", database, at);
    for (int n = 2; file_exists(buf_str(&name)); n++) {
        buf_truncate(&name, 0);
        buf_addf(&name, "%s.reset-%s.%d.json", database, at, n);
    }
    return buf_take(&name);
}

static int delete_rows(struct store *store, const char *id, size_t *ret_count,
                       struct diag *diag)
{
    int err =
        sql_run(store->db, diag,
                "DELETE FROM attempts"
                " WHERE ?1 IS NULL OR id = ?1 OR substr(id, 1, length(?1) + 1) = ?1 || '/'",
                "s", id);
    *ret_count = (size_t)sqlite3_changes(store->db);
    if (!err)
        err = sql_run(store->db, diag, "DELETE FROM exercises WHERE ?1 IS NULL OR id = ?1", "s",
                      id);
    if (!err && !id)
        err = sql_run(store->db, diag, "DELETE FROM state", "");
    return err;
}

/* Inside the transaction. Leaves `*ret_backup` alone where nothing was deleted. */
static int move_to_backup(struct store *store, const char *id, int64_t now, size_t *ret_count,
                          char **ret_backup, struct diag *diag)
{
    struct buf text = { 0 };
    int before = sqlite3_total_changes(store->db);
    int err = document_write(store, id, now, &text, diag);
    if (!err)
        err = delete_rows(store, id, ret_count, diag);
    if (!err && sqlite3_total_changes(store->db) > before) {
        *ret_backup = name_backup(store->file, now);
        err = file_write(*ret_backup, buf_str(&text), text.len, diag);
    }
    buf_finish(&text);
    return err;
}

int reset_progress(struct store *store, const char *id, int64_t now, size_t *ret_count,
                   char **ret_backup, struct diag *diag)
{
    size_t count = 0;
    char *backup = NULL;
    int err = sql_run(store->db, diag, "BEGIN IMMEDIATE", "");
    if (!err)
        err =
            sql_finish(store->db, move_to_backup(store, id, now, &count, &backup, diag), diag);
    if (err) {
        free(backup);
        return -1;
    }
    *ret_count = count;
    *ret_backup = backup;
    return 0;
}
