/* The detail of errors, and the place where the running code keeps its last one. */
#include "error.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "job.h"
#include "loop.h"
#include "task.h"

struct async_error *async_error_retain(struct async_error *error)
{
    if (error)
        error->refs++;
    return error;
}

void async_error_release(struct async_error *error)
{
    if (!error || --error->refs)
        return;
    for (size_t i = 0; i < error->n_errors; i++)
        async_error_release(error->errors[i]);
    free(error);
}

/* One block: the detail, its parts, its message. */
static struct async_error *error_alloc(int code, const char *message, size_t n_errors)
{
    size_t parts_bytes = n_errors * sizeof(struct async_error *);
    size_t message_bytes = strlen(message) + 1;
    struct async_error *error = calloc(1, sizeof(*error) + parts_bytes + message_bytes);
    if (!error)
        return NULL;
    error->code = code;
    error->refs = 1;
    error->errors = (struct async_error **)(void *)(error + 1);
    error->message = memcpy((char *)(error + 1) + parts_bytes, message, message_bytes);
    return error;
}

struct async_error *error_create(int code, const char *message)
{
    return message && *message ? error_alloc(code, message, 0) : NULL;
}

struct async_error *error_create_group(size_t n_errors)
{
    return error_alloc(ASYNC_EGROUP, "", n_errors);
}

bool error_add_part(struct async_error *group, int code, struct async_error *detail)
{
    struct async_error *part = detail ? async_error_retain(detail) : error_alloc(code, "", 0);
    if (part)
        group->errors[group->n_errors++] = part;
    return part != NULL;
}

/* Where the running task, the loop while it runs a callback, or the thread of an executor keeps
 * its last error. */
static struct async_error **slot(int **ret_code)
{
    struct async_loop *loop = loop_current();
    if (!loop)
        return job_error(ret_code);
    struct async_task *task = loop->current;
    *ret_code = task ? &task->error_code : &loop->error_code;
    return task ? &task->error : &loop->error;
}

int error_attach(int code, struct async_error *error)
{
    int *slot_code;
    struct async_error **slot_error = slot(&slot_code);
    if (!slot_error) {
        async_error_release(error);
        return code;
    }
    if (*slot_error)
        async_error_release(*slot_error);
    *slot_error = error;
    *slot_code = code;
    return code;
}

struct async_error *error_detach(int code)
{
    int *slot_code;
    struct async_error **slot_error = slot(&slot_code);
    if (!slot_error || *slot_code != code)
        return NULL;
    struct async_error *error = *slot_error;
    *slot_error = NULL;
    return error;
}

char *message_format(const char *format, va_list args)
{
    char *message;
    return vasprintf(&message, format, args) < 0 ? NULL : message;
}

int async_raise(int code, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char *message = message_format(format, args);
    va_end(args);
    struct async_error *error = error_create(code, message);
    free(message);
    return error_attach(code, error);
}

struct async_error *async_error_last(int code)
{
    int *slot_code;
    struct async_error **slot_error = slot(&slot_code);
    return slot_error && *slot_code == code ? *slot_error : NULL;
}

const char *async_error_message(int code)
{
    const struct async_error *error = async_error_last(code);
    return error && error->message ? error->message : "";
}

int async_error_reraise(struct async_error *error)
{
    return error ? error_attach(error->code, async_error_retain(error)) : 0;
}

/* Our codes: asyncio's name for each, and a text. */
static const struct {
    int code;
    const char *name, *text;
} table[] = {
    { 0, "OK", "no error" },
    { ASYNC_ECANCELED, "CancelledError", "cancelled" },
    { ASYNC_ETIMEDOUT, "TimeoutError", "timed out" },
    { ASYNC_ENOMEM, "MemoryError", "out of memory" },
    { ASYNC_EVALUE, "ValueError", "invalid value" },
    { ASYNC_ERUNTIME, "RuntimeError", "not possible here" },
    { ASYNC_EINVALIDSTATE, "InvalidStateError", "the future is in the wrong state" },
    { ASYNC_EQUEUEEMPTY, "QueueEmpty", "the queue is empty" },
    { ASYNC_EQUEUEFULL, "QueueFull", "the queue is full" },
    { ASYNC_EQUEUESHUTDOWN, "QueueShutDown", "the queue was shut down" },
    { ASYNC_EBROKENBARRIER, "BrokenBarrierError", "the barrier is broken" },
    { ASYNC_EGROUP, "ExceptionGroup", "errors in a group" },
    { ASYNC_EDEADLOCK, "Deadlock", "deadlock: nobody can ever wake anybody" },
    { ASYNC_ETICKLIMIT, "TickLimit", "the limit of ticks is reached" },
    { ASYNC_EINCOMPLETE, "IncompleteReadError", "the stream ended too early" },
    { ASYNC_ELIMIT, "LimitOverrunError", "the limit is reached without a separator" },
};

const char *async_strerror(int code)
{
    for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++)
        if (table[i].code == code)
            return table[i].text;
    if (code < 0 && code > -4096)
        return strerror(-code);
    return "the program's own error";
}

const char *async_error_name(int code)
{
    for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++)
        if (table[i].code == code)
            return table[i].name;
    return code < 0 && code > -4096 ? "OSError" : "Error";
}

/* Groups within groups stand in brackets. */
static void write_error(FILE *out, int code, const struct async_error *detail, int depth)
{
    bool is_nested_group = detail && detail->n_errors && depth;
    fprintf(out, "%s%s", is_nested_group ? "(" : "", async_strerror(code));
    if (detail && *detail->message)
        fprintf(out, ": %s", detail->message);
    for (size_t i = 0; detail && i < detail->n_errors; i++) {
        fputs(i ? "; " : ": ", out);
        write_error(out, detail->errors[i]->code, detail->errors[i], depth + 1);
    }
    fputs(is_nested_group ? ")" : "", out);
}

char *error_text(int code, const struct async_error *detail)
{
    char *text = NULL;
    size_t len;
    FILE *out = open_memstream(&text, &len);
    if (!out)
        return NULL;
    write_error(out, code, detail, 0);
    if (fclose(out) == 0)
        return text;
    free(text);
    return NULL;
}
