// accepted: the fetch in a group of its own, the group in a scope, all scopes in a larger one
#include "fetch_first.h"

struct request {
    const char *url, *body;
    int err;
};

static int run_fetch(void *arg)
{
    struct request *request = arg;
    request->err = fetch(request->url, &request->body);
    return request->err == ASYNC_ECANCELED ? ASYNC_ECANCELED : 0;
}

static int fetch_in_group(struct request *request)
{
    struct async_group group;
    int err = async_group_enter(&group);
    if (err)
        return err;
    err = async_group_create_task(&group, async_coro(run_fetch, request), NULL);
    err = async_group_exit(&group, err);
    return err ? err : request->err;
}

static int fetch_within(struct request *request, int64_t limit_ms)
{
    struct async_timeout scope;
    int err = async_timeout_enter(&scope, limit_ms);
    return err ? err : async_timeout_exit(&scope, fetch_in_group(request));
}

static int ask_all(const char *const mirrors[], size_t n, int64_t limit_ms,
                   const char **ret_body)
{
    struct request request = { .url = *mirrors };
    int err = fetch_within(&request, limit_ms);
    if (!err)
        *ret_body = request.body;
    if (!err || err == ASYNC_ECANCELED || n == 1)
        return err;
    return ask_all(mirrors + 1, n - 1, limit_ms, ret_body);
}

int fetch_first(const char *const mirrors[], size_t n, int64_t limit_ms, const char **ret_body)
{
    struct async_timeout scope;
    int err = async_timeout_enter(&scope, (int64_t)(n + 1) * limit_ms);
    return err ? err : async_timeout_exit(&scope, ask_all(mirrors, n, limit_ms, ret_body));
}
