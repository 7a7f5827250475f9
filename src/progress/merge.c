/* Reading a document and merging it. The happy path: parse and check all of it, then store it
 * in one transaction. A fault in the file is found before anything is stored; a failed write
 * rolls back. */
#include "progress/document.h"

#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "progress/sql.h"
#include "progress/utc.h"

enum {
    WORD_MAX_BYTES = 200,
    HINTS_MAX = 1000,
    SECONDS_MAX = 366 * 24 * 60 * 60,
};

struct exercise_row {
    const char *id;
    const char *started; /* ISO 8601, or NULL */
    int64_t hints;
};

struct content {
    struct arena arena;
    const char *position; /* NULL if there is none */
    int64_t position_at;
    struct attempt *attempts;
    size_t attempt_count;
    struct exercise_row *exercises;
    size_t exercise_count;
};

static int64_t read_moment(struct json object, const char *key, struct arena *arena)
{
    int64_t at = 0;
    const char *text = json_string(object, key, arena);
    if (!utc_parse(text, &at))
        json_fault(json_get(object, key), "a moment is written like 2025-01-31T23:59:59Z");
    return at;
}

/* An id or a verdict: it is shown on terminals, so it is one short line. */
static const char *read_word(struct json object, const char *key, struct arena *arena)
{
    const char *word = json_string(object, key, arena);
    bool is_clean = *word && strlen(word) <= WORD_MAX_BYTES;
    for (const char *c = word; *c; c++)
        is_clean = is_clean && (unsigned char)*c >= ' ' && *c != 0x7f;
    if (!is_clean)
        json_fault(json_get(object, key), "this must be one to %d printable bytes",
                   WORD_MAX_BYTES);
    return word;
}

static const char *read_uuid(struct json object, struct arena *arena)
{
    const char *uuid = json_string(object, "uuid", arena);
    size_t len = strlen(uuid);
    if (len < 1 || len > 64 || strspn(uuid, "0123456789abcdef-") != len)
        json_fault(json_get(object, "uuid"), "this must be hex digits, as in an export");
    return uuid;
}

static double read_score(struct json object)
{
    double score = json_number_or(object, "score", -1);
    if (!(score >= 0 && score <= 10))
        json_fault(json_get(object, "score"), "a score is a number from 0 to 10");
    return score;
}

static enum recall read_recall(struct json object)
{
    if (!json_has(object, "remembered"))
        return RECALL_NONE;
    return json_bool_or(object, "remembered", false) ? RECALL_GOOD : RECALL_AGAIN;
}

static const char *read_detail(struct json object, struct arena *arena)
{
    if (!json_has(object, "detail"))
        return NULL;
    char *text = cJSON_PrintUnformatted(json_get(object, "detail").value);
    const char *detail = arena_strdup(arena, text);
    free(text);
    return detail;
}

static struct attempt read_attempt(struct json object, struct arena *arena)
{
    return (struct attempt){
        .id = read_word(object, "id", arena),
        .kind = (enum attempt_kind)json_choice(object, "kind", attempt_kind_words),
        .verdict = read_word(object, "verdict", arena),
        .score = read_score(object),
        .recall = read_recall(object),
        .self_marked = json_bool_or(object, "self_marked", false),
        .seconds = json_int_or(object, "seconds", 0, SECONDS_MAX, 0),
        .at = read_moment(object, "at", arena),
        .detail = read_detail(object, arena),
        .uuid = read_uuid(object, arena),
    };
}

static struct exercise_row read_exercise(struct json object, struct arena *arena)
{
    char *started = NULL;
    if (json_has(object, "started_at")) {
        started = arena_alloc(arena, UTC_TEXT_BYTES);
        utc_format(read_moment(object, "started_at", arena), started);
    }
    return (struct exercise_row){
        .id = read_word(object, "id", arena),
        .started = started,
        .hints = json_int_or(object, "hints", 0, HINTS_MAX, 0),
    };
}

static void read_content(struct json root, struct content *content)
{
    struct arena *arena = &content->arena;
    if (json_int(root, "format", 1, 1000000) > DOCUMENT_FORMAT)
        json_fault(json_get(root, "format"),
                   "this was exported by a newer asynclearn; update first");
    if (json_has(root, "position_at")) {
        content->position = read_word(root, "position", arena);
        content->position_at = read_moment(root, "position_at", arena);
    }
    struct json attempts = json_get(root, "attempts");
    content->attempts =
        arena_alloc(arena, (json_len(attempts) + 1) * sizeof *content->attempts);
    for (struct json item = json_first(attempts); item.value; item = json_next(item))
        content->attempts[content->attempt_count++] = read_attempt(item, arena);
    if (!json_has(root, "exercises"))
        return;
    struct json exercises = json_get(root, "exercises");
    content->exercises =
        arena_alloc(arena, (json_len(exercises) + 1) * sizeof *content->exercises);
    for (struct json item = json_first(exercises); item.value; item = json_next(item))
        content->exercises[content->exercise_count++] = read_exercise(item, arena);
}

static int merge_position(struct store *store, const struct content *content, int64_t now,
                          struct diag *diag)
{
    if (!content->position)
        return SQLITE_OK;
    /* A position from a clock that ran ahead must not win for ever. */
    char at[UTC_TEXT_BYTES];
    utc_format(content->position_at < now ? content->position_at : now, at);
    return sql_run(store->db, diag,
                   "INSERT INTO state VALUES ('position', ?, ?) ON CONFLICT (key) DO UPDATE"
                   " SET value = excluded.value, at = excluded.at WHERE excluded.at > at",
                   "ss", content->position, at);
}

static int merge_exercise(struct store *store, const struct exercise_row *exercise,
                          struct diag *diag)
{
    return sql_run(store->db, diag,
                   "INSERT INTO exercises (id, started, hints) VALUES (?, ?, ?)"
                   " ON CONFLICT (id) DO UPDATE SET hints = max(hints, excluded.hints),"
                   " started = min(coalesce(started, excluded.started),"
                   "               coalesce(excluded.started, started))",
                   "ssi", exercise->id, exercise->started, exercise->hints);
}

static int merge_content(struct store *store, const struct content *content, int64_t now,
                         struct document_merged *merged, struct diag *diag)
{
    for (size_t i = 0; i < content->attempt_count; i++) {
        if (store_add_attempt(store, &content->attempts[i], diag))
            return -1;
        if (sqlite3_changes(store->db))
            merged->added++;
        else
            merged->known++;
    }
    for (size_t i = 0; i < content->exercise_count; i++) {
        if (merge_exercise(store, &content->exercises[i], diag))
            return -1;
    }
    return merge_position(store, content, now, diag);
}

static int store_content(struct store *store, const struct content *content, int64_t now,
                         struct document_merged *ret_merged, struct diag *diag)
{
    struct document_merged merged = { 0 };
    int err = sql_run(store->db, diag, "BEGIN IMMEDIATE", "");
    if (!err)
        err = sql_finish(store->db, merge_content(store, content, now, &merged, diag), diag);
    if (err)
        return DOCUMENT_NOT_STORED;
    *ret_merged = merged;
    return 0;
}

int document_merge(struct store *store, const char *file, int64_t now,
                   struct document_merged *ret_merged, struct diag *diag)
{
    struct json_doc doc;
    if (json_open(&doc, file, diag))
        return DOCUMENT_FAULTY;
    struct content content = { 0 };
    read_content(json_root(&doc), &content);
    int err = DOCUMENT_FAULTY;
    if (!json_failed(&doc))
        err = store_content(store, &content, now, ret_merged, diag);
    arena_finish(&content.arena);
    json_close(&doc);
    return err;
}
