/* Ops that may suspend. */
#include <string.h>

#include "scenario.h"

/* ---- References ---- */

static bool is_body(const char *reference)
{
    return reference[0] == '@';
}

int reference(struct world *world, const char *text, struct ref **ret_ref)
{
    if (!is_body(text))
        return ref_lookup(world, text, ret_ref);
    *ret_ref = body_task(world, text + 1);
    return 0;
}

int references(struct world *world, const cJSON *op, struct ref ***ret_refs, size_t *ret_n)
{
    const cJSON *list = cJSON_GetObjectItemCaseSensitive(op, "of");
    size_t n = (size_t)cJSON_GetArraySize(list);
    struct ref **refs = arena_alloc(&world->arena, n * sizeof(struct ref *));
    size_t i = 0;
    for (const cJSON *item = list->child; item; item = item->next, i++) {
        int err =
            is_body(item->valuestring) ? 0 : ref_lookup(world, item->valuestring, &refs[i]);
        if (err)
            return err;
    }
    i = 0;
    for (const cJSON *item = list->child; item; item = item->next, i++)
        if (!refs[i])
            refs[i] = body_task(world, item->valuestring + 1);
    *ret_refs = refs;
    *ret_n = n;
    return 0;
}

struct async_future **futures_of(struct world *world, struct ref *const refs[], size_t n)
{
    struct async_future **futures =
        arena_alloc(&world->arena, n * sizeof(struct async_future *));
    for (size_t i = 0; i < n; i++)
        futures[i] = refs[i]->future;
    return futures;
}

struct ref *ref_gather(struct world *world, const cJSON *op, struct ref **parts, size_t n)
{
    const char *name = text_of(op, "as");
    struct async_future *future =
        async_gather_create(futures_of(world, parts, n), n, bool_of(op, "rexc"), name);
    struct ref *ref = ref_add(world, future, name);
    ref->parts = parts;
    ref->n_parts = n;
    ref->is_list = true;
    name_bind(world, SPACE_FUTURE, name, ref);
    return ref;
}

struct ref *ref_shield(struct world *world, const cJSON *op, struct ref *inner)
{
    const char *name = text_of(op, "as");
    struct async_future *future = async_shield(inner->future, name);
    struct ref *ref = inner;
    if (future == inner->future) {
        async_future_release(future); /* the inner one was done */
    } else {
        ref = ref_add(world, future, name);
        ref->source = inner;
    }
    name_bind(world, SPACE_FUTURE, name, ref);
    return ref;
}

/* ---- Tasks and futures ---- */

static int op_sleep(struct world *world, const cJSON *op, const char **ret_result)
{
    return async_sleep(int_of(op, "ms", 0));
}

static int await_ref(struct world *world, struct ref *ref, const char **ret_result)
{
    void *result;
    int err = async_await(ref->future, &result);
    if (!err)
        *ret_result = result_text(world, ref, result);
    return err;
}

static int op_await(struct world *world, const cJSON *op, const char **ret_result)
{
    const char *of = text_of(op, "of");
    if (is_body(of)) {
        void *result = NULL;
        int err = async_await(body_coro(world, of + 1), &result);
        if (!err)
            *ret_result = value_text(world, result);
        return err;
    }
    struct ref *ref;
    int err = ref_lookup(world, of, &ref);
    return err ? err : await_ref(world, ref, ret_result);
}

static int op_gather(struct world *world, const cJSON *op, const char **ret_result)
{
    struct ref **parts;
    size_t n;
    int err = references(world, op, &parts, &n);
    return err ? err : await_ref(world, ref_gather(world, op, parts, n), ret_result);
}

static int op_shield(struct world *world, const cJSON *op, const char **ret_result)
{
    struct ref *inner;
    int err = reference(world, text_of(op, "of"), &inner);
    return err ? err : await_ref(world, ref_shield(world, op, inner), ret_result);
}

/* One body, inline; or a future. Without time left a body becomes a task. */
static int op_wait_for(struct world *world, const cJSON *op, const char **ret_result)
{
    const char *of = text_of(op, "of");
    int64_t timeout_ms = timeout_of(op);
    bool has_time = timeout_ms > 0 || timeout_ms == ASYNC_NO_TIMEOUT;
    void *result = NULL;
    if (is_body(of) && has_time) {
        int err = async_wait_for(body_coro(world, of + 1), timeout_ms, &result);
        if (!err)
            *ret_result = value_text(world, result);
        return err;
    }
    struct ref *ref;
    int err = reference(world, of, &ref);
    if (!err)
        err = async_wait_for(ref->future, timeout_ms, &result);
    if (!err)
        *ret_result = result_text(world, ref, result);
    return err;
}

static enum async_return_when return_when(const cJSON *op)
{
    const char *when = text_of(op, "when");
    if (when && !strcmp(when, "FIRST_COMPLETED"))
        return ASYNC_FIRST_COMPLETED;
    if (when && !strcmp(when, "FIRST_EXCEPTION"))
        return ASYNC_FIRST_EXCEPTION;
    return ASYNC_ALL_COMPLETED;
}

static bool is_repeated(struct ref *const refs[], size_t i)
{
    for (size_t j = 0; j < i; j++)
        if (refs[j] == refs[i])
            return true;
    return false;
}

/* The names, as written, of those that are done, or of those that are not. */
static const char *names_of(struct world *world, const cJSON *op, struct ref *const refs[],
                            bool are_done)
{
    struct buf text = { 0 };
    size_t i = 0;
    for (const cJSON *item = ops_of(op, "of"); item; item = item->next, i++)
        if (!is_repeated(refs, i) && async_future_is_done(refs[i]->future) == are_done)
            buf_addf(&text, "%s%s", text.len ? "," : "", item->valuestring);
    const char *names = arena_strdup(&world->arena, buf_str(&text));
    buf_finish(&text);
    return names;
}

