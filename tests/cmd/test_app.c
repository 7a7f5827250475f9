#include "check.h"

#include "cmd/app.h"
#include "progress/store.h"
#include "scratch.h"

TEST(a_home_that_cannot_be_written_is_said_once)
{
    struct scratch dir = scratch_make();
    char *file = scratch_file(&dir, "a-file", "");
    char *said = NULL;
    size_t len;
    FILE *err = open_memstream(&said, &len);
    setenv("ASYNCLEARN_HOME", file, 1);
    struct app app;
    app_init(&app, stdout, err);
    assert_ptr_equal(app_store(&app), app_store(&app));
    assert_int_equal(app_store(&app)->mode, STORE_UNSAVED);
    app_finish(&app);
    fclose(err);
    assert_non_null(strstr(said, "asynclearn: nothing is saved this time: "));
    assert_ptr_equal(strchr(said, '\n'), said + len - 1); /* one line */
    free(said);
    free(file);
    scratch_remove(&dir);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_home_that_cannot_be_written_is_said_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
