#include "judge/report.h"

#include <cjson/cJSON.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

/* ---- In words ---- */

static void add_place(const struct judgement *judgement, struct buf *out)
{
    const struct place *place = &judgement->place;
    if (place->tick)
        buf_addf(out, "First seen in tick %" PRIu32 ", at %" PRId64 " ms", place->tick,
                 place->t_us / 1000);
    if (*place->at)
        buf_addf(out, "%s %s", place->tick ? ", in" : "In", place->at);
    if (place->tick || *place->at)
        buf_adds(out, ".\n");
}

void report_add_explanation(const struct judgement *judgement, struct buf *out)
{
    if (judgement->verdict == VERDICT_PASS) {
        buf_addf(out, "It held under all %zu schedules.\n", judgement->runs);
        return;
    }
    buf_addf(out, "%s.\n", judgement->message);
    add_place(judgement, out);
    if (judgement->schedule)
        buf_addf(out, "Schedule: %s. Seed: %" PRIu64 ".\n", judgement->schedule,
                 judgement->seed);
    if (judgement->verdict == VERDICT_COMPILE_ERROR)
        buf_adds(out, judgement->said);
}

/* ---- For scripts ---- */

static cJSON *checks_of(const struct judgement *judgement)
{
    cJSON *list = cJSON_CreateArray();
    for (size_t i = 0; i < judgement->check_count; i++) {
        const struct judgement_check *check = &judgement->checks[i];
        cJSON *item = cJSON_CreateObject();
        cJSON_AddStringToObject(item, "id", check->id);
        cJSON_AddBoolToObject(item, "ok", check->ok);
        cJSON_AddStringToObject(item, "message", check->message);
        cJSON_AddItemToArray(list, item);
    }
    return list;
}

static void add_optional(cJSON *object, const char *key, const char *text)
{
    if (text && *text)
        cJSON_AddStringToObject(object, key, text);
}

/* As digits: JSON's numbers are too short. */
static void add_hash(cJSON *object, const char *key, uint64_t hash)
{
    char digits[24];
    snprintf(digits, sizeof(digits), "%016" PRIx64, hash);
    cJSON_AddStringToObject(object, key, digits);
}

void report_add_json(const struct judgement *judgement, struct buf *out)
{
    struct buf explain = { 0 };
    cJSON *object = cJSON_CreateObject();
    report_add_explanation(judgement, &explain);
    cJSON_AddStringToObject(object, "file", judgement->file);
    cJSON_AddStringToObject(object, "exercise", judgement->exercise);
    cJSON_AddStringToObject(object, "verdict", verdict_words[judgement->verdict]);
    cJSON_AddBoolToObject(object, "passed", judgement->verdict == VERDICT_PASS);
    cJSON_AddNumberToObject(object, "seed", (double)judgement->seed);
    cJSON_AddItemToObject(object, "checks", checks_of(judgement));
    cJSON_AddNumberToObject(object, "tick", judgement->place.tick);
    cJSON_AddNumberToObject(object, "vtime_ms", (double)(judgement->place.t_us / 1000));
    cJSON_AddStringToObject(object, "explain", buf_str(&explain));
    add_optional(object, "line", judgement->place.at);
    add_optional(object, "schedule", judgement->schedule);
    add_optional(object, "message", judgement->message);
    add_optional(object, "timeline", judgement->timeline);
    add_optional(object, "compiler", judgement->said);
    cJSON_AddNumberToObject(object, "schedules", (double)judgement->runs);
    cJSON_AddStringToObject(object, "sandbox", judgement->sandbox);
    add_hash(object, "source", judgement->source);
    char *text = cJSON_PrintUnformatted(object);
    buf_addf(out, "%s\n", text);
    cJSON_free(text);
    cJSON_Delete(object);
    buf_finish(&explain);
}

static void read_checks(struct json object, struct judgement *into)
{
    into->check_count = json_count(object, "checks");
    into->checks = arena_alloc(&into->arena, into->check_count * sizeof(*into->checks));
    for (size_t i = 0; i < into->check_count; i++) {
        struct json item = json_item(object, "checks", i);
        json_keys(item, "id ok message");
        into->checks[i] = (struct judgement_check){
            .id = json_string(item, "id", &into->arena),
            .ok = json_bool_or(item, "ok", false),
            .message = json_string(item, "message", &into->arena),
        };
    }
}

static void read_place(struct json object, struct judgement *into)
{
    into->place = (struct place){
        .tick = (uint32_t)json_int(object, "tick", 0, UINT32_MAX),
        .t_us = json_int(object, "vtime_ms", 0, INT32_MAX) * 1000,
        .at = json_string_or(object, "line", &into->arena, ""),
    };
}

