/* Limits, Landlock, namespaces and the entering of them; the system call filter is in
 * filter.c. */
#include "judge/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "judge/filter.h"

#define COMPILER_FILE_BYTES ((uint64_t)128 * 1024 * 1024)
#define COMPILER_CPU_S      20
/* The host lives as long as the submission is judged; its children have tighter limits. */
#define HOST_CPU_S 600

/* ---- Landlock ---- */

/* Newer than the headers that we build with may be. */
struct ruleset_attr {
    uint64_t handled_access_fs, handled_access_net, scoped;
};

#define ACCESS_READ \
    (LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR)

/* Rights over files by version of the interface: the first so many bits. */
static uint64_t all_access(int version)
{
    static const int bits[] = { 0, 13, 14, 15, 15, 16 };
    int last = (int)(sizeof(bits) / sizeof(bits[0])) - 1;
    return (UINT64_C(1) << bits[version < last ? version : last]) - 1;
}

static int ruleset_create(int version, bool may_talk)
{
    struct ruleset_attr attr = { .handled_access_fs = all_access(version) };
    size_t size = sizeof(attr.handled_access_fs);
    if (version >= 4 && !may_talk) {
        attr.handled_access_net = 3; /* bind and connect */
        size = 2 * sizeof(uint64_t);
    }
    if (version >= 6 && !may_talk) {
        attr.scoped = 3; /* abstract sockets and signals */
        size = sizeof(attr);
    }
    return (int)syscall(SYS_landlock_create_ruleset, &attr, size, 0);
}

/* A path that does not exist needs no rule. */
static void ruleset_allow(int ruleset, const char *path, uint64_t access)
{
    struct landlock_path_beneath_attr rule = {
        .allowed_access = access,
        .parent_fd = open(path, O_PATH | O_CLOEXEC),
    };
    if (rule.parent_fd < 0)
        return;
    syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
    close(rule.parent_fd);
}

static void allow_file(int ruleset, const char *path, uint64_t access)
{
    ruleset_allow(ruleset, path, access & ~(uint64_t)LANDLOCK_ACCESS_FS_READ_DIR);
}

static int landlock_version(void)
{
    long version = syscall(SYS_landlock_create_ruleset, NULL, 0, 1 /* ask for the version */);
    return version > 0 ? (int)version : 0;
}

/* ---- Namespaces ---- */

/* No network, not even this machine's own, and nobody else's shared memory. Process numbers
 * stay: the host forks one child after the other, and the first to end would take such a
 * namespace with it. */
enum { NAMESPACES = CLONE_NEWUSER | CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS };

/* Only trying tells: distributions and containers forbid it in many ways. */
static bool may_unshare(void)
{
    int status = 0;
    pid_t pid = fork();
    if (pid == 0)
        _exit(unshare(NAMESPACES) ? 1 : 0);
    return pid > 0 && waitpid(pid, &status, 0) == pid && WIFEXITED(status) &&
           WEXITSTATUS(status) == 0;
}

/* ---- What there is ---- */

void sandbox_init(struct sandbox *sandbox)
{
    *sandbox = (struct sandbox){ .landlock = landlock_version(),
                                 .namespaces = may_unshare() ? NAMESPACES : 0 };
    filter_make(&sandbox->filter, &sandbox->filter_len);
}

void sandbox_finish(struct sandbox *sandbox)
{
    free(sandbox->filter);
    *sandbox = (struct sandbox){ 0 };
}

void sandbox_add_names(const struct sandbox *sandbox, struct buf *out)
{
    buf_adds(out, "rlimits");
    if (sandbox->filter_len)
        buf_adds(out, " seccomp");
    if (sandbox->landlock)
        buf_addf(out, " landlock-%d", sandbox->landlock);
    if (sandbox->namespaces)
        buf_adds(out, " namespaces");
}

/* ---- Jails ---- */

void jail_init_compiler(struct jail *jail, const struct sandbox *sandbox, const char *dir)
{
    *jail = (struct jail){ .ruleset = -1,
                           .file_bytes = COMPILER_FILE_BYTES,
                           .cpu_s = COMPILER_CPU_S };
    if (!sandbox->landlock)
        return;
    jail->ruleset = ruleset_create(sandbox->landlock, true);
    ruleset_allow(jail->ruleset, "/", ACCESS_READ);
    ruleset_allow(jail->ruleset, dir, all_access(sandbox->landlock));
    allow_file(jail->ruleset, "/dev/null",
               LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE);
}

void jail_init_program(struct jail *jail, const struct sandbox *sandbox, const char *dir,
                       bool is_sanitized, uint64_t output_bytes)
{
    static const char *const readable[] = { "/usr", "/lib", "/lib64", "/lib32", NULL };
    *jail = (struct jail){ .ruleset = -1,
                           .namespaces = sandbox->namespaces,
                           .file_bytes = output_bytes,
                           .cpu_s = HOST_CPU_S };
    if (!sandbox->landlock)
        return;
    jail->ruleset = ruleset_create(sandbox->landlock, false);
    for (size_t i = 0; readable[i]; i++)
        ruleset_allow(jail->ruleset, readable[i], ACCESS_READ);
    ruleset_allow(jail->ruleset, dir, ACCESS_READ);
    allow_file(jail->ruleset, "/etc/ld.so.cache", LANDLOCK_ACCESS_FS_READ_FILE);
    allow_file(jail->ruleset, "/dev/null", LANDLOCK_ACCESS_FS_READ_FILE);
    if (is_sanitized) /* AddressSanitizer reads its own memory map */
        ruleset_allow(jail->ruleset, "/proc", ACCESS_READ);
}

void jail_finish(struct jail *jail)
{
    if (jail->ruleset >= 0)
        close(jail->ruleset);
    jail->ruleset = -1;
}

static int limit(__rlimit_resource_t resource, uint64_t value)
{
    struct rlimit both = { .rlim_cur = value, .rlim_max = value };
    return setrlimit(resource, &both) ? errno : 0;
}

int jail_enter(void *arg)
{
    const struct jail *jail = arg;
    int err = prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) ? errno : 0;
    if (!err && jail->namespaces && unshare(jail->namespaces))
        err = errno;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (!err)
        err = limit(RLIMIT_CORE, 0);
    if (!err)
        err = limit(RLIMIT_FSIZE, jail->file_bytes);
    if (!err)
        err = limit(RLIMIT_CPU, jail->cpu_s);
    if (!err && jail->ruleset >= 0 && syscall(SYS_landlock_restrict_self, jail->ruleset, 0))
        err = errno;
    return err;
}
