/* Lines of the trace, and the fields of ops. */
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "scenario.h"

void line(struct world *world, const char *format, ...)
{
    const struct async_task *task = async_current_task();
    printf("tick %" PRIu64 " t=%" PRId64 " task=%s ", async_tick(), async_time_ms(),
           task ? async_task_name(task) : "-");
    va_list args;
    va_start(args, format);
    vprintf(format, args);
    va_end(args);
    putchar('\n');
}

const char *bool_text(bool is_true)
{
    return is_true ? "true" : "false";
}

const char *labels(struct world *world, struct async_task *const tasks[], size_t n)
{
    struct buf text = { 0 };
    for (size_t i = 0; i < n; i++)
        buf_addf(&text, "%s%s", i ? "," : "", async_task_name(tasks[i]));
    const char *list = arena_printf(&world->arena, "[%s]", buf_str(&text));
    buf_finish(&text);
    return list;
}

/* ---- Fields ---- */

static const cJSON *field(const cJSON *op, const char *name)
{
    return cJSON_GetObjectItemCaseSensitive(op, name);
}

const char *text_of(const cJSON *op, const char *name)
{
    return cJSON_GetStringValue(field(op, name));
}

bool has_int(const cJSON *op, const char *name)
{
    return cJSON_IsNumber(field(op, name));
}

int64_t int_of(const cJSON *op, const char *name, int64_t otherwise)
{
    return has_int(op, name) ? (int64_t)field(op, name)->valuedouble : otherwise;
}

bool bool_of(const cJSON *op, const char *name)
{
    return cJSON_IsTrue(field(op, name));
}

const cJSON *ops_of(const cJSON *op, const char *name)
{
    const cJSON *list = field(op, name);
    return list ? list->child : NULL;
}

int64_t timeout_of(const cJSON *op)
{
    return int_of(op, "ms", ASYNC_NO_TIMEOUT);
}

/* ---- Heads ---- */

/* How the head of an op goes on after its name: {field}, or {field=what stands for a missing
 * one}. Some names in braces are no fields but pieces with rules of their own. */
static const struct {
    const char *op, *rest;
} heads[] = {
    { "busy", " {ms}" },
    { "spawn", " {body}{as}" },
    { "group_spawn", " {group} {body}{as}" },
    { "cancel", " {of}{msg}" },
    { "future", "{as}" },
    { "set_result", " {of} {value}" },
    { "set_exception", " {of} {exception}" },
    { "call_soon", "{as}" },
    { "call_later", " {ms}{as}" },
    { "call_at", " {at}{as}" },
    { "add_cb", " {of}{as}" },
    { "remove_cb", " {of} {cb}" },
    { "inc", " {var} {by=1}" },
    { "set_var", " {var} {v}" },
    { "get_var", " {var}" },
    { "notify", " {of} {n=1}" },
    { "put", " {of} {value}" },
    { "put_nowait", " {of} {value}" },
    { "queue_shutdown", " {of} immediate={immediate=false}" },
    { "reschedule", " {of} {deadline}" },
    { "current", "" },
    { "all_tasks", "" },
    { "sleep", " {ms}" },
    { "gather", " {of} rexc={rexc=false}{as}" },
    { "shield", " {of}{as}" },
    { "wait", " {of} {when=ALL_COMPLETED} ms={ms=null}" },
    { "as_completed", " {of} ms={ms=null}" },
    { "wait_for", " {of} ms={ms=null}" },
    { "timeout", " {deadline}{as}" },
    { "group", " {as_name}" },
    { "cond_wait_for", " {of} {var}>={ge}" },
};

static void add_field(struct world *world, struct buf *out, const cJSON *json,
                      const char *otherwise)
{
    if (!json || cJSON_IsNull(json)) {
        buf_adds(out, otherwise);
    } else if (cJSON_IsString(json)) {
        buf_adds(out, json->valuestring);
    } else if (cJSON_IsArray(json)) {
        buf_adds(out, "[");
        for (const cJSON *item = json->child; item; item = item->next)
            buf_addf(out, "%s%s", item == json->child ? "" : ",", item->valuestring);
        buf_adds(out, "]");
    } else {
        buf_adds(out, value_text(world, value_of_json(world, json)));
    }
}

static void add_piece(struct world *world, struct buf *out, const cJSON *op, const char *name,
                      const char *otherwise)
{
    const char *msg = text_of(op, "msg");
    const char *as = text_of(op, "as");
    if (!strcmp(name, "as")) {
        buf_addf(out, "%s%s", as ? " as " : "", as ? as : "");
    } else if (!strcmp(name, "as_name")) {
        buf_adds(out, as);
    } else if (!strcmp(name, "msg")) {
        if (msg && *msg)
            buf_addf(out, " msg=\"%s\"", msg);
    } else if (!strcmp(name, "exception")) {
        buf_adds(out, text_of(op, "kind"));
        if (msg && *msg)
            buf_addf(out, "(\"%s\")", msg);
    } else if (!strcmp(name, "value")) {
        buf_adds(out, value_text(world, value_of_json(world, field(op, "v"))));
    } else if (!strcmp(name, "deadline")) {
        const char *which = field(op, "at") ? "at" : "ms";
        buf_addf(out, "%s=", which);
        add_field(world, out, field(op, which), "null");
    } else {
        add_field(world, out, field(op, name), otherwise);
    }
}

const char *head(struct world *world, const cJSON *op)
{
    const char *name = text_of(op, "op");
    const char *at = " {of}";
    for (size_t i = 0; i < sizeof(heads) / sizeof(heads[0]); i++)
        if (!strcmp(heads[i].op, name))
            at = heads[i].rest;
    struct buf out = { 0 };
    buf_adds(&out, name);
    while (*at) {
        if (*at != '{') {
            buf_addc(&out, *at++);
            continue;
        }
        char *piece = arena_strndup(&world->arena, at + 1, strcspn(at, "}") - 1);
        char *otherwise = strchr(piece, '=');
        if (otherwise)
            *otherwise++ = '\0';
        add_piece(world, &out, op, piece, otherwise ? otherwise : "");
        at = strchr(at, '}') + 1;
    }
    const char *text = arena_strdup(&world->arena, buf_str(&out));
    buf_finish(&out);
    return text;
}
