#include "base/json.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/json_place.h"
#include "base/mem.h"
#include "base/suggest.h"

/* ---- Faults ---- */

static void fault_at(struct json_doc *doc, const cJSON *value, bool of_key, const char *format,
                     va_list args)
{
    if (diag_is_set(doc->diag))
        return;
    struct buf message = { 0 }, path = { 0 };
    buf_addv(&message, format, args);
    const char *text = buf_str(&doc->text);
    diag_set_at(doc->diag, doc->file, text, json_place_offset(text, doc->tree, value, of_key),
                "%s", buf_str(&message));
    json_place_path(doc->tree, value, &path);
    doc->diag->path = buf_take(&path);
    buf_finish(&message);
}

void json_fault(struct json value, const char *format, ...)
{
    if (!value.value)
        return;
    va_list args;
    va_start(args, format);
    fault_at(value.doc, value.value, false, format, args);
    va_end(args);
}

/* The same at the name of the member `value`, not at its value. */
__attribute__((format(printf, 3, 4))) static void name_fault(struct json_doc *doc,
                                                             const cJSON *value,
                                                             const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fault_at(doc, value, true, format, args);
    va_end(args);
}

static const char *kind_of(const cJSON *value)
{
    if (cJSON_IsString(value))
        return "a text";
    if (cJSON_IsNumber(value))
        return "a number";
    if (cJSON_IsBool(value))
        return "true or false";
    if (cJSON_IsArray(value))
        return "a list";
    if (cJSON_IsObject(value))
        return "an object";
    return "null";
}

static struct json nothing(struct json_doc *doc)
{
    return (struct json){ doc, NULL };
}

static struct json wrong_kind(struct json value, const char *wanted)
{
    json_fault(value, "this must be %s, not %s", wanted, kind_of(value.value));
    return nothing(value.doc);
}

/* ---- Documents ---- */

/* cJSON keeps every member of the same name and finds only the first: a slip nobody would
 * notice. */
static bool check_duplicates(struct json_doc *doc, const cJSON *value)
{
    for (const cJSON *child = value->child; child; child = child->next) {
        if (!check_duplicates(doc, child))
            return false;
        if (!cJSON_IsObject(value))
            continue;
        for (const cJSON *earlier = value->child; earlier != child; earlier = earlier->next) {
            if (strcmp(earlier->string, child->string) != 0)
                continue;
            name_fault(doc, child, "\"%s\" stands here a second time: keep one", child->string);
            return false;
        }
    }
    return true;
}

/* `end` is where cJSON stopped: NULL when it did not begin. */
static void broken(struct json_doc *doc, const char *end)
{
    const char *text = buf_str(&doc->text);
    size_t offset = end ? (size_t)(end - text) : 0;
    bool at_end = strspn(text + offset, " \t\r\n") == doc->text.len - offset;
    diag_set_at(doc->diag, doc->file, text, offset, "broken JSON: %s",
                at_end ? "the file ends in the middle of a value"
                       : "a value, comma or closing bracket is missing or wrong here");
}

static int parse(struct json_doc *doc)
{
    buf_add(&doc->text, "", 0); /* an empty file is a text too */
    const char *text = buf_str(&doc->text), *end = NULL;
    doc->tree = cJSON_ParseWithLengthOpts(text, doc->text.len, &end, 0);
    if (doc->tree)
        end += strspn(end, " \t\r\n");
    if (!doc->tree || end != text + doc->text.len)
        broken(doc, end);
    else
        check_duplicates(doc, doc->tree);
    if (!diag_is_set(doc->diag))
        return 0;
    json_close(doc);
    return -1;
}

int json_open(struct json_doc *doc, const char *file, struct diag *diag)
{
    *doc = (struct json_doc){ .file = file, .diag = diag };
    if (file_read(file, &doc->text, diag))
        return -1;
    return parse(doc);
}

int json_open_text(struct json_doc *doc, const char *name, const char *text, size_t len_bytes,
                   struct diag *diag)
{
    *doc = (struct json_doc){ .file = name, .diag = diag };
    buf_add(&doc->text, text, len_bytes);
    return parse(doc);
}

bool json_failed(const struct json_doc *doc)
{
    return diag_is_set(doc->diag);
}

void json_close(struct json_doc *doc)
{
    cJSON_Delete(doc->tree);
    buf_finish(&doc->text);
    *doc = (struct json_doc){ 0 };
}

struct json json_root(struct json_doc *doc)
{
    return (struct json){ doc, doc->tree };
}

/* ---- Objects and lists ---- */

static struct json member(struct json object, const char *key)
{
    if (!object.value)
        return object;
    if (!cJSON_IsObject(object.value))
        return wrong_kind(object, "an object");
    return (struct json){ object.doc, cJSON_GetObjectItemCaseSensitive(object.value, key) };
}

bool json_has(struct json object, const char *key)
{
    return member(object, key).value != NULL;
}

struct json json_get(struct json object, const char *key)
{
    struct json found = member(object, key);
    if (!found.value)
        json_fault(object, "\"%s\" is missing here", key);
    return found;
}

/* The words of json_keys(): their names without the `?`, and which are required. */
struct key_list {
    const char *names[64];
    bool required[64];
    size_t count;
};

static void split_keys(char *words, struct key_list *list)
{
    char *rest = NULL;
    for (char *word = strtok_r(words, " ", &rest); word; word = strtok_r(NULL, " ", &rest)) {
        if (list->count == sizeof(list->names) / sizeof(list->names[0]))
            return;
        char *mark = strchr(word, '?');
        if (mark)
            *mark = '\0';
        list->names[list->count] = word;
        list->required[list->count++] = !mark;
    }
}

