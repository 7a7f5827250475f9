#include "judge/workspace.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "progress/paths.h"

/* ---- Names ---- */

void workspace_init(struct workspace *workspace, const struct assignment *assignment)
{
    struct paths paths;
    paths_init(&paths);
    char *source = mem_strdup(assignment->header);
    source[strlen(source) - 1] = 'c';
    workspace->dir = path_join(paths.workspace, assignment->id);
    workspace->source = path_join(workspace->dir, source);
    workspace->header = path_join(workspace->dir, assignment->header);
    workspace->trace = path_join(workspace->dir, "last-run.jsonl");
    workspace->starter = path_join(assignment->dir, "starter.c");
    free(source);
    paths_finish(&paths);
}

void workspace_finish(struct workspace *workspace)
{
    free(workspace->dir);
    free(workspace->source);
    free(workspace->header);
    free(workspace->trace);
    free(workspace->starter);
    *workspace = (struct workspace){ 0 };
}

/* ---- Copying ---- */

static int copy(const char *from, const char *to, struct diag *diag)
{
    struct buf text = { 0 };
    int err = file_read(from, &text, diag);
    if (!err)
        err = file_write(to, buf_str(&text), text.len, diag);
    buf_finish(&text);
    return err;
}

static int copy_header(const struct workspace *workspace, const struct assignment *assignment,
                       struct diag *diag)
{
    char *given = path_join(assignment->dir, assignment->header);
    int err = copy(given, workspace->header, diag);
    free(given);
    return err;
}

int workspace_start(const struct workspace *workspace, const struct assignment *assignment,
                    bool *ret_is_new, struct diag *diag)
{
    bool is_new = !file_exists(workspace->source);
    if (file_make_dirs(workspace->dir, diag))
        return -1;
    if (!file_exists(workspace->header) && copy_header(workspace, assignment, diag))
        return -1;
    if (is_new && copy(workspace->starter, workspace->source, diag))
        return -1;
    *ret_is_new = is_new;
    return 0;
}

/* ---- Starting over ---- */

/* Owned: the first of fetch_urls.c.1, fetch_urls.c.2 ... that does not exist. */
static char *free_name(const char *path)
{
    for (int n = 1;; n++) {
        struct buf name = { 0 };
        buf_addf(&name, "%s.%d", path, n);
        if (!file_exists(buf_str(&name)))
            return buf_take(&name);
        buf_finish(&name);
    }
}

static int move_aside(const char *path, char **ret_backup, struct diag *diag)
{
    char *backup = free_name(path);
    if (rename(path, backup)) {
        diag_set(diag, path, 0, 0, "cannot keep this as %s: %s", backup, strerror(errno));
        free(backup);
        return -1;
    }
    *ret_backup = backup;
    return 0;
}

int workspace_reset(const struct workspace *workspace, const struct assignment *assignment,
                    char **ret_backup, struct diag *diag)
{
    bool is_new;
    char *backup = NULL;
    if (file_exists(workspace->source) && move_aside(workspace->source, &backup, diag))
        return -1;
    if (workspace_start(workspace, assignment, &is_new, diag)) {
        free(backup);
        return -1;
    }
    *ret_backup = backup;
    return 0;
}
