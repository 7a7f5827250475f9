/* Opening the progress file.
 *
 * The happy path: make the directory, connect, check the file, migrate it.
 * A damaged file is renamed aside and the happy path walked once more.
 * A file from a newer program is closed again untouched; the session runs on an empty store in
 * memory. A file that cannot be written is copied into memory, so that everything stored can
 * still be read. */
#include "progress/store.h"

#include <fcntl.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "progress/paths.h"
#include "progress/schema.h"
#include "progress/sql.h"
#include "progress/utc.h"

enum { BUSY_MS = 5000 };

enum open_result {
    OPEN_OK,
    OPEN_NEWER,
    OPEN_DAMAGED,
    OPEN_UNWRITABLE,
};

/* A fault of what is in the file, rather than of the world around it: only such a file is
 * renamed. SQLITE_ERROR is a table that is not as our migrations left it. */
static bool is_damage(int code)
{
    int kind = code & 0xff;
    return kind == SQLITE_CORRUPT || kind == SQLITE_NOTADB || kind == SQLITE_ERROR;
}

static int connect_to(const char *file, int flags, sqlite3 **ret_db)
{
    int code = sqlite3_open_v2(file, ret_db, flags, NULL);
    if (code == SQLITE_OK) {
        sqlite3_extended_result_codes(*ret_db, 1);
        sqlite3_busy_timeout(*ret_db, BUSY_MS);
    }
    return code;
}

static int check_integrity(sqlite3 *db, struct diag *diag)
{
    struct sql_rows rows = sql_ask(db, "PRAGMA quick_check(1)", "");
    bool is_whole = sql_next(&rows) && strcmp(sql_text(&rows, 0), "ok") == 0;
    int code = sql_end(&rows, diag);
    return code == SQLITE_OK && !is_whole ? SQLITE_CORRUPT : code;
}

static int prepare(sqlite3 *db, struct diag *diag)
{
    int code = check_integrity(db, diag);
    if (code != SQLITE_OK)
        return code;
    if (sqlite3_db_readonly(db, "main")) { /* SQLite opens a write-protected file for reading */
        sql_explain(db, SQLITE_READONLY, diag);
        return SQLITE_READONLY;
    }
    code = schema_migrate(db, diag);
    if (code != SQLITE_OK)
        return code;
    /* With WAL, readers and a writer do not wait for each other. Where it is refused (a network
     * drive, another session at this very moment) the rollback journal is as safe. */
    sql_run(db, NULL, "PRAGMA journal_mode = WAL", "");
    /* An answer outlives a power cut. */
    return sql_run(db, diag, "PRAGMA synchronous = FULL", "");
}

static enum open_result open_file(const char *file, sqlite3 **ret_db, struct diag *diag)
{
    sqlite3 *db = NULL;
    int code = connect_to(file, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, &db);
    if (code != SQLITE_OK) {
        sql_explain(db, code, diag);
    } else if (schema_version_of(db) > schema_version()) {
        /* Closing must not change a byte of it. */
        sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
        sqlite3_close(db);
        return OPEN_NEWER;
    } else {
        code = prepare(db, diag);
    }
    if (code == SQLITE_OK) {
        *ret_db = db;
        return OPEN_OK;
    }
    sqlite3_close(db);
    return is_damage(code) ? OPEN_DAMAGED : OPEN_UNWRITABLE;
}

/* Owned: `progress.db.damaged-2025-01-31T23:59:59Z`, and `.2` and so on after it if that is
 * taken. */
static char *name_aside(const char *file)
{
    char at[UTC_TEXT_BYTES];
    utc_format(utc_now(), at);
    struct buf name = { 0 };
    buf_addf(&name, "%s.damaged-%s", file, at);
    size_t len = name.len;
    for (int n = 2; file_exists(buf_str(&name)); n++) {
        buf_truncate(&name, len);
        buf_addf(&name, ".%d", n);
    }
    return buf_take(&name);
}

/* SQLite's companion file holds the newest answers; beside the renamed file it is found. */
static void move_companion(const char *file, const char *aside, const char *suffix)
{
    struct buf from = { 0 }, to = { 0 };
    buf_addf(&from, "%s%s", file, suffix);
    buf_addf(&to, "%s%s", aside, suffix);
    rename(buf_str(&from), buf_str(&to)); /* usually there is none */
    buf_finish(&from);
    buf_finish(&to);
}

static int set_aside(const char *file, struct diag *notice)
{
    char *aside = name_aside(file);
    int err = rename(file, aside);
    if (!err) {
        move_companion(file, aside, "-wal");
        move_companion(file, aside, "-shm");
        diag_set(notice, NULL, 0, 0,
                 "your progress file %s is damaged: it was kept as %s, and a new one is begun",
                 file, aside);
    }
    free(aside);
    return err;
}

