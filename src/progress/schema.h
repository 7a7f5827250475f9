/* The tables of a progress database, and how an older file becomes a current one. */
#ifndef PROGRESS_SCHEMA_H
#define PROGRESS_SCHEMA_H

#include <sqlite3.h>

#include "base/diag.h"

/* The version this program writes; kept in the file as SQLite's user_version. */
int schema_version(void);
/* The version of an open file: 0 for a new and empty one, -1 if it cannot be read. */
int schema_version_of(sqlite3 *db);
/* Brings the file to schema_version() in one transaction, step by step; two sessions may try at
 * once. The caller has checked that it is not newer. Returns SQLITE_OK, or SQLite's code with
 * `diag` and the file as it was. */
int schema_migrate(sqlite3 *db, struct diag *diag);

#endif
