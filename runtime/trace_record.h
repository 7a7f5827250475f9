/* The trace's records from the inside: one JSON object a line, field after field. */
#ifndef RUNTIME_TRACE_RECORD_H
#define RUNTIME_TRACE_RECORD_H

#include "trace.h"

#define TRACE_BUFFER_BYTES ((size_t)64 * 1024)
#define TRACE_MAX_TEXT     ((size_t)4096) /* of one string in a record; longer ones are cut */
#define TRACE_MAX_RECORD   ((size_t)8192) /* room that a record finds: lists are cut to fit */

struct trace {
    int fd;
    bool is_ours;  /* we opened it */
    bool is_eager; /* somebody watches: flush after every record */
    bool is_lost;  /* it could not be written once: nothing follows the hole */
    size_t len;
    uint64_t ran; /* steps of this tick */
    struct control *control;
    char buffer[TRACE_BUFFER_BYTES];
};

/* A record with its event, tick and time; ends what was begun. */
void record_begin(struct async_loop *loop, const char *event);
void record_end(struct async_loop *loop);

/* Fields of the record. Left out: a text of NULL, an id of 0. */
void record_int(struct trace *trace, const char *name, int64_t value);
void record_string(struct trace *trace, const char *name, const char *text);
void record_id(struct trace *trace, const char *name, uint32_t id);
/* The task that does it; none in a callback. */
void record_by(struct async_loop *loop);
/* An error: its code, its name and its message. */
void record_error(struct trace *trace, int code, const struct async_error *error);

/* A field whose value follows: what is put is JSON already, or becomes it. */
void record_field(struct trace *trace, const char *name);
void record_put(struct trace *trace, const char *json);
void record_put_uint(struct trace *trace, uint64_t value);
void record_put_ms(struct trace *trace, int64_t ns);
void record_put_string(struct trace *trace, const char *text, size_t len_bytes);

/* Writes what is buffered; safe in a signal handler. */
void record_flush(struct trace *trace);

#endif
