/* A page of its own, without a network: the records and sources as JSON, and our script, which
 * computes from them what there is to see. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "trace/advice/advice.h"
#include "trace/describe.h"
#include "trace/export/export.h"
#include "trace/sentence.h"
#include "trace/source.h"

/* The files next to this one of these names. */
extern const char export_html_css[], export_html_js[], export_html_state_js[],
    export_html_words_js[];

enum { FIELDS = 16 }; /* of a row, before the ready queue: html_state.js names them */

struct page {
    const struct recording *recording;
    struct buf *out;
    struct sources sources;
    struct strings strings; /* of the page: rows refer to them */
    uint32_t *places;       /* of the page, by string `at` of the recording; 0: not yet */
    struct buf place_rows;  /* "[file,line]" for each, as JSON */
    uint32_t place_count;
    struct buf text; /* scratch */
};

/* ---- Places ---- */

static uint32_t source_index(const struct page *page, const struct source *source)
{
    uint32_t index = 0;
    while (page->sources.items[index] != source)
        index++;
    return index;
}

/* A place in a file that is not here is none. */
static uint32_t find_place(struct page *page, uint32_t at)
{
    struct place place;
    if (!at || page->places[at])
        return page->places[at];
    if (!sources_find(&page->sources, recording_string(page->recording, at), &place))
        return 0;
    buf_addf(&page->place_rows, ",[%" PRIu32 ",%d]", source_index(page, place.source),
             place.line);
    return page->places[at] = ++page->place_count;
}

/* ---- Records ---- */

static uint32_t add_string(struct page *page, const char *text)
{
    return strings_add(&page->strings, text, strlen(text));
}

static uint32_t add_word(struct page *page, uint32_t string)
{
    return add_string(page, recording_string(page->recording, string));
}

static uint32_t add_subject(struct page *page, const struct record *record)
{
    buf_truncate(&page->text, 0);
    sentence_subject(page->recording, record, &page->text);
    return add_string(page, buf_str(&page->text));
}

static uint32_t add_predicate(struct page *page, const struct record *record, size_t index)
{
    buf_truncate(&page->text, 0);
    sentence_predicate(page->recording, record, index, &page->text);
    return add_string(page, buf_str(&page->text));
}

static uint32_t add_awaited(struct page *page, const struct record *wait)
{
    buf_truncate(&page->text, 0);
    describe_awaited(page->recording, wait, &page->text);
    return add_string(page, buf_str(&page->text));
}

static uint32_t add_value(struct page *page, const struct record *record)
{
    buf_truncate(&page->text, 0);
    describe_value(record, &page->text);
    return add_string(page, buf_str(&page->text));
}

/* What words need of it that are said later, while it lasts. */
static uint32_t add_noun(struct page *page, const struct record *record)
{
    const char *step;
    switch (record->kind) {
    case WORD_WAIT:
        return add_awaited(page, record);
    case WORD_DONE:
        return add_word(page, record->error);
    case WORD_ENTER:
    case WORD_TIMER:
    case WORD_THREAD:
    case WORD_CALL:
        return add_word(page, record->name);
    case WORD_LOCK:
    case WORD_SEMAPHORE:
    case WORD_EVENT:
    case WORD_QUEUE:
        return add_value(page, record);
    case WORD_WARNING:
        step = advice_step(page->recording, record);
        return step ? add_string(page, step) : 0;
    default:
        return 0;
    }
}

static void add_ready(struct page *page, const struct record *tick)
{
    const uint32_t *ready = recording_ready(page->recording, tick);
    buf_adds(page->out, ",[");
    for (uint32_t i = 0; i < tick->ready_count; i++)
        buf_addf(page->out, "%s%" PRIu32, i ? "," : "", ready[i]);
    buf_addc(page->out, ']');
}

