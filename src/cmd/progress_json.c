/* `progress --json`. */
#include "cmd/progress_report.h"

#include "progress/document.h"

static void add_topic(cJSON *list, const struct topic *topic)
{
    cJSON *object = cJSON_CreateObject();
    cJSON_AddStringToObject(object, "id", topic->id);
    cJSON_AddStringToObject(object, "title", topic->title);
    cJSON_AddNumberToObject(object, "items", (double)topic->items);
    cJSON_AddNumberToObject(object, "done", (double)topic->done);
    cJSON_AddNumberToObject(object, "mastery", topic->mastery);
    cJSON_AddItemToArray(list, object);
}

static void add_topics(const struct report *report, cJSON *document)
{
    struct topic topic;
    cJSON *topics = cJSON_AddArrayToObject(document, "topics");
    for (size_t n = 0; report_topic(report, n, &topic); n++)
        add_topic(topics, &topic);
}

static void add_summary(const struct summary *summary, cJSON *document)
{
    cJSON_AddNumberToObject(document, "answers", (double)summary->answers);
    cJSON_AddNumberToObject(document, "right", (double)summary->right);
    cJSON_AddNumberToObject(document, "seconds", (double)summary->seconds);
    cJSON_AddNumberToObject(document, "active_days", summary->active_days);
    cJSON_AddNumberToObject(document, "streak_days", summary->streak_days);
    cJSON *weeks = cJSON_AddArrayToObject(document, "weeks");
    for (size_t i = 0; i < SUMMARY_WEEKS; i++) {
        char monday[UTC_TEXT_BYTES];
        report_format_day(summary->weeks[i].monday, monday);
        cJSON *week = cJSON_CreateObject();
        cJSON_AddStringToObject(week, "from", monday);
        cJSON_AddNumberToObject(week, "count", (double)summary->weeks[i].count);
        cJSON_AddItemToArray(weeks, week);
    }
}

int progress_print_json(const struct report *report, struct diag *diag)
{
    cJSON *document = document_make(app_store(report->app), NULL, report->now, diag);
    if (!document)
        return -1;
    add_summary(&report->summary, document);
    add_topics(report, document);
    char *text = cJSON_PrintUnformatted(document);
    fprintf(report->app->out, "%s\n", text);
    cJSON_free(text);
    cJSON_Delete(document);
    return 0;
}
