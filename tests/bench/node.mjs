// The same work in Node, as far as it has it.
const SPAWNS = 2000000, SWITCHES = 4000000, SLEEPERS = 100000, SLEEP_MS = 10;

const now = () => Number(process.hrtime.bigint());
const per = (began, n) => console.log(((now() - began) / n).toFixed(3));

async function giveWay(rounds) {
    for (let i = 0; i < rounds; i++)
        await null;
}

async function nothing() {
}

async function wave() {
    const began = now();
    await Promise.all(Array.from({ length: SLEEPERS }, () => new Promise((done) => setTimeout(done, SLEEP_MS))));
    return (now() - began) / SLEEPERS;
}

const rows = {
    async switch() {
        const began = now();
        await Promise.all([giveWay(SWITCHES), giveWay(SWITCHES)]);
        per(began, 2 * SWITCHES);
    },
    async ring() {
        const began = now();
        await Promise.all(Array.from({ length: 1000 }, () => giveWay(4000)));
        per(began, 1000 * 4000);
    },
    async spawn() {
        const began = now();
        for (let i = 0; i < SPAWNS; i++)
            await nothing();
        per(began, SPAWNS);
    },
    async "gather-cold"() {
        console.log((await wave()).toFixed(3));
    },
    async "gather-warm"() {
        await wave();
        console.log((await wave()).toFixed(3));
    },
};

const row = rows[process.argv[2]];
if (row)
    await row();
else
    process.exit(2);
