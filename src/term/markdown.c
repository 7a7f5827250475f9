/* md4c calls us for every block, span and piece of text. Text is collected until its block ends
 * and is then wrapped into the flow of rows, under the bars and bullets of the blocks that it
 * is in. */
#include "term/markdown.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <md4c.h>

#include "base/mem.h"
#include "term/code.h"
#include "term/entity.h"
#include "term/flow.h"
#include "term/table.h"

struct list {
    bool is_ordered;
    bool is_tight; /* no blank lines between its items */
    unsigned next_number;
};

struct render {
    const struct caps *caps;
    struct flow flow;
    struct list *lists; /* that we are in, outermost first */
    size_t list_count, list_cap;

    struct line text; /* of the paragraph, heading, item or cell under way */
    enum style base;  /* of text outside of spans */
    enum style *spans;
    size_t span_count, span_cap;

    bool in_code;
    struct buf code; /* source of the code block under way */
    const struct syntax *code_syntax;
    bool has_pending;
    struct code pending; /* a Python block that waits for the C block to stand beside */

    struct table table;
};

static void write_block(struct render *r, struct lines *rows)
{
    flow_rows(&r->flow, rows);
    flow_gap(&r->flow);
    lines_finish(rows);
}

/* Code */

static void write_code(struct render *r, const struct code *code)
{
    struct lines rows = { 0 };
    code_render(code, flow_room(&r->flow), &rows);
    write_block(r, &rows);
}

static void write_pending_code(struct render *r)
{
    if (!r->has_pending)
        return;
    r->has_pending = false;
    write_code(r, &r->pending);
    code_finish(&r->pending);
}

static bool is_language(const struct syntax *syntax, const char *name)
{
    return syntax && syntax == syntax_find(name);
}

static bool write_beside_pending(struct render *r, const struct code *code)
{
    if (!r->has_pending || r->caps->is_plain || !is_language(code->syntax, "c") ||
        !code_fits_beside(&r->pending, code, flow_room(&r->flow)))
        return false;
    struct lines rows = { 0 };
    code_render_beside(&r->pending, code, &rows);
    write_block(r, &rows);
    code_finish(&r->pending);
    r->has_pending = false;
    return true;
}

static void begin_code(struct render *r, const MD_BLOCK_CODE_DETAIL *detail)
{
    char *language = mem_strndup(detail->lang.text ? detail->lang.text : "", detail->lang.size);
    r->code_syntax = syntax_find(language);
    r->in_code = true;
    free(language);
}

static void end_code(struct render *r)
{
    struct code code = { .syntax = r->code_syntax };
    syntax_lines(r->code_syntax, buf_str(&r->code), r->code.len, &code.lines);
    buf_truncate(&r->code, 0);
    r->in_code = false;
    if (write_beside_pending(r, &code)) {
        code_finish(&code);
        return;
    }
    write_pending_code(r);
    if (is_language(code.syntax, "python")) {
        r->pending = code;
        r->has_pending = true;
        return;
    }
    write_code(r, &code);
    code_finish(&code);
}

/* Text */

/* Also what was collected in an item of a tight list, which md4c gives no paragraph. */
static void write_text(struct render *r)
{
    if (!r->text.text.len)
        return;
    write_pending_code(r);
    flow_text(&r->flow, &r->text, MARKDOWN_PROSE_COLUMNS);
    line_clear(&r->text);
}

static void end_paragraph(struct render *r)
{
    write_text(r);
    r->base = STYLE_TEXT;
    flow_gap(&r->flow);
}

static void begin_heading(struct render *r, const MD_BLOCK_H_DETAIL *detail)
{
    r->base = STYLE_HEADING;
    if (r->caps->depth == STYLE_DEPTH_NONE)
        line_addf(&r->text, STYLE_HEADING, "%.*s ", (int)detail->level, "######");
}

static int rule_columns(const struct render *r)
{
    int room = flow_room(&r->flow);
    if (r->caps->is_plain)
        return 3;
    return room < MARKDOWN_PROSE_COLUMNS ? room : MARKDOWN_PROSE_COLUMNS;
}

