/* Writing the document. */
#include "progress/document.h"

#include <stdlib.h>

#include "progress/review.h"
#include "progress/sql.h"
#include "progress/utc.h"

static void add_moment(cJSON *object, const char *key, int64_t at)
{
    char text[UTC_TEXT_BYTES];
    utc_format(at, text);
    cJSON_AddStringToObject(object, key, text);
}

static void add_detail(cJSON *object, const char *detail)
{
    cJSON *value = cJSON_Parse(detail);
    cJSON_AddItemToObject(object, "detail", value ? value : cJSON_CreateString(detail));
}

static cJSON *attempt_object(const struct attempt *attempt)
{
    cJSON *object = cJSON_CreateObject();
    cJSON_AddStringToObject(object, "id", attempt->id);
    cJSON_AddStringToObject(object, "kind", attempt_kind_words[attempt->kind]);
    cJSON_AddStringToObject(object, "verdict", attempt->verdict);
    cJSON_AddNumberToObject(object, "score", attempt->score);
    add_moment(object, "at", attempt->at);
    cJSON_AddStringToObject(object, "uuid", attempt->uuid);
    cJSON_AddNumberToObject(object, "seconds", (double)attempt->seconds);
    if (attempt->recall != RECALL_NONE)
        cJSON_AddBoolToObject(object, "remembered", attempt->recall == RECALL_GOOD);
    if (attempt->self_marked)
        cJSON_AddTrueToObject(object, "self_marked");
    if (attempt->detail)
        add_detail(object, attempt->detail);
    return object;
}

static int add_attempts(struct store *store, const char *id, cJSON *document, struct diag *diag)
{
    struct arena arena = { 0 };
    struct attempt *attempts;
    size_t count;
    int err = store_attempts(store, id, &arena, &attempts, &count, diag);
    cJSON *list = cJSON_AddArrayToObject(document, "attempts");
    for (size_t i = 0; !err && i < count; i++)
        cJSON_AddItemToArray(list, attempt_object(&attempts[i]));
    arena_finish(&arena);
    return err;
}

static int add_exercises(struct store *store, const char *id, cJSON *document,
                         struct diag *diag)
{
    cJSON *list = cJSON_AddArrayToObject(document, "exercises");
    struct sql_rows rows = sql_ask(store->db,
                                   "SELECT id, started, hints FROM exercises"
                                   " WHERE ?1 IS NULL OR id = ?1 ORDER BY id",
                                   "s", id);
    while (sql_next(&rows)) {
        cJSON *exercise = cJSON_CreateObject();
        cJSON_AddStringToObject(exercise, "id", sql_text(&rows, 0));
        if (!sql_is_null(&rows, 1))
            cJSON_AddStringToObject(exercise, "started_at", sql_text(&rows, 1));
        cJSON_AddNumberToObject(exercise, "hints", (double)sql_int(&rows, 2));
        cJSON_AddItemToArray(list, exercise);
    }
    return sql_end(&rows, diag);
}

static int add_position(struct store *store, cJSON *document, struct diag *diag)
{
    struct sql_rows rows =
        sql_ask(store->db, "SELECT value, at FROM state WHERE key = 'position'", "");
    if (sql_next(&rows)) {
        cJSON_AddStringToObject(document, "position", sql_text(&rows, 0));
        cJSON_AddStringToObject(document, "position_at", sql_text(&rows, 1));
    } else {
        cJSON_AddNullToObject(document, "position");
    }
    return sql_end(&rows, diag);
}

cJSON *document_make(struct store *store, const char *id, int64_t now, struct diag *diag)
{
    cJSON *document = cJSON_CreateObject();
    cJSON_AddNumberToObject(document, "format", DOCUMENT_FORMAT);
    int err = id ? 0 : add_position(store, document, diag);
    cJSON_AddNumberToObject(document, "due", (double)review_count_due(store, now));
    if (err || add_exercises(store, id, document, diag) ||
        add_attempts(store, id, document, diag)) {
        cJSON_Delete(document);
        return NULL;
    }
    return document;
}

int document_write(struct store *store, const char *id, int64_t now, struct buf *ret_text,
                   struct diag *diag)
{
    cJSON *document = document_make(store, id, now, diag);
    if (!document)
        return -1;
    char *text = cJSON_Print(document);
    buf_adds(ret_text, text);
    buf_addc(ret_text, '\n');
    free(text);
    cJSON_Delete(document);
    return 0;
}
