/* How long a process takes that does one thing and ends: `start PROGRAM ARGUMENT...` runs it
 * again and again. */
#include "bench.h"

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

int main(int argc, char *argv[])
{
    if (argc < 2)
        return 2;
    int64_t began = bench_now_ns();
    int64_t limit = began + INT64_C(1000000000);
    long n = 0;
    while (n < STARTS && bench_now_ns() < limit) {
        pid_t pid;
        int status;
        if (posix_spawnp(&pid, argv[1], NULL, NULL, argv + 1, environ) ||
            waitpid(pid, &status, 0) < 0 || status)
            return 2; /* it does not know the row */
        n++;
    }
    bench_print_per(began, n);
    return 0;
}