static void write_rule(struct render *r)
{
    struct line rule = { 0 };
    for (int n = rule_columns(r); n > 0; n--)
        line_adds(&rule, STYLE_BORDER, r->caps->is_plain ? "-" : "─");
    flow_text(&r->flow, &rule, r->flow.columns);
    flow_gap(&r->flow);
    line_finish(&rule);
}

/* Quotes and lists */

static void begin_quote(struct render *r)
{
    flow_push(&r->flow, STYLE_BORDER, r->caps->is_plain ? "> " : "│ ", true);
}

static void end_quote(struct render *r)
{
    write_pending_code(r);
    flow_pop(&r->flow);
    flow_gap(&r->flow);
}

static void begin_list(struct render *r, const struct list *list)
{
    r->lists = mem_grow(r->lists, &r->list_cap, r->list_count + 1, sizeof *r->lists);
    r->lists[r->list_count++] = *list;
}

static void end_list(struct render *r)
{
    r->list_count--;
    bool is_in_tight = r->list_count && r->lists[r->list_count - 1].is_tight;
    if (!is_in_tight)
        flow_gap(&r->flow);
}

static void begin_item(struct render *r)
{
    struct list *list = &r->lists[r->list_count - 1];
    struct buf bullet = { 0 };
    if (list->is_ordered)
        buf_addf(&bullet, "%u. ", list->next_number++);
    else
        buf_adds(&bullet, r->caps->is_plain ? "- " : "• ");
    flow_push(&r->flow, STYLE_HINT, buf_str(&bullet), false);
    buf_finish(&bullet);
}

static void end_item(struct render *r)
{
    write_text(r);
    write_pending_code(r);
    flow_pop(&r->flow);
    if (!r->lists[r->list_count - 1].is_tight)
        flow_gap(&r->flow);
}

/* Tables */

static void begin_table(struct render *r, const MD_BLOCK_TABLE_DETAIL *detail)
{
    r->table.columns = detail->col_count;
}

static void end_cell(struct render *r)
{
    line_add_line(table_add(&r->table), &r->text);
    line_clear(&r->text);
}

static void end_table(struct render *r)
{
    struct lines rows = { 0 };
    table_render(&r->table, flow_room(&r->flow), r->caps->is_plain, &rows);
    write_block(r, &rows);
    table_finish(&r->table);
}

/* What md4c calls */

static int enter_block(MD_BLOCKTYPE type, void *detail, void *arg)
{
    struct render *r = arg;
    write_text(r);
    if (type != MD_BLOCK_CODE)
        write_pending_code(r);
    switch (type) {
    case MD_BLOCK_QUOTE:
        begin_quote(r);
        break;
    case MD_BLOCK_UL: {
        const MD_BLOCK_UL_DETAIL *ul = detail;
        begin_list(r, &(struct list){ .is_tight = ul->is_tight });
        break;
    }
    case MD_BLOCK_OL: {
        const MD_BLOCK_OL_DETAIL *ol = detail;
        begin_list(r, &(struct list){ true, ol->is_tight, ol->start });
        break;
    }
    case MD_BLOCK_LI:
        begin_item(r);
        break;
    case MD_BLOCK_H:
        begin_heading(r, detail);
        break;
    case MD_BLOCK_CODE:
        begin_code(r, detail);
        break;
    case MD_BLOCK_TABLE:
        begin_table(r, detail);
        break;
    case MD_BLOCK_TH:
        r->base = STYLE_STRONG;
        break;
    default:
        break;
    }
    return 0;
}

static int leave_block(MD_BLOCKTYPE type, void *detail, void *arg)
{
    struct render *r = arg;
    switch (type) {
    case MD_BLOCK_P:
    case MD_BLOCK_H:
        end_paragraph(r);
        break;
    case MD_BLOCK_QUOTE:
        end_quote(r);
        break;
    case MD_BLOCK_UL:
    case MD_BLOCK_OL:
        end_list(r);
        break;
    case MD_BLOCK_LI:
        end_item(r);
        break;
    case MD_BLOCK_CODE:
        end_code(r);
        break;
    case MD_BLOCK_HR:
        write_rule(r);
        break;
    case MD_BLOCK_TABLE:
        end_table(r);
        break;
    case MD_BLOCK_TH:
    case MD_BLOCK_TD:
        end_cell(r);
        r->base = STYLE_TEXT;
        break;
    default:
        break;
    }
    return 0;
}

