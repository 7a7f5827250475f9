#include "check.h"

#include <sys/stat.h>

#include "course/pythons.h"
#include "in_task.h"
#include "scratch.h"

static struct pythons found;

static void find(void)
{
    pythons_find(&found);
}

static void install(const struct scratch *dir, const char *name, const char *script)
{
    char *path = scratch_file(dir, name, script);
    assert_int_equal(chmod(path, 0755), 0);
    free(path);
}

TEST(every_cpython_in_path_is_found_once)
{
    struct scratch dir = scratch_make();
    char *old = strdup(getenv("PATH"));
    install(&dir, "python3", "#!/bin/sh\necho cpython 3 12 1\n");
    install(&dir, "python3.11",
            "#!/bin/sh\necho 'python3.11: command not found' >&2\nexit 127\n");
    install(&dir, "python3.12", "#!/bin/sh\necho cpython 3 12 1\n");
    install(&dir, "python3.13", "#!/bin/sh\necho cpython 3 13 0\n");
    install(&dir, "python3.14", "#!/bin/sh\necho pypy 3 14 0\n");
    install(&dir, "python3.15", "#!/bin/sh\necho cpython 3 9 0\n");
    setenv("PATH", dir.path, 1);
    in_task(find);
    setenv("PATH", old, 1);
    free(old);
    scratch_remove(&dir);
    assert_int_equal(found.count, 2);
    assert_string_equal(found.items[0].command, "python3");
    assert_string_equal(found.items[1].command, "python3.13");
    assert_int_equal(found.items[0].micro, 1);
    assert_true(pythons_have(&found, 3, 13));
    assert_false(pythons_have(&found, 3, 9));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_cpython_in_path_is_found_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
