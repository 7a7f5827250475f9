#include "progress/review.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "progress/sql.h"
#include "progress/utc.h"

enum {
    AGAIN_SECONDS =
        10 * 60, /* a forgotten item comes back while the explanation is still warm */
    DAY_SECONDS = 24 * 60 * 60,
};

static void add_answer(struct review_card *card, int64_t at, bool is_good)
{
    if (card->last_at == 0)
        card->memory = fsrs_first(is_good);
    else
        card->memory = fsrs_next(card->memory, utc_day(at) - utc_day(card->last_at), is_good);
    card->last_at = at;
    card->is_good = is_good;
    card->due_at =
        at + (is_good ? fsrs_interval_days(card->memory) * DAY_SECONDS : AGAIN_SECONDS);
}

static int by_due_time(const void *left, const void *right)
{
    const struct review_card *a = left, *b = right;
    if (a->due_at != b->due_at)
        return a->due_at < b->due_at ? -1 : 1;
    return strcmp(a->id, b->id); /* the same order on every machine */
}

int review_cards(struct store *store, int64_t now, struct arena *arena,
                 struct review_card **ret_cards, size_t *ret_count, struct diag *diag)
{
    struct review_card *cards = NULL;
    size_t count = 0, cap = 0;
    struct sql_rows rows =
        sql_ask(store->db,
                "SELECT id, at, recall FROM attempts WHERE recall IS NOT NULL"
                " ORDER BY id, at, seq",
                "");
    while (sql_next(&rows)) {
        if (count == 0 || strcmp(cards[count - 1].id, sql_text(&rows, 0)) != 0) {
            cards = mem_grow(cards, &cap, count + 1, sizeof *cards);
            cards[count++] =
                (struct review_card){ .id = arena_strdup(arena, sql_text(&rows, 0)) };
        }
        int64_t at;
        if (utc_parse(sql_text(&rows, 1), &at) && at <= now + DAY_SECONDS)
            add_answer(&cards[count - 1], at, sql_int(&rows, 2) != 0);
    }
    int code = sql_end(&rows, diag);
    if (code == SQLITE_OK) {
        *ret_cards = arena_alloc(arena, (count + 1) * sizeof *cards);
        if (count)
            memcpy(*ret_cards, cards, count * sizeof *cards);
        qsort(*ret_cards, count, sizeof *cards, by_due_time);
        *ret_count = count;
    }
    free(cards);
    return code == SQLITE_OK ? 0 : -1;
}

bool review_is_due(const struct review_card *card, int64_t now)
{
    return card->due_at <= now;
}

size_t review_count_due(struct store *store, int64_t now)
{
    struct arena arena = { 0 };
    struct diag ignored = { 0 };
    struct review_card *cards;
    size_t count = 0, due = 0;
    review_cards(store, now, &arena, &cards, &count, &ignored);
    while (due < count && review_is_due(&cards[due], now))
        due++;
    diag_finish(&ignored);
    arena_finish(&arena);
    return due;
}

double review_mastery(const struct review_card *card, int64_t now)
{
    return card->is_good ? fsrs_recall(card->memory, utc_day(now) - utc_day(card->last_at)) : 0;
}
