#include "trace/recording.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "trace/links.h"
#include "trace/record.h"

enum {
    VERSION = 1,              /* of docs/trace.md */
    LINE_LIMIT = 1024 * 1024, /* bytes; no record is as long */
    PIECE_BYTES = 256 * 1024,
};

void recording_init(struct recording *recording, const char *name)
{
    *recording = (struct recording){
        .name = mem_strdup(name),
        .limit = RECORDING_LIMIT,
        .task_count = 1,
        .object_count = 1,
        .timer_count = 1,
        .permit_count = 1,
    };
    fields_pool_init(&recording->pool);
    recording->tasks = mem_grow(NULL, &recording->task_cap, 1, sizeof(*recording->tasks));
    recording->objects = mem_grow(NULL, &recording->object_cap, 1, sizeof(*recording->objects));
    recording->timers = mem_grow(NULL, &recording->timer_cap, 1, sizeof(*recording->timers));
    recording->tasks[0] = (struct recorded_task){ 0 };
    recording->permits = mem_grow(NULL, &recording->permit_cap, 1, sizeof(*recording->permits));
    recording->objects[0] = (struct recorded_object){ 0 };
    recording->timers[0] = 0;
    recording->permits[0] = (struct recorded_permit){ 0 };
}

static void forget_numbers(struct recording *recording)
{
    numbers_finish(&recording->task_numbers);
    numbers_finish(&recording->object_numbers);
    numbers_finish(&recording->timer_numbers);
}

void recording_finish(struct recording *recording)
{
    forget_numbers(recording);
    fields_pool_finish(&recording->pool);
    buf_finish(&recording->carry);
    free(recording->records);
    free(recording->tasks);
    free(recording->objects);
    free(recording->timers);
    free(recording->ticks.items);
    free(recording->outputs.items);
    free(recording->warnings.items);
    free(recording->jobs.items);
    free(recording->shared.items);
    free(recording->permits);
    free(recording->silenced.items);
    free(recording->name);
    free(recording->folder);
    *recording = (struct recording){ 0 };
}

void record_list_add(struct record_list *list, size_t number)
{
    list->items = mem_grow(list->items, &list->cap, list->count + 1, sizeof(*list->items));
    list->items[list->count++] = (uint32_t)number;
}

/* ---- One more record ---- */

static bool is_silenced(const struct recording *recording, const struct record *record)
{
    bool is_silent = false;
    for (size_t i = 0; record->kind == WORD_WARNING && i < recording->silenced.count; i++)
        is_silent |= recording->silenced.items[i] == record->what;
    return is_silent;
}

static void append(struct recording *recording, struct record record)
{
    if (is_silenced(recording, &record))
        return;
    size_t kept = recording->count - recording->forgotten;
    if (kept >= recording->limit) {
        recording->is_full = true;
        return;
    }
    links_add(recording, &record);
    recording->records =
        mem_grow(recording->records, &recording->cap, kept + 1, sizeof(*recording->records));
    recording->records[kept] = record;
    recording->tick = record.tick;
    recording->t_us = record.t_us;
    recording->count++;
    if (recording->observe)
        recording->observe(recording, &recording->records[kept], recording->observe_arg);
    if (recording->advise)
        recording->advise(recording, &record, recording->advise_arg);
}

static uint32_t string_of(struct recording *recording, const char *text)
{
    return strings_add(&recording->pool.strings, text, strlen(text));
}

void recording_silence(struct recording *recording, const char *kind)
{
    record_list_add(&recording->silenced, string_of(recording, kind));
}

void recording_warn(struct recording *recording, const char *kind, uint32_t task, uint32_t at,
                    const char *sentence)
{
    append(recording, (struct record){
                          .t_us = recording->t_us,
                          .amount = RECORD_NO_AMOUNT,
                          .kind = WORD_WARNING,
                          .what = string_of(recording, kind),
                          .tick = recording->tick,
                          .at = at,
                          .text = (uint32_t)fields_pool_add_text(&recording->pool, sentence,
                                                                 strlen(sentence)),
                          .task = task,
                      });
}

/* ---- Lines ---- */

/* Sets the diag to this place in the present line. */
static int fault(const struct recording *recording, struct diag *diag, const char *line,
                 size_t len_bytes, const struct fields_fault *fault)
{
    if (diag_is_set(diag))
        return -1;
    diag_set(diag, recording->name, (int)recording->line_count, (int)fault->offset + 1, "%s",
             fault->message);
    diag->source = mem_strndup(line, len_bytes);
    return -1;
}

