#include "judge/host/guard.h"

#include <linux/seccomp.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "judge/host/seal.h"
#include "loop.h"
#include "trace.h"

#define ALTERNATE_STACK_BYTES ((size_t)64 * 1024)

/* The call was made by the learner's code or on its behalf, so nothing of ours is half done. */
static void on_forbidden(int number, siginfo_t *info, void *context)
{
    struct async_loop *loop = loop_current();
    TRACE(note, loop, HOST_NOTE_SYSCALL, NULL, info->si_syscall, NULL);
    TRACE(close, loop);
    if (!loop)
        seal_note(HOST_NOTE_SYSCALL, info->si_syscall);
    seal_close();
    _exit(0);
}

/* The learner's stacks are small. */
static void catch_forbidden(void)
{
    stack_t stack = { .ss_sp = malloc(ALTERNATE_STACK_BYTES),
                      .ss_size = ALTERNATE_STACK_BYTES };
    struct sigaction action = { .sa_sigaction = on_forbidden,
                                .sa_flags = SA_SIGINFO | SA_ONSTACK };
    if (stack.ss_sp)
        sigaltstack(&stack, NULL);
    sigaction(SIGSYS, &action, NULL);
}

static void fill_in_own_pid(struct sock_filter *filter, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        if (filter[i].k == HOST_OWN_PID)
            filter[i].k = (uint32_t)getpid();
    }
}

static int limit(__rlimit_resource_t resource, uint64_t soft, uint64_t hard)
{
    struct rlimit both = { .rlim_cur = soft, .rlim_max = hard };
    return setrlimit(resource, &both);
}

static int put_in_force(struct sock_filter *filter, size_t len)
{
    struct sock_fprog program = { .len = (unsigned short)len, .filter = filter };
    fill_in_own_pid(filter, len);
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
}

int guard_enter(const struct host_hello *hello, struct sock_filter *filter)
{
    catch_forbidden();
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    int err = limit(RLIMIT_CPU, hello->cpu_s, hello->cpu_s + 1);
    if (!err && hello->memory_bytes)
        err = limit(RLIMIT_AS, hello->memory_bytes, hello->memory_bytes);
    if (!err && hello->filter_len)
        err = put_in_force(filter, hello->filter_len);
    return err;
}
