/* Typed reading of JSON documents (cJSON parses; this says where a fault is).
 *
 * A `struct json` is a cursor: a value and the document it is in. Readers keep the first fault
 * in the document's diag with file:line:col, the source line and the path
 * (`steps[2].check.answer`), and return a harmless default; so a loader reads everything
 * straight through and asks json_failed() once.
 *
 * Example:
 *     struct json_doc doc;
 *     if (json_open(&doc, path, diag))
 *         return -1;
 *     struct json root = json_root(&doc);
 *     json_keys(root, "id title? steps");        // required, optional; others are faults
 *     const char *id = json_string(root, "id", arena);
 *     size_t n = json_count(root, "steps");
 *     for (size_t i = 0; i < n; i++) {
 *         struct json step = json_item(root, "steps", i);
 *         ...
 *     }
 *     int err = json_failed(&doc) ? -1 : 0;
 *     json_close(&doc); */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <cjson/cJSON.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"

struct json_doc {
    const char *file;  /* borrowed: shown in faults */
    struct buf text;   /* the source, kept to find positions */
    cJSON *tree;       /* owned */
    struct diag *diag; /* borrowed: receives the first fault */
};

struct json {
    struct json_doc *doc;
    const cJSON *value; /* NULL after a fault: every reader then returns its default */
};

/* Reads and parses the file. Returns 0, or -1 with `diag` set (missing, broken JSON, a
 * duplicate key); after -1 there is nothing to close. `diag` is borrowed until json_close() and
 * must not be set yet. */
int json_open(struct json_doc *doc, const char *file, struct diag *diag);
/* The same for a text in memory; `name` is shown as the file. */
int json_open_text(struct json_doc *doc, const char *name, const char *text, size_t len_bytes,
                   struct diag *diag);
bool json_failed(const struct json_doc *doc);
void json_close(struct json_doc *doc);

struct json json_root(struct json_doc *doc);
/* Checks an object's keys: words of `keys` are required, those ending in `?` optional; any
 * other key is a fault that names the nearest known one. */
void json_keys(struct json object, const char *keys);
bool json_has(struct json object, const char *key);
struct json json_get(struct json object, const char *key); /* a fault if missing */
size_t json_count(struct json object, const char *key);    /* array length; 0 if absent */
struct json json_item(struct json object, const char *key, size_t index);
size_t json_len(struct json array);
struct json json_at(struct json array, size_t index);
/* Several objects in one array, read in time proportional to their number:
 *     for (struct json step = json_first(steps); step.value; step = json_next(step)) */
struct json json_first(struct json array);
struct json json_next(struct json item);

/* What the path (`steps[2].check`) leads to, or as far as it leads. Never a fault. */
struct json json_follow(struct json from, const char *path);

/* A member of an object. The string is copied into `arena`. `_or` forms take a default for
 * absence. */
const char *json_string(struct json object, const char *key, struct arena *arena);
const char *json_string_or(struct json object, const char *key, struct arena *arena,
                           const char *otherwise);
long long json_int(struct json object, const char *key, long long min, long long max);
long long json_int_or(struct json object, const char *key, long long min, long long max,
                      long long otherwise);
double json_number_or(struct json object, const char *key, double otherwise);
bool json_bool_or(struct json object, const char *key, bool otherwise);
/* The value itself: "" or `min` after a fault. */
const char *json_as_string(struct json value, struct arena *arena);
long long json_as_int(struct json value, long long min, long long max);
/* One of the words in the NULL-terminated list: its index; a fault naming them otherwise
 * (returns 0). */
int json_choice(struct json object, const char *key, const char *const words[]);

/* A fault of the caller's own at this value: position and path are filled in. */
__attribute__((format(printf, 2, 3))) void json_fault(struct json value, const char *format,
                                                      ...);

#endif
