#include "judge/ledger.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/scan.h"
#include "judge/report.h"

/* ---- What is there ---- */

static int read_line(struct ledger *ledger, const char *line, int number, struct diag *diag)
{
    struct json_doc doc;
    struct judgement judgement;
    int err = json_open_text(&doc, ledger->path, line, scan_line_len(line), diag);
    if (!err) {
        err = report_read_json(json_root(&doc), &judgement);
        json_close(&doc);
    }
    if (err) {
        diag->line = number;
        return err;
    }
    ledger->known =
        mem_grow(ledger->known, &ledger->cap, ledger->count + 1, sizeof(*ledger->known));
    ledger->known[ledger->count++] = judgement;
    return 0;
}

/* Reads the whole lines; `*ret_len` is how far they reach. */
static int read_lines(struct ledger *ledger, const struct buf *text, size_t *ret_len,
                      struct diag *diag)
{
    const char *line = buf_str(text);
    int number = 1, err = 0;
    for (; !err && strchr(line, '\n'); line = scan_next_line(line))
        err = read_line(ledger, line, number++, diag);
    *ret_len = (size_t)(line - buf_str(text));
    return err;
}

static int fault(struct ledger *ledger, struct diag *diag)
{
    diag_set(diag, ledger->path, 0, 0, "results cannot be kept here: %s", strerror(errno));
    return -1;
}

int ledger_open(struct ledger *ledger, const char *path, struct diag *diag)
{
    struct buf text = { 0 };
    size_t len = 0;
    *ledger = (struct ledger){ .path = path };
    int err = file_exists(path) ? file_read(path, &text, diag) : 0;
    if (!err)
        err = read_lines(ledger, &text, &len, diag);
    buf_finish(&text);
    if (err)
        return -1;
    ledger->file = fopen(path, "ae");
    if (!ledger->file || ftruncate(fileno(ledger->file), (off_t)len))
        return fault(ledger, diag);
    return 0;
}

void ledger_close(struct ledger *ledger)
{
    if (ledger->file)
        fclose(ledger->file);
    for (size_t i = 0; i < ledger->count; i++)
        judgement_finish(&ledger->known[i]);
    free(ledger->known);
    *ledger = (struct ledger){ 0 };
}

/* ---- Taking and adding ---- */

bool ledger_take(struct ledger *ledger, const char *exercise, const char *file, uint64_t seed,
                 struct judgement *ret_judgement)
{
    uint64_t source = ledger->count ? judge_hash_of(file) : 0;
    for (size_t i = 0; i < ledger->count; i++) {
        struct judgement *known = &ledger->known[i];
        if (!known->file || known->source != source || known->seed != seed ||
            strcmp(known->file, file) != 0 || strcmp(known->exercise, exercise) != 0)
            continue;
        *ret_judgement = *known;
        *known = (struct judgement){ 0 };
        return true;
    }
    return false;
}

int ledger_add(struct ledger *ledger, const struct judgement *judgement, struct diag *diag)
{
    struct buf line = { 0 };
    if (!ledger->file)
        return 0;
    report_add_json(judgement, &line);
    int err = fputs(buf_str(&line), ledger->file) < 0 || fflush(ledger->file);
    buf_finish(&line);
    return err ? fault(ledger, diag) : 0;
}
