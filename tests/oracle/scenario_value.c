/* Values, and exceptions with their hierarchy. */
#include <string.h>

#include "scenario.h"

/* ---- Values ---- */

static struct value *value_make(struct world *world, struct value value)
{
    struct value *copy = arena_alloc(&world->arena, sizeof(*copy));
    *copy = value;
    return copy;
}

struct value *value_of_int(struct world *world, int64_t number)
{
    return value_make(world, (struct value){ .kind = VALUE_INT, .number = number });
}

struct value *value_of_json(struct world *world, const cJSON *json)
{
    if (cJSON_IsBool(json))
        return value_make(world,
                          (struct value){ .kind = VALUE_BOOL, .number = cJSON_IsTrue(json) });
    if (cJSON_IsNumber(json))
        return value_of_int(world, (int64_t)json->valuedouble);
    if (cJSON_IsString(json))
        return value_make(world,
                          (struct value){ .kind = VALUE_TEXT, .text = json->valuestring });
    return NULL;
}

const char *value_text(struct world *world, const struct value *value)
{
    if (!value)
        return "null";
    if (value->kind == VALUE_BOOL)
        return bool_text(value->number);
    if (value->kind == VALUE_INT)
        return arena_printf(&world->arena, "%lld", (long long)value->number);
    return arena_printf(&world->arena, "\"%s\"", value->text);
}

static const char *list_text(struct world *world, const struct ref *gather,
                             const struct async_outcome *outcomes)
{
    struct buf text = { 0 };
    for (size_t i = 0; i < gather->n_parts; i++) {
        const struct async_outcome *part = &outcomes[i];
        buf_adds(&text, i ? "," : "");
        buf_adds(&text, part->err ? exception_text(world, part->err, part->error)
                                  : result_text(world, gather->parts[i], part->result));
    }
    const char *list = arena_printf(&world->arena, "[%s]", buf_str(&text));
    buf_finish(&text);
    return list;
}

const char *result_text(struct world *world, const struct ref *ref, const void *result)
{
    while (ref->source)
        ref = ref->source;
    return ref->is_list ? list_text(world, ref, result) : value_text(world, result);
}

/* ---- Exceptions ---- */

enum {
    CODE_KEY = ASYNC_EUSER - 1,
    CODE_INDEX = ASYNC_EUSER - 2,
    CODE_TYPE = ASYNC_EUSER - 3,
    CODE_ZERO_DIVISION = ASYNC_EUSER - 4,
    CODE_EXCEPTION = ASYNC_EUSER - 5,
    CODE_BASE = ASYNC_EUSER - 6,
    CODE_NAME = ASYNC_EUSER - 7,
    CODE_ATTRIBUTE = ASYNC_EUSER - 8,
};

static const struct kind {
    const char *name;
    int code; /* 0: groups, which share one, and BaseException */
    const char *bases[2];
} kinds[] = {
    { "BaseException", 0, { 0 } },
    { "CancelledError", ASYNC_ECANCELED, { "BaseException" } },
    { "BaseError", CODE_BASE, { "BaseException" } },
    { "BaseExceptionGroup", 0, { "BaseException" } },
    { "ExceptionGroup", 0, { "BaseExceptionGroup", "Exception" } },
    { "Exception", CODE_EXCEPTION, { "BaseException" } },
    { "ValueError", ASYNC_EVALUE, { "Exception" } },
    { "KeyError", CODE_KEY, { "Exception" } },
    { "IndexError", CODE_INDEX, { "Exception" } },
    { "TypeError", CODE_TYPE, { "Exception" } },
    { "ZeroDivisionError", CODE_ZERO_DIVISION, { "Exception" } },
    { "NameError", CODE_NAME, { "Exception" } },
    { "AttributeError", CODE_ATTRIBUTE, { "Exception" } },
    { "InvalidStateError", ASYNC_EINVALIDSTATE, { "Exception" } },
    { "QueueEmpty", ASYNC_EQUEUEEMPTY, { "Exception" } },
    { "QueueFull", ASYNC_EQUEUEFULL, { "Exception" } },
    { "QueueShutDown", ASYNC_EQUEUESHUTDOWN, { "Exception" } },
    { "OSError", -EIO, { "Exception" } },
    { "TimeoutError", ASYNC_ETIMEDOUT, { "OSError" } },
    { "RuntimeError", ASYNC_ERUNTIME, { "Exception" } },
    { "BrokenBarrierError", ASYNC_EBROKENBARRIER, { "RuntimeError" } },
};

#define N_KINDS (sizeof(kinds) / sizeof(kinds[0]))

static const struct kind *kind_find(const char *name)
{
    for (size_t i = 0; i < N_KINDS; i++)
        if (!strcmp(kinds[i].name, name))
            return &kinds[i];
    return &kinds[0];
}

static bool kind_is_a(const struct kind *kind, const char *name)
{
    if (!strcmp(kind->name, name))
        return true;
    for (size_t i = 0; i < 2 && kind->bases[i]; i++)
        if (kind_is_a(kind_find(kind->bases[i]), name))
            return true;
    return false;
}

static const struct kind *kind_of(int code, const struct async_error *detail)
{
    if (code == ASYNC_EGROUP) {
        for (size_t i = 0; detail && i < detail->n_errors; i++)
            if (!exception_is_a(detail->errors[i]->code, detail->errors[i], "Exception"))
                return kind_find("BaseExceptionGroup");
        return kind_find("ExceptionGroup");
    }
    for (size_t i = 0; i < N_KINDS; i++)
        if (kinds[i].code == code)
            return &kinds[i];
    return &kinds[0];
}

bool exception_is_a(int code, const struct async_error *detail, const char *kind)
{
    return kind_is_a(kind_of(code, detail), kind);
}

int exception_code(const char *kind)
{
    return kind_find(kind)->code;
}

/* Messages of the scenario begin with this; those of the library are not in the trace. */
#define MARK '='

const char *message_mark(struct world *world, const char *message)
{
    return message && *message ? arena_printf(&world->arena, "%c%s", MARK, message) : NULL;
}

int exception_raise(const char *kind, const char *message)
{
    if (!message || !*message)
        return async_raise(exception_code(kind), "%s", "");
    return async_raise(exception_code(kind), "%c%s", MARK, message);
}

static const char *group_text(struct world *world, const char *name,
                              const struct async_error *group)
{
    struct buf text = { 0 };
    for (size_t i = 0; group && i < group->n_errors; i++) {
        buf_adds(&text, i ? "," : "");
        buf_adds(&text, exception_text(world, group->errors[i]->code, group->errors[i]));
    }
    const char *whole = arena_printf(&world->arena, "%s[%s]", name, buf_str(&text));
    buf_finish(&text);
    return whole;
}

const char *exception_text(struct world *world, int code, const struct async_error *detail)
{
    const char *name = kind_of(code, detail)->name;
    if (code == ASYNC_EGROUP)
        return group_text(world, name, detail);
    if (!detail || detail->message[0] != MARK)
        return name;
    return arena_printf(&world->arena, "%s(\"%s\")", name, detail->message + 1);
}

const char *last_exception_text(struct world *world, int code)
{
    return exception_text(world, code, async_error_last(code));
}

struct caught *caught_take(struct world *world, int code)
{
    struct caught *caught = arena_alloc(&world->arena, sizeof(*caught));
    caught->code = code;
    caught->detail = async_error_retain(async_error_last(code));
    caught->next = world->caught;
    world->caught = caught;
    return caught;
}

int caught_raise(const struct caught *caught)
{
    return caught->detail ? async_error_reraise(caught->detail)
                          : async_raise(caught->code, "%s", "");
}