static void add_row(struct page *page, size_t index)
{
    const struct record *record = recording_at(page->recording, index);
    bool is_tick = record->kind == WORD_TICK, has_amount = record->amount != RECORD_NO_AMOUNT;
    const int64_t fields[FIELDS] = {
        add_word(page, record->kind),
        record->t_us,
        record->tick,
        is_tick ? 0 : record->task,
        is_tick ? 0 : record->by,
        is_tick ? 0 : record->other,
        is_tick ? 0 : record->object,
        add_word(page, record->what),
        has_amount ? record->amount : 0,
        find_place(page, record->at),
        add_subject(page, record),
        add_predicate(page, record, index),
        add_noun(page, record),
        record->kind == WORD_WAIT && !has_amount,
        sentence_is_internal(page->recording, record),
        is_tick && record->has_more_ready,
    };
    size_t count = FIELDS;
    while (!is_tick && count > 1 && !fields[count - 1])
        count--;
    buf_adds(page->out, index ? ",\n[" : "\n[");
    for (size_t i = 0; i < count; i++)
        buf_addf(page->out, "%s%" PRId64, i ? "," : "", fields[i]);
    if (is_tick)
        add_ready(page, record);
    buf_addc(page->out, ']');
}

/* ---- Everything else ---- */

static void add_tasks(struct page *page)
{
    for (uint32_t task = 0; task < page->recording->task_count; task++) {
        buf_truncate(&page->text, 0);
        describe_task(page->recording, task, &page->text);
        buf_adds(page->out, task ? ",[" : "[");
        export_json(page->out, buf_str(&page->text));
        buf_addf(page->out, ",%" PRIu32 "]", page->recording->tasks[task].parent);
    }
}

static void add_shared(struct page *page)
{
    const struct recording *recording = page->recording;
    for (size_t i = 0; i < recording->shared.count; i++) {
        uint32_t number = recording->shared.items[i];
        const struct recorded_object *object = &recording->objects[number];
        buf_truncate(&page->text, 0);
        describe_object(recording, object->kind, object->name, number, &page->text);
        buf_addf(page->out, "%s[%" PRIu32 ",%" PRIu32 ",", i ? "," : "", number, object->born);
        export_json(page->out, buf_str(&page->text));
        buf_addc(page->out, ']');
    }
}

static void add_strings(struct page *page)
{
    for (size_t i = 0; i < page->strings.count; i++) {
        buf_adds(page->out, i ? ",\n" : "");
        export_json(page->out, strings_get(&page->strings, (uint32_t)i));
    }
}

static void add_source(struct page *page, const struct source *source)
{
    buf_adds(page->out, "{\"path\":");
    export_json(page->out, source->path);
    buf_adds(page->out, ",\"lines\":[");
    for (size_t i = 0; i < source->lines.count; i++) {
        buf_adds(page->out, i ? ",\n" : "");
        export_json(page->out, buf_str(&source->lines.items[i].text));
    }
    buf_adds(page->out, "]}");
}

/* Rows come first: they find the strings and places that there are. */
static void add_trace(struct page *page)
{
    buf_adds(page->out, "{\"clock\":");
    export_json(page->out, recording_string(page->recording, page->recording->clock));
    buf_adds(page->out, ",\"records\":[");
    for (size_t i = 0; i < page->recording->count; i++)
        add_row(page, i);
    buf_adds(page->out, "],\n\"tasks\":[");
    add_tasks(page);
    buf_adds(page->out, "],\n\"shared\":[");
    add_shared(page);
    buf_adds(page->out, "],\n\"strings\":[");
    add_strings(page);
    buf_addf(page->out, "],\n\"places\":[null%s],\n\"sources\":[", buf_str(&page->place_rows));
    for (size_t i = 0; i < page->sources.count; i++) {
        buf_adds(page->out, i ? "," : "");
        add_source(page, page->sources.items[i]);
    }
    buf_adds(page->out, "]}");
}

static const char head[] =
    "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n"
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
    "style-src 'unsafe-inline'; script-src 'unsafe-inline'\">\n<title>";

