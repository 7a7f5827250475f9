#include "judge/report.h"

#include <cjson/cJSON.h>
#include <inttypes.h>
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
    add_optional(object, "compiler", judgement->said);
    cJSON_AddNumberToObject(object, "schedules", (double)judgement->runs);
    cJSON_AddStringToObject(object, "sandbox", judgement->sandbox);
    char *text = cJSON_PrintUnformatted(object);
    buf_addf(out, "%s\n", text);
    cJSON_free(text);
    cJSON_Delete(object);
    buf_finish(&explain);
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
