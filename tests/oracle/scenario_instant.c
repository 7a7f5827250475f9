/* Ops that never suspend: allowed in callbacks too. */
#include <string.h>

#include "scenario.h"

static const char *int_text(struct world *world, int64_t number)
{
    return arena_printf(&world->arena, "%lld", (long long)number);
}

/* ---- Tasks and futures ---- */

static int op_spawn(struct world *world, const cJSON *op, const char **ret_result)
{
    struct ref *ref = body_task(world, text_of(op, "body"));
    name_bind(world, SPACE_FUTURE, text_of(op, "as"), ref);
    *ret_result = ref->label;
    return 0;
}

static int op_group_spawn(struct world *world, const cJSON *op, const char **ret_result)
{
    struct async_group *group;
    int err = name_lookup(world, SPACE_GROUP, op, "group", &group);
    if (err)
        return err;
    struct async_task *task;
    err = async_group_create_task(group, body_coro(world, text_of(op, "body")), &task);
    if (err)
        return err;
    struct ref *ref = ref_add_task(world, task);
    name_bind(world, SPACE_FUTURE, text_of(op, "as"), ref);
    *ret_result = ref->label;
    return 0;
}

static int op_cancel(struct world *world, const cJSON *op, const char **ret_result)
{
    struct ref *ref;
    int err = ref_lookup(world, text_of(op, "of"), &ref);
    if (err)
        return err;
    const char *message = message_mark(world, text_of(op, "msg"));
    *ret_result = bool_text(async_future_cancel(ref->future, message));
    return 0;
}

static int task_lookup(struct world *world, const cJSON *op, struct async_task **ret_task)
{
    struct ref *ref;
    int err = ref_lookup(world, text_of(op, "of"), &ref);
    if (err)
        return err;
    if (!ref->task)
        return exception_raise("AttributeError", NULL);
    *ret_task = ref->task;
    return 0;
}

static int op_uncancel(struct world *world, const cJSON *op, const char **ret_result)
{
    struct async_task *task;
    int err = task_lookup(world, op, &task);
    if (err)
        return err;
    *ret_result = into(world, op, value_of_int(world, async_task_uncancel(task)));
    return 0;
}

static int op_cancelling(struct world *world, const cJSON *op, const char **ret_result)
{
    struct async_task *task;
    int err = task_lookup(world, op, &task);
    if (err)
        return err;
    *ret_result = into(world, op, value_of_int(world, async_task_cancelling(task)));
    return 0;
}

static int op_query(struct world *world, const cJSON *op, const char **ret_result)
{
    struct ref *ref;
    int err = ref_lookup(world, text_of(op, "of"), &ref);
    if (err)
        return err;
    *ret_result = arena_printf(&world->arena, "done=%s cancelled=%s",
                               bool_text(async_future_is_done(ref->future)),
                               bool_text(async_future_is_cancelled(ref->future)));
    return 0;
}

static int op_result(struct world *world, const cJSON *op, const char **ret_result)
{
    struct ref *ref;
    void *result;
    int err = ref_lookup(world, text_of(op, "of"), &ref);
    if (!err)
        err = async_future_result(ref->future, &result);
    if (err)
        return err;
    *ret_result = result_text(world, ref, result);
    return 0;
}

static int op_exception(struct world *world, const cJSON *op, const char **ret_result)
{
    struct ref *ref;
    int code;
    int err = ref_lookup(world, text_of(op, "of"), &ref);
    if (!err)
        err = async_future_exception(ref->future, &code);
    if (err)
        return err;
    *ret_result = code ? last_exception_text(world, code) : "null";
    return 0;
}

static int op_future(struct world *world, const cJSON *op, const char **ret_result)
{
    const char *name = text_of(op, "as");
    struct ref *ref = ref_add(world, async_future_create(name), name);
    name_bind(world, SPACE_FUTURE, name, ref);
    *ret_result = ref->label;
    return 0;
}

static int op_set_result(struct world *world, const cJSON *op, const char **ret_result)
{
    struct ref *ref;
    int err = ref_lookup(world, text_of(op, "of"), &ref);
    if (err)
        return err;
    const cJSON *json = cJSON_GetObjectItemCaseSensitive(op, "v");
    err = async_future_set_result(ref->future, value_of_json(world, json));
    if (err)
        return err;
    ref->is_list = false; /* were it a gather: this is a result of another kind */
    ref->source = NULL;
    return 0;
}

