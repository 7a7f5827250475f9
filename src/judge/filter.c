/* What computing needs is allowed. What shows intent to get out, or would hold the loop, ends
 * the program by a signal that the host reports (host/guard.c). Everything else just fails with
 * EPERM, so that no harmless habit of a C library is taken for an attack. */
#include "judge/filter.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/futex.h>
#include <seccomp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "judge/host/protocol.h"

static const char allowed[] =
    "read write writev pread64 lseek close fstat newfstatat stat lstat statx access "
    "faccessat faccessat2 readlink readlinkat getcwd brk mmap munmap mprotect mremap "
    "madvise rt_sigaction rt_sigprocmask rt_sigreturn sigaltstack getrandom clock_gettime "
    "clock_getres gettimeofday time getpid gettid getuid geteuid getgid getegid getrusage "
    "getrlimit uname sysinfo sched_yield exit exit_group set_robust_list rseq "
    "set_tid_address arch_prctl sched_getaffinity restart_syscall membarrier getcpu";

static const char forbidden[] =
    "fork vfork clone clone3 execve execveat ptrace socket socketpair connect bind listen "
    "accept accept4 sendto sendmsg io_uring_setup io_uring_enter io_uring_register kill "
    "tkill rt_sigqueueinfo rt_tgsigqueueinfo pidfd_open pidfd_send_signal "
    "process_vm_readv process_vm_writev mount umount2 unshare setns chroot pivot_root bpf "
    "perf_event_open userfaultfd keyctl init_module finit_module reboot setsid setpgid "
    "unlink unlinkat rename renameat renameat2 mkdir mkdirat ftruncate truncate";

/* They hold the loop; the virtual clock never needs them. */
static const char waiting[] =
    "nanosleep clock_nanosleep pause select pselect6 poll ppoll epoll_wait epoll_pwait "
    "epoll_pwait2 wait4 waitid rt_sigtimedwait rt_sigsuspend";

/* All calls of a list; those that this machine does not have are left out. */
static void add(scmp_filter_ctx filter, uint32_t action, const char *names)
{
    char *list = mem_strdup(names), *rest = list;
    for (char *name; (name = strsep(&rest, " "));) {
        int number = seccomp_syscall_resolve_name(name);
        if (number != __NR_SCMP_ERROR)
            (void)seccomp_rule_add(filter, action, number, 0);
    }
    free(list);
}

static void add_if(scmp_filter_ctx filter, uint32_t action, int number,
                   struct scmp_arg_cmp condition)
{
    (void)seccomp_rule_add(filter, action, number, 1, condition);
}

static void add_opening(scmp_filter_ctx filter)
{
    const unsigned flags = O_ACCMODE | O_CREAT | O_TRUNC;
    add_if(filter, SCMP_ACT_ALLOW, SCMP_SYS(open),
           SCMP_CMP(1, SCMP_CMP_MASKED_EQ, flags, O_RDONLY));
    add_if(filter, SCMP_ACT_ALLOW, SCMP_SYS(openat),
           SCMP_CMP(2, SCMP_CMP_MASKED_EQ, flags, O_RDONLY));
}

/* Without threads, who waits on a lock of the C library waits for ever. */
static void add_futex(scmp_filter_ctx filter)
{
    const unsigned command = (unsigned)FUTEX_CMD_MASK;
    add_if(filter, SCMP_ACT_ALLOW, SCMP_SYS(futex),
           SCMP_CMP(1, SCMP_CMP_MASKED_EQ, command, FUTEX_WAKE));
    add_if(filter, SCMP_ACT_TRAP, SCMP_SYS(futex),
           SCMP_CMP(1, SCMP_CMP_MASKED_EQ, command, FUTEX_WAIT));
    add_if(filter, SCMP_ACT_TRAP, SCMP_SYS(futex),
           SCMP_CMP(1, SCMP_CMP_MASKED_EQ, command, FUTEX_WAIT_BITSET));
}

/* Signals to itself are how abort() works. */
static void add_own(scmp_filter_ctx filter)
{
    add_if(filter, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), SCMP_CMP(0, SCMP_CMP_EQ, HOST_OWN_PID, 0));
    add_if(filter, SCMP_ACT_ALLOW, SCMP_SYS(prlimit64), SCMP_CMP(2, SCMP_CMP_EQ, 0, 0));
    for (unsigned command = F_GETFD; command <= F_SETFL; command++)
        add_if(filter, SCMP_ACT_ALLOW, SCMP_SYS(fcntl), SCMP_CMP(1, SCMP_CMP_EQ, command, 0));
}

/* libseccomp writes programs to files only. */
static void export(scmp_filter_ctx filter, struct sock_filter **ret_filter, size_t *ret_len)
{
    struct stat info;
    int file = memfd_create("filter", MFD_CLOEXEC);
    if (file >= 0 && !seccomp_export_bpf(filter, file) && !fstat(file, &info)) {
        size_t len_bytes = (size_t)info.st_size;
        *ret_filter = mem_alloc(len_bytes);
        if (pread(file, *ret_filter, len_bytes, 0) == info.st_size)
            *ret_len = len_bytes / sizeof(**ret_filter);
    }
    if (file >= 0)
        close(file);
}

void filter_make(struct sock_filter **ret_filter, size_t *ret_len)
{
    *ret_filter = NULL;
    *ret_len = 0;
    if (prctl(PR_GET_SECCOMP) < 0)
        return;
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
    if (!filter)
        return;
    seccomp_attr_set(filter, SCMP_FLTATR_CTL_OPTIMIZE, 2); /* a tree: shorter paths */
    add(filter, SCMP_ACT_ALLOW, allowed);
    add(filter, SCMP_ACT_TRAP, forbidden);
    add(filter, SCMP_ACT_TRAP, waiting);
    add_opening(filter);
    add_futex(filter);
    add_own(filter);
    export(filter, ret_filter, ret_len);
    seccomp_release(filter);
}

static bool is_among(const char *name, const char *names)
{
    size_t len = strlen(name);
    for (const char *at = names; (at = strstr(at, name)); at += len) {
        bool begins = at == names || at[-1] == ' ';
        if (begins && (at[len] == ' ' || !at[len]))
            return true;
    }
    return false;
}

bool filter_is_waiting(int64_t number, char **ret_name)
{
    char *name = seccomp_syscall_resolve_num_arch(SCMP_ARCH_NATIVE, (int)number);
    *ret_name = name ? name : mem_strdup("unknown");
    return is_among(*ret_name, waiting) || strcmp(*ret_name, "futex") == 0;
}
