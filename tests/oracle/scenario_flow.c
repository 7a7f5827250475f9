/* Bodies, control flow and scopes. */
#include <string.h>

#include "scenario.h"

/* ---- Bodies ---- */

struct call {
    struct world *world;
    const char *name;
    const cJSON *ops;
};

static int body_run(void *arg)
{
    const struct call *call = arg;
    struct world *world = call->world;
    struct frame frame = { 0 };
    line(world, "start %s", call->name);
    int err = block_run(world, call->ops, &frame);
    if (err < 0) {
        line(world, "abort %s ! %s", call->name, last_exception_text(world, err));
        return err;
    }
    const struct value *result = err == RETURNED ? frame.result : NULL;
    line(world, "finish %s = %s", call->name, value_text(world, result));
    return async_return((void *)(uintptr_t)result);
}

struct async_coro *body_coro(struct world *world, const char *name)
{
    struct call *call = arena_alloc(&world->arena, sizeof(*call));
    const cJSON *bodies = cJSON_GetObjectItemCaseSensitive(world->scenario, "bodies");
    bool is_main = !strcmp(name, "main");
    *call = (struct call){ world, name, ops_of(is_main ? world->scenario : bodies, name) };
    return (async_coro)(body_run, call, name, NULL);
}

struct ref *body_task(struct world *world, const char *name)
{
    return ref_add_task(world, (async_create_task)(body_coro(world, name), NULL));
}

/* ---- Control flow ---- */

bool test_variable(struct world *world, const cJSON *op)
{
    int64_t a = *variable(world, text_of(op, "var"));
    int64_t b = int_of(op, "v", 0);
    const char *cmp = text_of(op, "cmp");
    bool is_less = cmp[0] == 'l' && a < b;
    bool is_greater = cmp[0] == 'g' && a > b;
    bool is_equal = (cmp[1] == 'e' || cmp[0] == 'e') && cmp[0] != 'n' && a == b;
    return is_less || is_greater || is_equal || (cmp[0] == 'n' && a != b);
}

static int flow_if(struct world *world, const cJSON *op, struct frame *frame)
{
    return block_run(world, ops_of(op, test_variable(world, op) ? "then" : "else"), frame);
}

static int flow_repeat(struct world *world, const cJSON *op, struct frame *frame)
{
    int err = 0;
    for (int64_t n = int_of(op, "n", 0); n > 0 && !err; n--)
        err = block_run(world, ops_of(op, "body"), frame);
    return err;
}

static int flow_return(struct world *world, const cJSON *op, struct frame *frame)
{
    const char *name = text_of(op, "var");
    frame->result = name ? value_of_int(world, *variable(world, name))
                         : value_of_json(world, cJSON_GetObjectItemCaseSensitive(op, "v"));
    line(world, "return %s", value_text(world, frame->result));
    return RETURNED;
}

static int flow_reraise(struct world *world, const cJSON *op, struct frame *frame)
{
    int err = caught_raise(frame->handled);
    line(world, "raise %s", last_exception_text(world, err));
    return err;
}

/* ---- try ---- */

static const cJSON *find_handler(const cJSON *op, int err)
{
    for (const cJSON *handler = ops_of(op, "except"); handler; handler = handler->next)
        for (const cJSON *kind = ops_of(handler, "kinds"); kind; kind = kind->next)
            if (exception_is_a(err, async_error_last(err), kind->valuestring))
                return handler;
    return NULL;
}

static int handle(struct world *world, const cJSON *handler, int err, struct frame *frame)
{
    const struct caught *outer = frame->handled;
    line(world, "except %s", last_exception_text(world, err));
    frame->handled = caught_take(world, err);
    err = block_run(world, ops_of(handler, "body"), frame);
    frame->handled = outer;
    return err;
}

/* What was about to happen (an error, a return) happens afterwards, unless the block has
 * something of its own to say. */
static int run_finally(struct world *world, const cJSON *op, int pending, struct frame *frame)
{
    const struct value *result = frame->result;
    const struct caught *caught = pending < 0 ? caught_take(world, pending) : NULL;
    line(world, "finally");
    int err = block_run(world, ops_of(op, "finally"), frame);
    if (!err) {
        err = caught ? caught_raise(caught) : pending;
        frame->result = result;
    }
    return err;
}