static int op_wait(struct world *world, const cJSON *op, const char **ret_result)
{
    struct ref **refs;
    size_t n;
    int err = references(world, op, &refs, &n);
    if (!err)
        err = async_wait(futures_of(world, refs, n), n, return_when(op), timeout_of(op));
    if (err)
        return err;
    *ret_result =
        arena_printf(&world->arena, "done=[%s] pending=[%s]", names_of(world, op, refs, true),
                     names_of(world, op, refs, false));
    return 0;
}

static size_t count_distinct(struct ref *const refs[], size_t n)
{
    size_t n_distinct = 0;
    for (size_t i = 0; i < n; i++)
        n_distinct += !is_repeated(refs, i);
    return n_distinct;
}

static struct ref *ref_of_future(struct ref *const refs[], const struct async_future *future)
{
    while ((*refs)->future != future)
        refs++;
    return *refs;
}

static int next_item(struct world *world, const cJSON *op, struct async_as_completed *it,
                     struct ref *const refs[])
{
    struct async_future *future;
    void *result;
    int err = async_as_completed_next(it, &future);
    if (!err)
        err = async_future_result(future, &result);
    if (!err) {
        const char *text = result_text(world, ref_of_future(refs, future), result);
        line(world, "item as_completed = %s", text);
        return 0;
    }
    if (!bool_of(op, "rexc") || !exception_is_a(err, async_error_last(err), "Exception"))
        return err;
    line(world, "item as_completed ! %s", last_exception_text(world, err));
    return 0;
}

static int op_as_completed(struct world *world, const cJSON *op, const char **ret_result)
{
    struct ref **refs;
    size_t n;
    int err = references(world, op, &refs, &n);
    if (err)
        return err;
    struct async_as_completed *it =
        async_as_completed(futures_of(world, refs, n), n, timeout_of(op));
    size_t n_distinct = count_distinct(refs, n);
    for (size_t i = 0; i < n_distinct && !err; i++)
        err = next_item(world, op, it, refs);
    async_as_completed_destroy(it);
    return err;
}

/* ---- Objects ---- */

static int op_acquire(struct world *world, const cJSON *op, const char **ret_result)
{
    *ret_result = "true";
    return object_acquire(object_of_op(world, op));
}

static int op_event_wait(struct world *world, const cJSON *op, const char **ret_result)
{
    *ret_result = "true";
    return async_event_wait(&object_of_op(world, op)->event);
}

static int op_cond_wait(struct world *world, const cJSON *op, const char **ret_result)
{
    *ret_result = "true";
    return async_condition_wait(&object_of_op(world, op)->condition);
}

struct threshold {
    const int64_t *number;
    int64_t minimum;
};

static bool is_reached(void *arg)
{
    const struct threshold *threshold = arg;
    return *threshold->number >= threshold->minimum;
}

static int op_cond_wait_for(struct world *world, const cJSON *op, const char **ret_result)
{
    struct threshold threshold = { variable(world, text_of(op, "var")), int_of(op, "ge", 0) };
    *ret_result = "true";
    return async_condition_wait_for(&object_of_op(world, op)->condition, is_reached,
                                    &threshold);
}

static int op_barrier_wait(struct world *world, const cJSON *op, const char **ret_result)
{
    size_t index;
    int err = async_barrier_wait(&object_of_op(world, op)->barrier, &index);
    if (!err)
        *ret_result = into(world, op, value_of_int(world, (int64_t)index));
    return err;
}

static int op_barrier_reset(struct world *world, const cJSON *op, const char **ret_result)
{
    return async_barrier_reset(&object_of_op(world, op)->barrier);
}

static int op_barrier_abort(struct world *world, const cJSON *op, const char **ret_result)
{
    return async_barrier_abort(&object_of_op(world, op)->barrier);
}

static int op_put(struct world *world, const cJSON *op, const char **ret_result)
{
    struct value *item = value_of_json(world, cJSON_GetObjectItemCaseSensitive(op, "v"));
    return async_queue_put(&object_of_op(world, op)->queue, item);
}

static int op_get(struct world *world, const cJSON *op, const char **ret_result)
{
    void *item;
    int err = async_queue_get(&object_of_op(world, op)->queue, &item);
    if (!err)
        *ret_result = into(world, op, item);
    return err;
}

static int op_join(struct world *world, const cJSON *op, const char **ret_result)
{
    return async_queue_join(&object_of_op(world, op)->queue);
}

static const struct {
    const char *name;
    op_fn *run;
} table[] = {
    { "sleep", op_sleep },
    { "await", op_await },
    { "gather", op_gather },
    { "shield", op_shield },
    { "wait", op_wait },
    { "as_completed", op_as_completed },
    { "wait_for", op_wait_for },
    { "acquire", op_acquire },
    { "event_wait", op_event_wait },
    { "cond_wait", op_cond_wait },
    { "cond_wait_for", op_cond_wait_for },
    { "barrier_wait", op_barrier_wait },
    { "barrier_reset", op_barrier_reset },
    { "barrier_abort", op_barrier_abort },
    { "put", op_put },
    { "get", op_get },
    { "join", op_join },
};

op_fn *await_find(const cJSON *op)
{
    const char *name = text_of(op, "op");
    if (text_of(op, "as"))
        return NULL; /* gather and shield are instant then */
    for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++)
        if (!strcmp(table[i].name, name))
            return table[i].run;
    return NULL;
}
