#include "check.h"

#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "judge/sandbox.h"

static void network_of(char name[64])
{
    ssize_t len = readlink("/proc/self/ns/net", name, 63);
    name[len > 0 ? len : 0] = '\0';
}

/* In a child, for nobody comes back out of a jail. */
static int enter_and_compare(struct jail *jail)
{
    char before[64], after[64];
    network_of(before);
    if (jail_enter(jail))
        return 2;
    network_of(after);
    return *after && strcmp(before, after) != 0 ? 0 : 1;
}

TEST(programs_have_a_network_of_their_own)
{
    struct sandbox sandbox;
    struct buf names = { 0 };
    sandbox_init(&sandbox);
    sandbox_add_names(&sandbox, &names);
    bool is_named = strstr(buf_str(&names), " namespaces") != NULL;
    buf_finish(&names);
    assert_int_equal(is_named, sandbox.namespaces != 0);
    if (!sandbox.namespaces) {
        print_message("no namespaces may be made here: skipped\n");
        sandbox_finish(&sandbox);
        skip();
    }
    struct jail jail;
    jail_init_program(&jail, &sandbox, "/", true, 1024);
    int status = 0;
    pid_t pid = fork();
    if (pid == 0)
        _exit(enter_and_compare(&jail));
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_int_equal(WEXITSTATUS(status), 0);
    jail_finish(&jail);
    sandbox_finish(&sandbox);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(programs_have_a_network_of_their_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
