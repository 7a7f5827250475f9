// node page_in_browser.cjs CHROMIUM PAGE.html STATES WARNED.html CIRCLE.html SLOW.html: says in TAP whether the
// page does in a browser what it should. STATES are the model's, from test_export_html.

const fs = require("fs");
const path = require("path");
const { chromium } = require("playwright-core");
const { check, end } = require("./tap.cjs");

const [executablePath, file, states, warned, circle, slow] = process.argv.slice(2);

// "12: tick 2 1 t 10000 runs 3 ..." as the page shows it.
function expectedStates() {
    return fs.readFileSync(states, "utf8").trim().split("\n").map(line => {
        const [, position, tick, t, runs] = line.match(/^(\d+): tick (\d+) \d t (\d+) runs (\d+)/);
        return { position, tick, t, runs: Number(runs) };
    });
}

async function agrees(page, expected) {
    const where = await page.textContent("#where");
    const running = await page.textContent("#running");
    return where.startsWith(`event ${expected.position} of `) &&
        where.includes(`tick ${expected.tick} · ${expected.t / 1000} ms`) &&
        running.startsWith("▶") === expected.runs > 0;
}

async function scrubs(page, expected) {
    for (const one of expected) {
        await page.fill("#scrubber", one.position);
        if (!await agrees(page, one))
            return false;
    }
    return true;
}

async function checkPage(browser) {
    const faults = [];
    const page = await browser.newPage({ viewport: { width: 1200, height: 900 } });
    page.on("pageerror", fault => faults.push(fault.message));
    page.on("request", request => request.url().startsWith("file:") || faults.push(request.url()));
    await page.goto(`file://${path.resolve(file)}`);
    const expected = expectedStates();
    check("page opens before the first event", await agrees(page, expected[0]));
    check("scrubbed forwards it agrees with the model", await scrubs(page, expected));
    check("scrubbed backwards too", await scrubs(page, expected.slice().reverse()));
    await page.keyboard.press("End");
    check("End goes to the last event", await agrees(page, expected[expected.length - 1]));
    check("nothing is warned of", await page.isHidden("#warned"));
    check("whole output is there", (await page.textContent("#output")).includes("result 2: maps"));
    await page.keyboard.press("Home");
    await page.keyboard.press("ArrowRight");
    check("arrow goes one event on", await page.textContent("#what") === "loop begins: gather, virtual clock");
    await page.keyboard.press("ArrowLeft");
    check("and back", await agrees(page, expected[0]));
    for (let i = 0; i < 3; i++)
        await page.keyboard.press(">");
    check("> goes one tick on, also to one that runs no task",
        (await page.textContent("#what")) === "loop ready queue: 1 callback");
    check("source shows where somebody is, also if the event has no place", await page.evaluate(() => {
        const box = document.getElementById("source");
        const isSeen = line => line.offsetTop >= box.scrollTop && line.offsetTop < box.scrollTop + box.clientHeight;
        return trace.records.every((_, position) => {
            box.scrollTop = 0;
            show(position);
            const lines = [...box.querySelectorAll(".here")];
            return !lines.length || lines.some(isSeen);
        });
    }));
    check("source is shown", (await page.textContent("#source")).includes("async_gather(calls, 3, pages)"));
    check(`nothing fails, and nothing is fetched ${faults}`, faults.length === 0);
}

async function checkWarned(browser) {
    const page = await browser.newPage();
    await page.goto(`file://${path.resolve(warned)}`);
    const text = await page.textContent("#warnings");
    check("warning says where, and what explains it", text.includes("asynclearn lesson synchronization/lock"));
    check("whatever scrolls can be reached by keys", await page.evaluate(() =>
        [...document.querySelectorAll(".scrolls")].every(one => one.tabIndex === 0 || one.id === "tasks" ||
            one.querySelector("button"))));
    check("nothing stands outside of the landmarks", await page.evaluate(() =>
        [...document.body.children].every(one => ["HEADER", "MAIN", "SCRIPT"].includes(one.tagName))));
    await page.click("#warnings button");
    check("warning leads to where it was given", (await page.textContent("#what")).includes("deadlock"));
    await page.keyboard.press("End");
    check("dropped task is told for what it waited",
        (await page.textContent("#tasks")).includes("dropped, waited: semaphore 'desks'"));
}