static const char body[] =
    "<main>\n<div id=\"bar\">\n"
    "<div id=\"controls\" role=\"group\" aria-label=\"Move\">\n"
    "<button id=\"first\">Start</button> "
    "<button id=\"tickBack\" title=\"one tick back\">− tick</button>\n"
    "<button id=\"back\" title=\"one event back\">− event</button> "
    "<button id=\"play\">Play</button>\n"
    "<button id=\"on\" title=\"one event on\">+ event</button> "
    "<button id=\"tickOn\" title=\"one tick on\">+ tick</button>\n"
    "<button id=\"last\">End</button>\n"
    "<span class=\"dim\">← → event, ↑ ↓ tick, Home, End, space</span>\n"
    "<input id=\"scrubber\" type=\"range\" min=\"0\" value=\"0\" aria-label=\"event\">\n"
    "</div>\n"
    "<p id=\"where\"></p>\n"
    "<p id=\"what\" aria-live=\"polite\"></p>\n"
    "</div>\n<div id=\"panes\">\n"
    "<section id=\"warned\" class=\"wide\"><h2>Warnings</h2>"
    "<ul id=\"warnings\" class=\"scrolls\"></ul></section>\n"
    "<section class=\"wide\"><h2>Lanes, by event</h2>\n"
    "<p class=\"dim\">▆ runs, ▃ waits, ▁ is ready, ✓ done, ✗ failed, ⊘ cancelled, – "
    "dropped</p>\n"
    "<div id=\"lanes\" class=\"scrolls\" tabindex=\"0\" role=\"img\" "
    "aria-label=\"what each task did; the list of tasks says it in words\">"
    "<div id=\"over\"><div id=\"now\"></div></div></div></section>\n"
    "<section><h2 id=\"path\">Source</h2>"
    "<div id=\"source\" class=\"scrolls\" tabindex=\"0\" role=\"group\" "
    "aria-labelledby=\"path\"></div></section>\n"
    "<section><h2>Loop</h2><dl>\n"
    "<dt>runs</dt><dd id=\"running\"></dd>\n"
    "<dt>then, in this tick</dt><dd id=\"batch\"></dd>\n"
    "<dt>in the next tick</dt><dd id=\"next\"></dd>\n"
    "<div class=\"row\"><dt>from outside</dt><dd><ul id=\"io\"></ul></dd></div>\n"
    "<div class=\"row\"><dt>in threads</dt><dd><ul id=\"jobs\"></ul></dd></div>\n"
    "<dt>timers</dt><dd><ul id=\"timers\"></ul></dd>\n"
    "<div class=\"row\"><dt>shared</dt><dd><ul id=\"shared\"></ul></dd></div></dl>\n"
    "<h2>Tasks</h2><p id=\"why\" role=\"status\"></p><ol id=\"circle\"></ol>"
    "<ul id=\"tasks\" class=\"scrolls\"></ul></section>\n"
    "<section class=\"wide\"><h2 id=\"printed\">Output</h2>"
    "<div id=\"output\" class=\"scrolls\" tabindex=\"0\" role=\"group\" "
    "aria-labelledby=\"printed\"></div></section>\n"
    "</div>\n</main>\n";

static void add_page(struct page *page, const char *title)
{
    buf_adds(page->out, head);
    export_xml(page->out, title);
    buf_addf(page->out, "</title>\n<style>\n%s</style>\n<header><h1>", export_html_css);
    export_xml(page->out, title);
    buf_addf(page->out, "</h1></header>\n%s<script type=\"application/json\" id=\"trace\">",
             body);
    add_trace(page);
    buf_addf(
        page->out,
        "</script>\n<script id=\"state\">\n%s</script>\n<script id=\"words\">\n%s</script>\n"
        "<script>\n%s</script>\n",
        export_html_state_js, export_html_words_js, export_html_js);
}

void export_html(const struct export_request *request, struct buf *out)
{
    struct page page = {
        .recording = request->recording,
        .out = out,
        .sources = { .home = request->home, .beside = request->recording->folder },
    };
    page.places = mem_alloc(request->recording->pool.strings.count * sizeof(*page.places));
    strings_add(&page.strings, "", 0);
    add_page(&page, request->title);
    sources_finish(&page.sources);
    strings_finish(&page.strings);
    buf_finish(&page.place_rows);
    free(page.places);
    buf_finish(&page.text);
}
