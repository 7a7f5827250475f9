/* What every test file includes: cmocka with the headers it wants in front of it. */
#ifndef TESTS_CHECK_H
#define TESTS_CHECK_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

/* A case is named by a sentence: TEST(empty_text_has_no_words) { ... } */
#define TEST(sentence) static void sentence(void **state)

#endif