static int op_set_exception(struct world *world, const cJSON *op, const char **ret_result)
{
    struct ref *ref;
    int err = ref_lookup(world, text_of(op, "of"), &ref);
    if (err)
        return err;
    return async_future_set_error(ref->future,
                                  exception_raise(text_of(op, "kind"), text_of(op, "msg")));
}

static int op_gather(struct world *world, const cJSON *op, const char **ret_result)
{
    struct ref **parts;
    size_t n;
    int err = references(world, op, &parts, &n);
    if (err)
        return err;
    *ret_result = ref_gather(world, op, parts, n)->label;
    return 0;
}

static int op_shield(struct world *world, const cJSON *op, const char **ret_result)
{
    struct ref *inner;
    int err = reference(world, text_of(op, "of"), &inner);
    if (err)
        return err;
    *ret_result = ref_shield(world, op, inner)->label;
    return 0;
}

static int op_current(struct world *world, const cJSON *op, const char **ret_result)
{
    const struct async_task *task = async_current_task();
    *ret_result = task ? async_task_name(task) : "null";
    return 0;
}

static int op_all_tasks(struct world *world, const cJSON *op, const char **ret_result)
{
    size_t n = async_all_tasks(NULL, 0);
    struct async_task **tasks = arena_alloc(&world->arena, n * sizeof(struct async_task *));
    async_all_tasks(tasks, n);
    *ret_result = labels(world, tasks, n);
    return 0;
}

/* ---- Callbacks ---- */

struct callback {
    struct world *world;
    const char *name;
    const cJSON *ops;
    struct async_handle handle;
    struct async_callback done;
};

static void callback_run(void *arg)
{
    struct callback *callback = arg;
    struct world *world = callback->world;
    line(world, "call %s", callback->name ? callback->name : "-");
    int err = 0;
    for (const cJSON *op = callback->ops; op && !err; op = op->next)
        err = instant_run(world, op);
    if (err)
        line(world, "loop_error %s", last_exception_text(world, err));
}

static void callback_run_done(struct async_future *future, void *arg)
{
    callback_run(arg);
}

static struct callback *callback_create(struct world *world, const cJSON *op)
{
    struct callback *callback = arena_alloc(&world->arena, sizeof(*callback));
    callback->world = world;
    callback->name = text_of(op, "as");
    callback->ops = ops_of(op, "do");
    return callback;
}

static int op_call_soon(struct world *world, const cJSON *op, const char **ret_result)
{
    struct callback *callback = callback_create(world, op);
    async_call_soon(&callback->handle, callback_run, callback);
    name_bind(world, SPACE_HANDLE, callback->name, callback);
    return 0;
}

static int op_call_later(struct world *world, const cJSON *op, const char **ret_result)
{
    struct callback *callback = callback_create(world, op);
    name_bind(world, SPACE_HANDLE, callback->name, callback);
    return async_call_later(&callback->handle, int_of(op, "ms", 0), callback_run, callback);
}

static int op_call_at(struct world *world, const cJSON *op, const char **ret_result)
{
    struct callback *callback = callback_create(world, op);
    name_bind(world, SPACE_HANDLE, callback->name, callback);
    return async_call_at(&callback->handle, int_of(op, "at", 0), callback_run, callback);
}

static int op_cancel_handle(struct world *world, const cJSON *op, const char **ret_result)
{
    struct callback *callback;
    int err = name_lookup(world, SPACE_HANDLE, op, "of", &callback);
    if (!err)
        async_handle_cancel(&callback->handle);
    return err;
}

static int op_add_cb(struct world *world, const cJSON *op, const char **ret_result)
{
    struct ref *ref;
    int err = ref_lookup(world, text_of(op, "of"), &ref);
    if (err)
        return err;
    struct callback *callback = callback_create(world, op);
    async_future_add_done_callback(ref->future, &callback->done, callback_run_done, callback);
    name_bind(world, SPACE_CALLBACK, callback->name, callback);
    return 0;
}

