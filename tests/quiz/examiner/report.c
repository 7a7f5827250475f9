/* How well the examiner agrees with the marked responses.
 *
 *     report [--rules] [--differences] INTERVIEW.json MARKED.jsonl...
 *
 * Prints, for each question and for all: kappa, band accuracy, mean error, pass precision
 * and recall; then the share of answers passed by kind; with --rules, how often each rule
 * was right; with --differences, the answers marked otherwise, with what the examiner found
 * in them. */
#include "quiz/examiner/marked.h"

static const char *const kinds[] = { "excellent",        "good",    "partial",  "wrong",
                                     "keyword_stuffing", "negated", "offtopic", "adversarial" };

static void print_share(size_t part, size_t whole)
{
    if (whole)
        printf("%8.3f", (double)part / (double)whole);
    else
        printf("%8s", "-");
}

static void print_agreement(const struct marked_set *set, int question, const char *name)
{
    struct agreement a = marked_agreement(set, question);
    printf("%-10s%5zu%8.3f%8.3f%8.2f", name, a.count, a.kappa, a.same_band, a.mean_error);
    print_share(a.passed_rightly, a.passed);
    print_share(a.passed_rightly, a.passable);
    printf("\n");
}

static void print_kinds(const struct marked_set *set, int questions)
{
    printf("\n%-18s", "passed, by kind");
    for (int q = 1; q <= questions; q++)
        printf("      q%d", q);
    printf("     all\n");
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        printf("%-18s", kinds[k]);
        for (int q = 1; q <= questions + 1; q++) {
            double share = marked_acceptance(set, q <= questions ? q : 0, kinds[k]);
            if (share < 0)
                printf("%8s", "-");
            else
                printf("%8.2f", share);
        }
        printf("\n");
    }
}

/* Right, missed (a person saw more) and excessive (a person saw less). */
struct tally {
    size_t right, missed, excessive;
};

static void print_tally(const char *id, int question, const struct tally *tally)
{
    size_t all = tally->right + tally->missed + tally->excessive;
    if (all)
        printf("%d %-4s%8.3f right%5zu missed%5zu excessive\n", question, id,
               (double)tally->right / (double)all, tally->missed, tally->excessive);
}

static void add_to_tally(struct tally *tally, int gold, int ours)
{
    tally->right += gold == ours;
    tally->missed += gold > ours;
    tally->excessive += gold < ours;
}

static void print_rules(const struct marked_set *set, const struct examiner *examiner)
{
    printf("\n");
    for (size_t q = 0; q < examiner_question_count(examiner); q++) {
        const struct examiner_question *question = examiner_question_at(examiner, q);
        struct tally points[EXAMINER_POINTS_MAX] = { 0 };
        struct tally misconceptions[EXAMINER_MISCONCEPTIONS_MAX] = { 0 };
        for (size_t i = 0; i < set->count; i++) {
            const struct marked *item = &set->items[i];
            if (item->question != (int)q + 1)
                continue;
            for (int p = 0; p < question->point_count; p++)
                add_to_tally(&points[p], (int)item->points[p],
                             (int)item->result.points[p].credit);
            for (int m = 0; m < question->misconception_count; m++)
                add_to_tally(&misconceptions[m], item->misconceptions[m],
                             item->result.misconceptions[m].is_asserted);
        }
        for (int p = 0; p < question->point_count; p++)
            print_tally(question->points[p].id, (int)q + 1, &points[p]);
        for (int m = 0; m < question->misconception_count; m++)
            print_tally(question->misconceptions[m].id, (int)q + 1, &misconceptions[m]);
    }
}

static void print_quote(const struct marked *item, const char *id, const char *what,
                        struct examiner_quote quote)
{
    printf("    %s %s: \"%.*s\"\n", id, what, (int)(quote.end - quote.start),
           item->answer + quote.start);
}

static void print_difference(const struct marked *item,
                             const struct examiner_question *question)
{
    static const char *const credits[] = { "none", "half", "full" };
    printf("\n%s %s: %d, examiner %d%s\n  %s\n", item->id, item->kind, item->score,
           item->result.score, item->result.unsure ? " (unsure)" : "", item->answer);
    for (int p = 0; p < question->point_count; p++) {
        const struct examiner_point_verdict *verdict = &item->result.points[p];
        char what[64];
        snprintf(what, sizeof what, "%s%s, marked %s", credits[verdict->credit],
                 verdict->is_contradicted ? " (contradicted)" : "", credits[item->points[p]]);
        if (verdict->credit != item->points[p] || verdict->is_contradicted)
            print_quote(item, question->points[p].id, what, verdict->quote);
    }
    for (int m = 0; m < question->misconception_count; m++) {
        const struct examiner_misconception_verdict *verdict = &item->result.misconceptions[m];
        if (verdict->is_asserted != item->misconceptions[m])
            print_quote(item, question->misconceptions[m].id,
                        verdict->is_asserted ? "found" : "missed", verdict->quote);
    }
}

static void print_differences(const struct marked_set *set, const struct examiner *examiner)
{
    for (size_t i = 0; i < set->count; i++) {
        const struct marked *item = &set->items[i];
        const struct examiner_question *question =
            examiner_question_at(examiner, (size_t)item->question - 1);
        bool differs = item->score != item->result.score;
        for (int p = 0; p < question->point_count; p++)
            differs |= item->points[p] != item->result.points[p].credit;
        for (int m = 0; m < question->misconception_count; m++)
            differs |= item->misconceptions[m] != item->result.misconceptions[m].is_asserted;
        if (differs)
            print_difference(item, question);
    }
}

static int fail(struct diag *diag)
{
    struct buf text = { 0 };
    diag_format(diag, &text);
    fprintf(stderr, "%s", buf_str(&text));
    buf_finish(&text);
    diag_finish(diag);
    return 2;
}

int main(int argc, char **argv)
{
    struct marked_set set = { 0 };
    struct examiner *examiner = NULL;
    struct diag diag = { 0 };
    bool with_rules = false, with_differences = false;
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--rules") == 0)
            with_rules = true;
        else if (strcmp(argv[i], "--differences") == 0)
            with_differences = true;
        else if (!examiner ? examiner_load(argv[i], &examiner, &diag)
                           : marked_read(&set, argv[i], &diag))
            return fail(&diag);
    }
    if (!examiner)
        return 2;
    marked_grade(&set, examiner);
    if (with_differences)
        print_differences(&set, examiner);
    printf("%-10s%5s%8s%8s%8s%8s%8s\n", "question", "n", "kappa", "band", "mae", "prec",
           "recall");
    int questions = (int)examiner_question_count(examiner);
    for (int q = 1; q <= questions; q++) {
        char name[16];
        snprintf(name, sizeof name, "%d", q);
        print_agreement(&set, q, name);
    }
    print_agreement(&set, 0, "all");
    print_kinds(&set, questions);
    if (with_rules)
        print_rules(&set, examiner);
    marked_finish(&set);
    examiner_destroy(examiner);
    return 0;
}