static const char *check(const struct recording *recording, const struct fields *fields)
{
    bool is_head = fields_get(fields, WORD_EV) == WORD_TRACE;
    if (!fields_has(fields, WORD_EV))
        return "this is no record of a trace: it has no \"ev\"";
    if (!recording->is_begun && !is_head && fields_get(fields, WORD_EV) != WORD_OUTPUT)
        return "this is no trace: its first record should be \"trace\"";
    if (is_head && fields_get(fields, WORD_VERSION) != VERSION)
        return "this trace is of another version; this program reads version 1";
    return NULL;
}

static int take_line(struct recording *recording, const char *line, size_t len_bytes,
                     struct diag *diag)
{
    struct fields fields;
    struct fields_fault wrong = { 0 };
    recording->line_count++;
    if (!len_bytes)
        return 0;
    if (fields_parse(&fields, &recording->pool, line, len_bytes, &wrong)) {
        if (!recording->count)
            wrong.message = "this is no trace: its first line is no record";
    } else {
        wrong.message = check(recording, &fields);
    }
    if (wrong.message)
        return fault(recording, diag, line, len_bytes, &wrong);
    struct record record;
    if (fields_get(&fields, WORD_EV) == WORD_TRACE) {
        forget_numbers(recording); /* another loop of the same program */
        recording->is_begun = true;
        recording->is_ended = false;
    }
    record_fill(&record, recording, &fields);
    append(recording, record);
    return 0;
}

static int keep_for_later(struct recording *recording, const char *bytes, size_t len_bytes,
                          struct diag *diag)
{
    buf_add(&recording->carry, bytes, len_bytes);
    if (recording->carry.len <= LINE_LIMIT)
        return 0;
    diag_set(diag, recording->name, (int)recording->line_count + 1, 1,
             "this is no trace: the line is longer than any record");
    return -1;
}

int recording_feed(struct recording *recording, const char *bytes, size_t len_bytes,
                   struct diag *diag)
{
    const char *end = bytes + len_bytes, *newline;
    while ((newline = memchr(bytes, '\n', (size_t)(end - bytes)))) {
        size_t len = (size_t)(newline - bytes);
        int err;
        if (recording->carry.len) {
            buf_add(&recording->carry, bytes, len);
            err = take_line(recording, recording->carry.data, recording->carry.len, diag);
            buf_truncate(&recording->carry, 0);
        } else {
            err = take_line(recording, bytes, len, diag);
        }
        if (err)
            return -1;
        bytes = newline + 1;
    }
    return keep_for_later(recording, bytes, (size_t)(end - bytes), diag);
}

int recording_close(struct recording *recording, struct diag *diag)
{
    struct diag cut = { 0 }; /* what a kill left of a record is nobody's fault */
    struct buf *carry = &recording->carry;
    if (carry->len)
        take_line(recording, carry->data, carry->len, &cut);
    diag_finish(&cut);
    buf_truncate(carry, 0);
    if (recording->advise && recording->is_begun && !recording->is_ended)
        recording->advise(recording, NULL, recording->advise_arg);
    if (recording->is_begun)
        return 0;
    diag_set(diag, recording->name, 0, 0, "this is no trace: there is no record in it");
    return -1;
}

/* ---- A whole file ---- */

static int read_pieces(struct recording *recording, int fd, struct diag *diag)
{
    char *piece = mem_alloc(PIECE_BYTES);
    ssize_t n;
    int err = 0;
    while (!err && (n = read(fd, piece, PIECE_BYTES)) != 0) {
        if (n > 0) {
            err = recording_feed(recording, piece, (size_t)n, diag);
        } else if (errno != EINTR) {
            diag_set(diag, recording->name, 0, 0, "cannot read this: %s", strerror(errno));
            err = -1;
        }
    }
    free(piece);
    return err ? err : recording_close(recording, diag);
}

int recording_read_file(struct recording *recording, const char *path, struct diag *diag)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        diag_set(diag, path, 0, 0, "cannot open this: %s", strerror(errno));
        return -1;
    }
    recording->folder = path_folder(path);
    int err = read_pieces(recording, fd, diag);
    close(fd);
    return err;
}

/* ---- What is kept ---- */

void recording_forget(struct recording *recording)
{
    recording->forgotten = recording->count;
    recording->ticks.count = 0;
    recording->outputs.count = 0;
    recording->warnings.count = 0;
    recording->jobs.count = 0;
    recording->pool.ready_count = 0;
    buf_truncate(&recording->pool.texts, 1);
}

const char *recording_text(const struct recording *recording, const struct record *record)
{
    return buf_str(&recording->pool.texts) + record->text;
}

const uint32_t *recording_ready(const struct recording *recording, const struct record *record)
{
    return recording->pool.ready + record->ready_first;
}