static int op_remove_cb(struct world *world, const cJSON *op, const char **ret_result)
{
    struct ref *ref;
    struct callback *callback;
    int err = ref_lookup(world, text_of(op, "of"), &ref);
    if (!err)
        err = name_lookup(world, SPACE_CALLBACK, op, "cb", &callback);
    if (err)
        return err;
    bool is_removed = async_future_remove_done_callback(ref->future, &callback->done);
    *ret_result = int_text(world, is_removed);
    return 0;
}

/* ---- Variables ---- */

static int op_busy(struct world *world, const cJSON *op, const char **ret_result)
{
    async_block(int_of(op, "ms", 0));
    return 0;
}

static int op_inc(struct world *world, const cJSON *op, const char **ret_result)
{
    int64_t *number = variable(world, text_of(op, "var"));
    *number += int_of(op, "by", 1);
    *ret_result = int_text(world, *number);
    return 0;
}

static int op_set_var(struct world *world, const cJSON *op, const char **ret_result)
{
    *variable(world, text_of(op, "var")) = int_of(op, "v", 0);
    return 0;
}

static int op_get_var(struct world *world, const cJSON *op, const char **ret_result)
{
    *ret_result = int_text(world, *variable(world, text_of(op, "var")));
    return 0;
}

/* ---- Objects ---- */

static int op_release(struct world *world, const cJSON *op, const char **ret_result)
{
    return object_release(object_of_op(world, op));
}

static int op_locked(struct world *world, const cJSON *op, const char **ret_result)
{
    struct object *object = object_of_op(world, op);
    bool is_locked;
    if (object->type == OBJECT_LOCK)
        is_locked = async_lock_is_locked(&object->lock);
    else if (object->type == OBJECT_CONDITION)
        is_locked = async_condition_is_locked(&object->condition);
    else
        is_locked = async_semaphore_is_locked(&object->semaphore);
    *ret_result = bool_text(is_locked);
    return 0;
}

static int op_event_set(struct world *world, const cJSON *op, const char **ret_result)
{
    async_event_set(&object_of_op(world, op)->event);
    return 0;
}

static int op_event_clear(struct world *world, const cJSON *op, const char **ret_result)
{
    async_event_clear(&object_of_op(world, op)->event);
    return 0;
}

static int op_event_is_set(struct world *world, const cJSON *op, const char **ret_result)
{
    *ret_result = bool_text(async_event_is_set(&object_of_op(world, op)->event));
    return 0;
}

static int op_notify(struct world *world, const cJSON *op, const char **ret_result)
{
    int64_t n = int_of(op, "n", 1);
    return async_condition_notify(&object_of_op(world, op)->condition, n > 0 ? (size_t)n : 0);
}

static int op_notify_all(struct world *world, const cJSON *op, const char **ret_result)
{
    return async_condition_notify_all(&object_of_op(world, op)->condition);
}

static int op_barrier_info(struct world *world, const cJSON *op, const char **ret_result)
{
    const struct async_barrier *barrier = &object_of_op(world, op)->barrier;
    *ret_result =
        arena_printf(&world->arena, "n_waiting=%zu broken=%s", async_barrier_n_waiting(barrier),
                     bool_text(async_barrier_is_broken(barrier)));
    return 0;
}

static int op_put_nowait(struct world *world, const cJSON *op, const char **ret_result)
{
    struct value *item = value_of_json(world, cJSON_GetObjectItemCaseSensitive(op, "v"));
    return async_queue_put_nowait(&object_of_op(world, op)->queue, item);
}

static int op_get_nowait(struct world *world, const cJSON *op, const char **ret_result)
{
    void *item;
    int err = async_queue_get_nowait(&object_of_op(world, op)->queue, &item);
    if (!err)
        *ret_result = into(world, op, item);
    return err;
}

static int op_task_done(struct world *world, const cJSON *op, const char **ret_result)
{
    return async_queue_task_done(&object_of_op(world, op)->queue);
}

static int op_qsize(struct world *world, const cJSON *op, const char **ret_result)
{
    const struct async_queue *queue = &object_of_op(world, op)->queue;
    *ret_result = arena_printf(&world->arena, "size=%zu empty=%s full=%s",
                               async_queue_size(queue), bool_text(async_queue_is_empty(queue)),
                               bool_text(async_queue_is_full(queue)));
    return 0;
}