static void read_texts(struct json object, struct judgement *into)
{
    struct arena *arena = &into->arena;
    into->exercise = json_string(object, "exercise", arena);
    into->file = json_string(object, "file", arena);
    into->schedule = json_string_or(object, "schedule", arena, NULL);
    into->message = json_string_or(object, "message", arena, "");
    into->timeline = json_string_or(object, "timeline", arena, "");
    into->said = json_string_or(object, "compiler", arena, "");
    into->sandbox = json_string(object, "sandbox", arena);
    into->source = strtoull(json_string(object, "source", arena), NULL, 16);
}

int report_read_json(struct json object, struct judgement *ret_judgement)
{
    struct judgement judgement = { 0 };
    json_keys(object, "file exercise verdict passed seed checks tick vtime_ms explain line? "
                      "schedule? message? timeline? compiler? schedules sandbox source");
    read_texts(object, &judgement);
    read_checks(object, &judgement);
    read_place(object, &judgement);
    judgement.verdict = (enum verdict)json_choice(object, "verdict", verdict_words);
    judgement.seed = (uint64_t)json_int(object, "seed", 0, INT64_MAX);
    judgement.runs = (size_t)json_int(object, "schedules", 0, INT32_MAX);
    if (json_failed(object.doc)) {
        judgement_finish(&judgement);
        return -1;
    }
    *ret_judgement = judgement;
    return 0;
}

/* ---- For spreadsheets ---- */

/* RFC 4180: in quotes, and quotes doubled. */
static void add_quoted(struct buf *out, const char *text)
{
    buf_addc(out, '"');
    for (; *text; text++) {
        if (*text == '"')
            buf_addc(out, '"');
        buf_addc(out, *text);
    }
    buf_addc(out, '"');
}

void report_add_csv(const struct judgement *judgement, struct buf *out)
{
    if (!judgement) {
        buf_adds(out, "file,exercise,verdict,passed,seed,message\r\n");
        return;
    }
    add_quoted(out, judgement->file);
    buf_addf(out, ",%s,%s,%s,%" PRIu64 ",", judgement->exercise,
             verdict_words[judgement->verdict],
             judgement->verdict == VERDICT_PASS ? "true" : "false", judgement->seed);
    add_quoted(out, judgement->message);
    buf_adds(out, "\r\n");
}

/* ---- For build servers ---- */

static void add_xml(struct buf *out, const char *text)
{
    for (; *text; text++) {
        switch (*text) {
        case '<':
            buf_adds(out, "&lt;");
            break;
        case '>':
            buf_adds(out, "&gt;");
            break;
        case '&':
            buf_adds(out, "&amp;");
            break;
        case '"':
            buf_adds(out, "&quot;");
            break;
        default:
            buf_addc(out, *text);
        }
    }
}

static void add_case(const struct judgement *judgement, struct buf *out)
{
    buf_adds(out, "  <testcase classname=\"");
    add_xml(out, judgement->exercise);
    buf_adds(out, "\" name=\"");
    add_xml(out, judgement->file);
    if (judgement->verdict == VERDICT_PASS) {
        buf_adds(out, "\"/>\n");
        return;
    }
    struct buf explain = { 0 };
    const char *kind = judgement->verdict == VERDICT_INTERNAL_ERROR ? "error" : "failure";
    report_add_explanation(judgement, &explain);
    buf_addf(out, "\">\n    <%s type=\"%s\" message=\"", kind,
             verdict_words[judgement->verdict]);
    add_xml(out, judgement->message);
    buf_adds(out, "\">");
    add_xml(out, buf_str(&explain));
    buf_addf(out, "</%s>\n  </testcase>\n", kind);
    buf_finish(&explain);
}

void report_add_junit(const struct judgement judgements[], size_t count, struct buf *out)
{
    size_t failures = 0, errors = 0;
    for (size_t i = 0; i < count; i++) {
        errors += judgements[i].verdict == VERDICT_INTERNAL_ERROR;
        failures += judgements[i].verdict != VERDICT_PASS;
    }
    buf_adds(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    buf_addf(out,
             "<testsuite name=\"asynclearn\" tests=\"%zu\" failures=\"%zu\" errors=\"%zu\">\n",
             count, failures - errors, errors);
    for (size_t i = 0; i < count; i++)
        add_case(&judgements[i], out);
    buf_adds(out, "</testsuite>\n");
}