/* Two sessions may meet the same damaged file: under a lock on its directory the second one
 * looks again, and finds what the first began. */
static enum open_result replace_damaged(const char *file, const char *dir, sqlite3 **ret_db,
                                        struct diag *why, struct diag *notice)
{
    int lock = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    flock(lock, LOCK_EX);
    enum open_result result = open_file(file, ret_db, NULL);
    if (result == OPEN_DAMAGED && set_aside(file, notice) == 0)
        result = open_file(file, ret_db, why);
    close(lock);
    return result == OPEN_DAMAGED ? OPEN_UNWRITABLE : result;
}

static enum open_result open_saved(const char *file, sqlite3 **ret_db, struct diag *why,
                                   struct diag *notice)
{
    char *path = mem_strdup(file);
    const char *dir = dirname(path);
    enum open_result result = OPEN_UNWRITABLE;
    if (file_make_dirs(dir, why) == 0)
        result = open_file(file, ret_db, why);
    if (result == OPEN_DAMAGED)
        result = replace_damaged(file, dir, ret_db, why, notice);
    free(path);
    return result;
}

/* Owned: `file:/some%20path?query`. */
static char *file_uri(const char *file, const char *query)
{
    struct buf uri = { 0 };
    buf_adds(&uri, "file:");
    for (; *file; file++) {
        if (strchr("%?#", *file))
            buf_addf(&uri, "%%%02X", (unsigned char)*file);
        else
            buf_addc(&uri, *file);
    }
    buf_addf(&uri, "?%s", query);
    return buf_take(&uri);
}

static int copy_into(sqlite3 *memory, const char *file, const char *query)
{
    char *uri = file_uri(file, query);
    sqlite3 *db = NULL;
    int code = connect_to(uri, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, &db);
    sqlite3_backup *backup = NULL;
    if (code == SQLITE_OK)
        backup = sqlite3_backup_init(memory, "main", db, "main");
    if (backup) {
        sqlite3_backup_step(backup, -1);
        code = sqlite3_backup_finish(backup);
    }
    sqlite3_close(db);
    free(uri);
    return backup ? code : SQLITE_CANTOPEN;
}

static sqlite3 *empty_memory(void)
{
    sqlite3 *memory = NULL;
    connect_to(":memory:", SQLITE_OPEN_READWRITE, &memory);
    return memory;
}

/* What can be read of the file, in memory. Sets the mode to STORE_REFUSED where it is newer. */
static sqlite3 *open_unsaved(const char *file, enum store_mode *mode)
{
    sqlite3 *memory = empty_memory();
    /* Where SQLite may not even create its lock file, the file is read as if nobody could
     * change it. */
    if (*mode == STORE_UNSAVED && copy_into(memory, file, "mode=ro") != SQLITE_OK)
        copy_into(memory, file, "immutable=1");
    if (schema_version_of(memory) > schema_version())
        *mode = STORE_REFUSED;
    if (*mode == STORE_REFUSED || schema_migrate(memory, NULL) != SQLITE_OK) {
        sqlite3_close(memory);
        memory = empty_memory();
        schema_migrate(memory, NULL);
    }
    return memory;
}

static void explain_unsaved(const struct store *store, const struct diag *why,
                            struct diag *notice)
{
    if (store->mode == STORE_REFUSED)
        diag_set(
            notice, NULL, 0, 0,
            "%s was written by a newer asynclearn: it is left untouched, and nothing is saved "
            "this time; update asynclearn",
            store->file);
    else
        diag_set(notice, NULL, 0, 0, "nothing is saved this time: %s: %s", store->file,
                 why->message ? why->message : "this file cannot be opened");
}

static char *usual_file(void)
{
    struct paths paths;
    paths_init(&paths);
    char *file = mem_strdup(paths.database);
    paths_finish(&paths);
    return file;
}

struct store *store_open(const char *file, struct diag *notice)
{
    struct store *store = mem_alloc(sizeof *store);
    store->file = file ? mem_strdup(file) : usual_file();
    struct diag why = { 0 };
    enum open_result result = open_saved(store->file, &store->db, &why, notice);
    if (result != OPEN_OK) {
        store->mode = result == OPEN_NEWER ? STORE_REFUSED : STORE_UNSAVED;
        store->db = open_unsaved(store->file, &store->mode);
        explain_unsaved(store, &why, notice);
    }
    diag_finish(&why);
    return store;
}

void store_close(struct store *store)
{
    if (!store)
        return;
    sqlite3_close(store->db);
    free(store->file);
    free(store);
}