// Two tasks that hold a lock each, and wait for that of the other.
async function checkWhy(browser) {
    const page = await browser.newPage({ viewport: { width: 1200, height: 400 } });
    await page.goto(`file://${path.resolve(circle)}`);
    await page.keyboard.press("End");
    const long = "nobody_has_ever_seen_a_task_of_such_a_name#5";
    const names = await page.locator("#tasks button").allTextContents();
    check("child stands below its parent", names.map(name => name.slice(2)).join() === `cook#2,eat#4,${long},buy#3`);
    const asked = page.locator("#tasks button").nth(3);
    await asked.focus();
    await page.keyboard.press("Space");
    check("task tells why it does not run", await page.textContent("#why") ===
        "buy#3 waits on lock 'till', held by cook#2, which waits on lock 'cart', held by buy#3. " +
        "This is a circle: none of its tasks can go on (deadlock).");
    check("circle is drawn", await page.locator("#circle li").count() === 2);
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("ArrowLeft");
    const focused = await page.evaluate("document.activeElement.textContent");
    check("answer goes with the event, and the focus stays",
        await page.textContent("#why") === "buy#3 runs now." && focused === "▶ buy#3");
    await page.keyboard.press("Space");
    check("asked once more it is silent", (await page.textContent("#why")).startsWith("Press a task"));
}

// A tick that held the loop for a moment that one feels.
async function checkSlow(browser) {
    const page = await browser.newPage();
    await page.goto(`file://${path.resolve(slow)}`);
    await page.click("#warnings button");
    check("slow tick says how long it takes", /slow: \d{3}/.test(await page.textContent("#running")));
}

async function checkLanes(browser) {
    const page = await browser.newPage({ viewport: { width: 1200, height: 700 } });
    await page.goto(`file://${path.resolve(file)}`);
    check("each lane is a picture of its own, so that paper breaks between them",
        await page.locator(".lane canvas").count() === 4);
    const box = await page.locator(".lane canvas").first().boundingBox();
    await page.mouse.click(box.x + (box.width - 16) / 2, box.y + 30);
    const [, position, count] = (await page.textContent("#where")).match(/event (\d+) of (\d+)/);
    check("lanes lead to where one presses", Math.abs(position - count / 2) <= 1);
    await page.evaluate("scrollTo(0, document.body.scrollHeight)");
    const top = await page.evaluate('document.getElementById("what").getBoundingClientRect().top');
    check("what happened stays in sight", top >= 0);
    await page.keyboard.press("End");
    await page.click("#play");
    check("played at its end it begins again", (await page.textContent("#where")).startsWith("event 0 of"));
    await page.keyboard.press("End");
    const height = await page.evaluate(() => {
        const number = document.querySelector("#output .number");
        number.textContent = "tick 123456";
        return number.getBoundingClientRect().height;
    });
    check("large number of a tick stays on one line", height < 30);
}

async function checkPhone(browser) {
    const page = await browser.newPage({ viewport: { width: 360, height: 740 }, colorScheme: "dark" });
    await page.goto(`file://${path.resolve(file)}`);
    await page.keyboard.press("End");
    const width = await page.evaluate("document.documentElement.scrollWidth");
    check("phone need not scroll sideways", width <= 360);
    await page.goto(`file://${path.resolve(circle)}`);
    await page.keyboard.press("End");
    const spilt = await page.evaluate(() => [...document.querySelectorAll("html, section, #tasks")]
        .filter(one => one.scrollWidth > one.clientWidth).length);
    check("nor do long names spill on it", spilt === 0);
    const paper = await page.evaluate("getComputedStyle(document.body).backgroundColor");
    check("dark screen gets a dark page", paper === "rgb(13, 17, 23)");
}

(async () => {
    const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
    await checkPage(browser);
    await checkWarned(browser);
    await checkWhy(browser);
    await checkSlow(browser);
    await checkLanes(browser);
    await checkPhone(browser);
    await browser.close();
    end();
})();