static int op_queue_shutdown(struct world *world, const cJSON *op, const char **ret_result)
{
    async_queue_shutdown(&object_of_op(world, op)->queue, bool_of(op, "immediate"));
    return 0;
}

/* ---- Timeout scopes ---- */

static int op_reschedule(struct world *world, const cJSON *op, const char **ret_result)
{
    struct async_timeout *scope;
    int err = name_lookup(world, SPACE_TIMEOUT, op, "of", &scope);
    if (err)
        return err;
    if (has_int(op, "at"))
        return async_timeout_reschedule_at(scope, int_of(op, "at", 0));
    return async_timeout_reschedule(scope, timeout_of(op));
}

static int op_timeout_info(struct world *world, const cJSON *op, const char **ret_result)
{
    struct async_timeout *scope;
    int err = name_lookup(world, SPACE_TIMEOUT, op, "of", &scope);
    if (err)
        return err;
    int64_t when_ms = async_timeout_when(scope);
    *ret_result = arena_printf(&world->arena, "when=%s expired=%s",
                               when_ms == ASYNC_NO_TIMEOUT ? "null" : int_text(world, when_ms),
                               bool_text(async_timeout_has_expired(scope)));
    return 0;
}

/* ---- Running them ---- */

static const struct {
    const char *name;
    op_fn *run;
} table[] = {
    { "busy", op_busy },
    { "spawn", op_spawn },
    { "group_spawn", op_group_spawn },
    { "cancel", op_cancel },
    { "uncancel", op_uncancel },
    { "cancelling", op_cancelling },
    { "query", op_query },
    { "result", op_result },
    { "exception", op_exception },
    { "future", op_future },
    { "set_result", op_set_result },
    { "set_exception", op_set_exception },
    { "call_soon", op_call_soon },
    { "call_later", op_call_later },
    { "call_at", op_call_at },
    { "cancel_handle", op_cancel_handle },
    { "add_cb", op_add_cb },
    { "remove_cb", op_remove_cb },
    { "inc", op_inc },
    { "set_var", op_set_var },
    { "get_var", op_get_var },
    { "release", op_release },
    { "locked", op_locked },
    { "event_set", op_event_set },
    { "event_clear", op_event_clear },
    { "event_is_set", op_event_is_set },
    { "notify", op_notify },
    { "notify_all", op_notify_all },
    { "barrier_info", op_barrier_info },
    { "put_nowait", op_put_nowait },
    { "get_nowait", op_get_nowait },
    { "task_done", op_task_done },
    { "qsize", op_qsize },
    { "queue_shutdown", op_queue_shutdown },
    { "reschedule", op_reschedule },
    { "timeout_info", op_timeout_info },
    { "current", op_current },
    { "all_tasks", op_all_tasks },
    { "gather", op_gather },
    { "shield", op_shield },
};

op_fn *instant_find(const cJSON *op)
{
    const char *name = text_of(op, "op");
    for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++)
        if (!strcmp(table[i].name, name))
            return table[i].run;
    return NULL;
}

static int run_if(struct world *world, const cJSON *op)
{
    int err = 0;
    const char *branch = test_variable(world, op) ? "then" : "else";
    for (const cJSON *at = ops_of(op, branch); at && !err; at = at->next)
        err = instant_run(world, at);
    return err;
}

static int run_raise(struct world *world, const cJSON *op)
{
    int err = exception_raise(text_of(op, "kind"), text_of(op, "msg"));
    line(world, "raise %s", last_exception_text(world, err));
    return err;
}

int instant_run(struct world *world, const cJSON *op)
{
    const char *name = text_of(op, "op");
    if (!strcmp(name, "if"))
        return run_if(world, op);
    if (!strcmp(name, "raise"))
        return run_raise(world, op);
    if (!strcmp(name, "log")) {
        line(world, "log \"%s\"", text_of(op, "text"));
        return 0;
    }
    const char *result = NULL;
    int err = instant_find(op)(world, op, &result);
    const char *what = head(world, op);
    if (err)
        line(world, "do %s ! %s", what, last_exception_text(world, err));
    else if (result)
        line(world, "do %s = %s", what, result);
    else
        line(world, "do %s", what);
    return err;
}
