#include "cmd/grade_interview.h"

#include <string.h>

#include "base/file.h"
#include "base/json.h"
#include "base/printable.h"
#include "base/scan.h"
#include "quiz/examiner/examiner.h"
#include "quiz/feedback.h"

struct answer {
    const char *id, *text;
    int number; /* of the question */
    const struct examiner_question *question;
};

/* ---- Reading ---- */

static bool is_printable(const char *text)
{
    struct buf clean = { 0 };
    printable_add(&clean, text, strlen(text));
    bool is_same = strcmp(buf_str(&clean), text) == 0;
    buf_finish(&clean);
    return is_same;
}

static void read_fields(struct json root, const struct examiner *examiner, struct arena *arena,
                        struct answer *answer)
{
    long long count = (long long)examiner_question_count(examiner);
    answer->id = json_string(root, "id", arena);
    answer->text = json_string(root, "answer", arena);
    answer->number = (int)json_int(root, "question", 1, count);
    if (!json_failed(root.doc) && !is_printable(answer->id))
        json_fault(json_get(root, "id"), "an id has no control characters");
    if (!json_failed(root.doc))
        answer->question = examiner_question_at(examiner, (size_t)answer->number - 1);
}

/* Returns 0, or -1 with `diag` about line `number` of the file at `path`. */
static int read_answer(const char *path, int number, const char *line,
                       const struct examiner *examiner, struct arena *arena,
                       struct answer *ret_answer, struct diag *diag)
{
    struct json_doc doc;
    if (json_open_text(&doc, path, line, scan_line_len(line), diag)) {
        diag->line = number;
        return -1;
    }
    read_fields(json_root(&doc), examiner, arena, ret_answer);
    int err = json_failed(&doc) ? -1 : 0;
    json_close(&doc);
    if (err)
        diag->line = number;
    return err;
}

/* ---- Printing ---- */

static void print_json(struct app *app, const struct answer *answer,
                       const struct examiner_result *result)
{
    cJSON *object = cJSON_CreateObject();
    cJSON_AddStringToObject(object, "id", answer->id);
    cJSON_AddNumberToObject(object, "question", answer->number);
    cJSON_AddNumberToObject(object, "score", result->score);
    cJSON_AddStringToObject(object, "band", examiner_band_name(result->band));
    feedback_add_json(answer->question, result, object);
    cJSON_AddBoolToObject(object, "unsure", result->unsure);
    char *text = cJSON_PrintUnformatted(object);
    fprintf(app->out, "%s\n", text);
    cJSON_free(text);
    cJSON_Delete(object);
}

static void print_line(struct app *app, const struct answer *answer,
                       const struct examiner_result *result)
{
    const struct examiner_question *question = answer->question;
    const struct out *screen = app_screen(app);
    out_format(screen, result->score >= EXAMINER_PASS ? STYLE_OK : STYLE_WRONG, "%2d %-9s",
               result->score, examiner_band_name(result->band));
    out_format(screen, STYLE_TEXT, " %s", answer->id);
    for (int i = 0; i < question->point_count; i++)
        if (result->points[i].credit != EXAMINER_CREDIT_NONE)
            out_format(screen, STYLE_DIM, " %s%s", question->points[i].id,
                       result->points[i].credit == EXAMINER_CREDIT_HALF ? "/2" : "");
    for (int i = 0; i < question->misconception_count; i++)
        if (result->misconceptions[i].is_asserted)
            out_format(screen, STYLE_WRONG, " %s", question->misconceptions[i].id);
    out_text(screen, STYLE_DIM, result->unsure ? " unsure\n" : "\n");
}

/* ---- Grading ---- */

static int grade_line(struct app *app, const char *path, int number, const char *line,
                      const struct examiner *examiner, bool as_json)
{
    struct arena arena = { 0 };
    struct answer answer = { 0 };
    struct diag diag = { 0 };
    int status = STATUS_OK;
    if (read_answer(path, number, line, examiner, &arena, &answer, &diag)) {
        status = cmd_fault(app, STATUS_USAGE, &diag);
    } else {
        struct examiner_result result;
        examiner_grade(answer.question, answer.text, strlen(answer.text), &result);
        (as_json ? print_json : print_line)(app, &answer, &result);
    }
    arena_finish(&arena);
    return status;
}

static int grade_lines(struct app *app, const char *path, const char *text,
                       const struct examiner *examiner, bool as_json)
{
    int number = 1, status = STATUS_OK;
    for (const char *line = text; *line; line = scan_next_line(line), number++) {
        bool is_blank = strspn(line, " \t\r") >= scan_line_len(line);
        if (!is_blank && grade_line(app, path, number, line, examiner, as_json))
            status = STATUS_USAGE;
    }
    return status;
}

int grade_interview(struct app *app, const char *path, bool as_json)
{
    struct diag diag = { 0 };
    struct buf text = { 0 };
    int status = STATUS_USAGE;
    const struct examiner *examiner = app_examiner(app);
    if (examiner && file_read(path, &text, &diag))
        cmd_fault(app, STATUS_USAGE, &diag);
    else if (examiner)
        status = grade_lines(app, path, buf_str(&text), examiner, as_json);
    buf_finish(&text);
    return status;
}