static enum style current_style(const struct render *r)
{
    return r->span_count ? r->spans[r->span_count - 1] : r->base;
}

static enum style span_style(const struct render *r, MD_SPANTYPE type)
{
    switch (type) {
    case MD_SPAN_EM:
        return STYLE_EMPHASIS;
    case MD_SPAN_STRONG:
        return STYLE_STRONG;
    case MD_SPAN_CODE:
        return STYLE_CODE;
    case MD_SPAN_A:
    case MD_SPAN_IMG:
        return STYLE_LINK;
    default:
        return current_style(r);
    }
}

static void add_backtick(struct render *r, MD_SPANTYPE type)
{
    if (type == MD_SPAN_CODE && r->caps->depth == STYLE_DEPTH_NONE)
        line_adds(&r->text, STYLE_CODE, "`");
}

static int enter_span(MD_SPANTYPE type, void *detail, void *arg)
{
    struct render *r = arg;
    r->spans = mem_grow(r->spans, &r->span_cap, r->span_count + 1, sizeof *r->spans);
    enum style style = span_style(r, type);
    r->spans[r->span_count++] = style;
    add_backtick(r, type);
    return 0;
}

/* An address that is its own text (an autolink) is not said twice. */
static void add_address(struct render *r, const MD_ATTRIBUTE *address)
{
    const struct buf *text = &r->text.text;
    bool is_shown =
        text->len >= address->size &&
        !memcmp(text->data + text->len - address->size, address->text, address->size);
    if (address->size && !is_shown)
        line_addf(&r->text, current_style(r), " (%.*s)", (int)address->size, address->text);
}

static int leave_span(MD_SPANTYPE type, void *detail, void *arg)
{
    struct render *r = arg;
    add_backtick(r, type);
    r->span_count--;
    if (type == MD_SPAN_A)
        add_address(r, &((MD_SPAN_A_DETAIL *)detail)->href);
    if (type == MD_SPAN_IMG)
        add_address(r, &((MD_SPAN_IMG_DETAIL *)detail)->src);
    return 0;
}

static void add_entity(struct render *r, const char *entity, size_t len)
{
    struct buf text = { 0 };
    entity_add(entity, len, &text);
    line_add(&r->text, current_style(r), buf_str(&text), text.len);
    buf_finish(&text);
}

static int add_text(MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE len, void *arg)
{
    struct render *r = arg;
    if (r->in_code) {
        buf_add(&r->code, text, len);
        return 0;
    }
    switch (type) {
    case MD_TEXT_BR:
        write_text(r);
        break;
    case MD_TEXT_SOFTBR:
        line_adds(&r->text, current_style(r), " ");
        break;
    case MD_TEXT_ENTITY:
        add_entity(r, text, len);
        break;
    default:
        line_add(&r->text, current_style(r), text, len);
        break;
    }
    return 0;
}

void markdown_render(const char *text, size_t len_bytes, const struct caps *caps,
                     struct lines *out)
{
    static const MD_PARSER parser = {
        .flags = MD_FLAG_COLLAPSEWHITESPACE | MD_FLAG_PERMISSIVEURLAUTOLINKS | MD_FLAG_TABLES |
                 MD_FLAG_STRIKETHROUGH | MD_FLAG_NOHTML | MD_FLAG_NOINDENTEDCODEBLOCKS,
        .enter_block = enter_block,
        .leave_block = leave_block,
        .enter_span = enter_span,
        .leave_span = leave_span,
        .text = add_text,
    };
    struct render r = { .caps = caps, .flow = { .out = out, .columns = caps->columns } };
    md_parse(text, (MD_SIZE)len_bytes, &parser, &r);
    write_pending_code(&r);
    line_finish(&r.text);
    buf_finish(&r.code);
    flow_finish(&r.flow);
    free(r.lists);
    free(r.spans);
}