static int flow_try(struct world *world, const cJSON *op, struct frame *frame)
{
    int err = block_run(world, ops_of(op, "body"), frame);
    const cJSON *handler = err < 0 ? find_handler(op, err) : NULL;
    if (handler)
        err = handle(world, handler, err, frame);
    else if (!err)
        err = block_run(world, ops_of(op, "else"), frame);
    if (cJSON_HasObjectItem(op, "finally"))
        err = run_finally(world, op, err, frame);
    return err;
}

/* ---- Scopes ---- */

/* The last line of a scope. `err` is how it was left; returns that. */
static int leave(struct world *world, const cJSON *op, int err, const char *result)
{
    const char *what = head(world, op);
    if (err < 0)
        line(world, "fail %s ! %s", what, last_exception_text(world, err));
    else if (result)
        line(world, "end %s = %s", what, result);
    else
        line(world, "end %s", what);
    return err;
}

/* What leaving a scope returned stands for an error of its body; a return stays one. */
static int after_exit(int body, int exit)
{
    return exit || body < 0 ? exit : body;
}

static int flow_with(struct world *world, const cJSON *op, struct frame *frame)
{
    struct object *object = object_of_op(world, op);
    line(world, "begin %s", head(world, op));
    int err = object_acquire(object);
    if (err)
        return leave(world, op, err, NULL);
    line(world, "enter %s", head(world, op));
    err = block_run(world, ops_of(op, "body"), frame);
    int release_err = object_release(object);
    return leave(world, op, release_err ? release_err : err, NULL);
}

static int flow_timeout(struct world *world, const cJSON *op, struct frame *frame)
{
    struct async_timeout *scope = arena_alloc(&world->arena, sizeof(*scope));
    line(world, "begin %s", head(world, op));
    int err = has_int(op, "at") ? async_timeout_enter_at(scope, int_of(op, "at", 0))
                                : async_timeout_enter(scope, timeout_of(op));
    if (err)
        return leave(world, op, err, NULL);
    name_bind(world, SPACE_TIMEOUT, text_of(op, "as"), scope);
    err = block_run(world, ops_of(op, "body"), frame);
    err = after_exit(err, async_timeout_exit(scope, err < 0 ? err : 0));
    const char *expired = async_timeout_has_expired(scope) ? "expired=true" : "expired=false";
    return leave(world, op, err, expired);
}

static int flow_group(struct world *world, const cJSON *op, struct frame *frame)
{
    struct async_group *group = arena_alloc(&world->arena, sizeof(*group));
    line(world, "begin %s", head(world, op));
    int err = async_group_enter(group);
    if (err)
        return leave(world, op, err, NULL);
    name_bind(world, SPACE_GROUP, text_of(op, "as"), group);
    err = block_run(world, ops_of(op, "body"), frame);
    err = after_exit(err, async_group_exit(group, err < 0 ? err : 0));
    return leave(world, op, err, NULL);
}

/* ---- Running ---- */

static const struct {
    const char *name;
    flow_fn *run;
} table[] = {
    { "if", flow_if },           { "repeat", flow_repeat }, { "return", flow_return },
    { "reraise", flow_reraise }, { "try", flow_try },       { "with", flow_with },
    { "timeout", flow_timeout }, { "group", flow_group },
};

flow_fn *flow_find(const cJSON *op)
{
    const char *name = text_of(op, "op");
    for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++)
        if (!strcmp(table[i].name, name))
            return table[i].run;
    return NULL;
}

static int await_run(struct world *world, const cJSON *op, op_fn *run)
{
    const char *result = NULL;
    line(world, "begin %s", head(world, op));
    int err = run(world, op, &result);
    return leave(world, op, err, result);
}

static int op_run(struct world *world, const cJSON *op, struct frame *frame)
{
    flow_fn *flow = flow_find(op);
    if (flow)
        return flow(world, op, frame);
    op_fn *await = await_find(op);
    return await ? await_run(world, op, await) : instant_run(world, op);
}

int block_run(struct world *world, const cJSON *op, struct frame *frame)
{
    int err = 0;
    for (; op && !err; op = op->next)
        err = op_run(world, op, frame);
    return err;
}