static bool is_known(const struct key_list *list, const char *name)
{
    for (size_t i = 0; i < list->count; i++) {
        if (strcmp(list->names[i], name) == 0)
            return true;
    }
    return false;
}

static void unknown_key(struct json_doc *doc, const cJSON *value, const struct key_list *list)
{
    const char *nearest = suggest_nearest(value->string, list->names, list->count);
    if (nearest)
        name_fault(doc, value, "unknown key \"%s\": did you mean \"%s\"?", value->string,
                   nearest);
    else
        name_fault(doc, value, "unknown key \"%s\"", value->string);
}

void json_keys(struct json object, const char *keys)
{
    if (!object.value)
        return;
    if (!cJSON_IsObject(object.value)) {
        wrong_kind(object, "an object");
        return;
    }
    struct key_list list = { .count = 0 };
    char *words = mem_strdup(keys);
    split_keys(words, &list);
    for (const cJSON *child = object.value->child; child; child = child->next) {
        if (!is_known(&list, child->string))
            unknown_key(object.doc, child, &list);
    }
    for (size_t i = 0; i < list.count; i++) {
        if (list.required[i])
            json_get(object, list.names[i]);
    }
    free(words);
}

size_t json_len(struct json array)
{
    if (array.value && !cJSON_IsArray(array.value))
        wrong_kind(array, "a list");
    return array.value && cJSON_IsArray(array.value) ? (size_t)cJSON_GetArraySize(array.value)
                                                     : 0;
}

struct json json_at(struct json array, size_t index)
{
    struct json item = json_first(array);
    while (item.value && index-- > 0)
        item = json_next(item);
    return item;
}

struct json json_first(struct json array)
{
    if (!array.value)
        return array;
    if (!cJSON_IsArray(array.value))
        return wrong_kind(array, "a list");
    return (struct json){ array.doc, array.value->child };
}

struct json json_next(struct json item)
{
    return (struct json){ item.doc, item.value ? item.value->next : NULL };
}

size_t json_count(struct json object, const char *key)
{
    return json_len(member(object, key));
}

struct json json_item(struct json object, const char *key, size_t index)
{
    return json_at(member(object, key), index);
}

/* One step of a path: `[2]` or `key`, up to the next `[` or `.`; moves `path` behind it. */
static const cJSON *follow_one(const cJSON *from, const char **path)
{
    if (**path == '[') {
        char *end = NULL;
        long index = strtol(*path + 1, &end, 10);
        *path = end + (*end == ']');
        return cJSON_GetArrayItem(from, (int)index);
    }
    *path += **path == '.';
    size_t len = strcspn(*path, ".[");
    char *key = mem_strndup(*path, len);
    const cJSON *found = cJSON_GetObjectItemCaseSensitive(from, key);
    free(key);
    *path += len;
    return found;
}

struct json json_follow(struct json from, const char *path)
{
    while (*path) {
        const cJSON *next = follow_one(from.value, &path);
        if (!next)
            break;
        from.value = next;
    }
    return from;
}

/* ---- Values ---- */

const char *json_as_string(struct json value, struct arena *arena)
{
    if (!value.value)
        return "";
    if (!cJSON_IsString(value.value)) {
        wrong_kind(value, "a text");
        return "";
    }
    return arena_strdup(arena, value.value->valuestring);
}

long long json_as_int(struct json value, long long min, long long max)
{
    if (!value.value)
        return min;
    if (!cJSON_IsNumber(value.value)) {
        wrong_kind(value, "a whole number");
        return min;
    }
    double number = value.value->valuedouble;
    if (floor(number) == number && number >= (double)min && number <= (double)max)
        return (long long)number;
    json_fault(value, "this must be a whole number from %lld to %lld", min, max);
    return min;
}

const char *json_string(struct json object, const char *key, struct arena *arena)
{
    return json_as_string(json_get(object, key), arena);
}

const char *json_string_or(struct json object, const char *key, struct arena *arena,
                           const char *otherwise)
{
    struct json value = member(object, key);
    return value.value ? json_as_string(value, arena) : otherwise;
}

long long json_int(struct json object, const char *key, long long min, long long max)
{
    return json_as_int(json_get(object, key), min, max);
}

long long json_int_or(struct json object, const char *key, long long min, long long max,
                      long long otherwise)
{
    struct json value = member(object, key);
    return value.value ? json_as_int(value, min, max) : otherwise;
}

double json_number_or(struct json object, const char *key, double otherwise)
{
    struct json value = member(object, key);
    if (!value.value)
        return otherwise;
    if (cJSON_IsNumber(value.value))
        return value.value->valuedouble;
    wrong_kind(value, "a number");
    return otherwise;
}

bool json_bool_or(struct json object, const char *key, bool otherwise)
{
    struct json value = member(object, key);
    if (!value.value)
        return otherwise;
    if (cJSON_IsBool(value.value))
        return cJSON_IsTrue(value.value);
    wrong_kind(value, "true or false");
    return otherwise;
}

static void not_a_choice(struct json value, const char *word, const char *const words[])
{
    struct buf known = { 0 };
    for (size_t i = 0; words[i]; i++)
        buf_addf(&known, "%s\"%s\"", i ? ", " : "", words[i]);
    json_fault(value, "\"%s\" is none of %s", word, buf_str(&known));
    buf_finish(&known);
}

int json_choice(struct json object, const char *key, const char *const words[])
{
    struct json value = json_get(object, key);
    if (!value.value)
        return 0;
    if (!cJSON_IsString(value.value)) {
        wrong_kind(value, "a text");
        return 0;
    }
    for (int i = 0; words[i]; i++) {
        if (strcmp(value.value->valuestring, words[i]) == 0)
            return i;
    }
    not_a_choice(value, value.value->valuestring, words);
    return 0;
}
