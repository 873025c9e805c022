// What people and other bots do to the labels, and to open and closed: everything comes to rest.
import { expect, test } from "vitest";
import { REPOSITORY } from "../../src/playground/stage.ts";
import { randomOf } from "../simulation/random.ts";
import { watchedLog } from "../support/canaries.ts";
import { type World, world } from "../support/world.ts";

const P1 = ["incident", "severity: P1"];

const ours = (w: World, number = w.number) =>
  w.stage.github.thread(REPOSITORY, number).comments.filter(({ user }) => user === "tocsin[bot]");
const isSeverity = (label: string) => /^(severity: )?P\d$/.test(label);

test("a severity label that gets another name is put back, and nothing is forgotten", async () => {
  const w = await world();
  await w.open("Down", { labels: P1 });
  await w.act("erin", (erin) => erin.editLabel(REPOSITORY, "severity: P1", { name: "sev-one" }));
  expect(w.labels()).toEqual(["incident", "sev-one", "severity: P1", "sla: on track"]);
  expect(w.clock("Response")).toContain("15:30");
});

test("deleted from the repository, a label that the incident needs comes back", async () => {
  const w = await world();
  await w.open("Down", { labels: P1 });
  await w.act("erin", (erin) => erin.deleteLabel(REPOSITORY, "severity: P1"));
  expect(w.labels()).toEqual(["incident", "severity: P1", "sla: on track"]);
});

test.each(["told", "untold"])("the trigger label under another name: the clocks go on (%s)", async (how) => {
  const w = await world();
  await w.open("Down", { labels: P1 });
  await w.advance("5m");
  if (how === "untold") w.stage.github.faults = { drop: ({ event }) => event === "label" };
  await w.act("erin", (erin) => erin.editLabel(REPOSITORY, "incident", { name: "outage" }));
  if (how === "told") expect(w.labels()).toContain("incident");
  await w.advance("55m");
  expect(w.labels()).toEqual(["incident", "outage", "severity: P1", "sla: breached"]);
  expect(w.next()).toContain("acknowledged");
});

test("the trigger label deleted from the repository: everybody took it off, and the clocks fall silent", async () => {
  const w = await world();
  await w.open("Down", { labels: P1 });
  await w.advance("5m");
  await w.act("erin", (erin) => erin.deleteLabel(REPOSITORY, "incident"));
  expect(w.card()).toContain("Silent");
  await w.advance("2h");
  expect(w.labels()).not.toContain("incident");
});

test("taken off while the list lags and no webhook came: not put back before it is known why", async () => {
  const w = await world();
  await w.open("Down", { labels: P1 });
  await w.advance("5m");
  w.stage.github.faults = { drop: () => true, listLag: 30_000 };
  await w.act("carol", (carol, number) => carol.removeLabel(REPOSITORY, number, "incident"));
  await w.stage.app.accept({
    id: "something else",
    event: "issues",
    payload: {
      action: "pinned",
      installation: { id: (await w.stage.store.lanes(REPOSITORY))[0]?.installation },
      repository: { id: Number((await w.stage.store.lanes(REPOSITORY))[0]?.lane.split("#")[0]), full_name: REPOSITORY },
      issue: { number: w.number, labels: [{ name: "incident" }] },
    },
  });
  await w.stage.quiet();
  expect(w.labels()).not.toContain("incident");
  await w.advance("2m");
  expect(w.labels()).not.toContain("incident");
  expect(w.card()).toContain("Silent");
});

test("other colours are people's business", async () => {
  const w = await world();
  await w.open("Down", { labels: P1 });
  const before = w.stage.github.requests.length;
  await w.act("erin", (erin) => erin.editLabel(REPOSITORY, "severity: P1", { color: "ff00ff" }));
  expect(w.stage.github.requests.slice(before).filter(({ method }) => method !== "GET")).toEqual([]);
});

test("our own labels removed by people come back, without a word", async () => {
  const w = await world();
  await w.open("Down", { labels: P1 });
  await w.act("carol", (carol, number) => carol.removeLabel(REPOSITORY, number, "sla: on track"));
  await w.act("carol", (carol, number) => carol.removeLabel(REPOSITORY, number, "severity: P1"));
  expect(w.labels()).toEqual(["incident", "severity: P1", "sla: on track"]);
  expect(ours(w)).toHaveLength(1);
});

test("the same label put on twice within a second is heard twice", async () => {
  const w = await world();
  await w.open("Down", { labels: P1 });
  await w.advance("1m");
  for (const label of ["severity: P3", "severity: P1", "severity: P3"])
    await w.act("erin", (erin, number) => erin.addLabels(REPOSITORY, number, label));
  expect(w.labels().filter(isSeverity)).toHaveLength(1);
});

/** A second bot that undoes at once what we do, whenever a webhook says that we did it. */
function rival(w: World, undo: (action: string, label: string) => void): void {
  w.stage.github.addUser("rival[bot]", { type: "Bot" });
  w.stage.github.faults = {
    next: (waiting) => {
      const [first] = waiting;
      const payload = JSON.parse(first?.body ?? "{}") as { sender?: { login: string }; label?: { name: string } };
      if (payload.sender?.login === "tocsin[bot]") undo(first?.action ?? "", payload.label?.name ?? "");
      return 0;
    },
  };
}

test("a bot that takes our label off again and again: after a few rounds we give in, say so once, and try again later", async () => {
  const lines: string[] = [];
  const w = await world({ log: watchedLog((line) => void lines.push(line), "warn") });
  await w.open("Down", { labels: P1 });
  const from = w.stage.github.requests.length;
  rival(w, (action, label) => {
    if (action === "labeled" && label === "sla: on track")
      w.stage.github.as("erin").removeLabel(REPOSITORY, w.number, label);
  });
  await w.act("carol", (carol, number) => carol.removeLabel(REPOSITORY, number, "sla: on track"));
  const adds = () =>
    w.stage.github.requests.slice(from).filter(({ method, path }) => method === "POST" && path.endsWith("/labels"))
      .length;
  expect(adds()).toBe(5);
  expect(w.labels()).not.toContain("sla: on track");
  expect(w.card()).toContain("again and again");
  expect(lines.filter((line) => line.includes("giving in"))).toHaveLength(1);
  w.stage.github.faults = {};
  await w.stage.restart();
  await w.comment("bob", "/impact everybody");
  expect(adds()).toBe(5);
  await w.advance("55m");
  expect(w.labels()).toContain("sla: at risk");
});

test("a bot that closes what we reopen: after a few rounds it stays closed for a while", async () => {
  const w = await world();
  await w.open("Down", { labels: P1 });
  await w.comment("bob", "/ack");
  rival(w, (action) => {
    if (action === "reopened") w.stage.github.as("erin").close(REPOSITORY, w.number);
  });
  await w.comment("bob", "/resolve");
  await w.act("erin", (erin, number) => erin.close(REPOSITORY, number));
  expect(w.isOpen()).toBe(false);
  const from = w.stage.github.requests.length;
  await w.advance("50m");
  expect(w.stage.github.requests.slice(from).filter(({ method }) => method === "PATCH").length).toBeLessThan(3);
  expect(w.next()).toContain("post-mortem");
  w.stage.github.faults = {};
  await w.advance("15m");
  expect(w.isOpen()).toBe(true);
});

const PLAYED = ["P0", "P1", "P2", "P3"].flatMap((name) => [`severity: ${name}`, name]);
const OTHERS = ["sla: on track", "sla: at risk", "sla: breached", "sla: met"];
/** Incidents in one world: few enough for GitHub's limits. */
const AT_ONCE = 6;
/** 167 worlds are the 1,000 sequences of the nightly figure. */
const WORLDS = Number(process.env["LABEL_WORLDS"] ?? 5);
const SEEDS = Array.from({ length: WORLDS }, (_, seed) => seed + 1);

test.each(SEEDS)(
  "severities and states put on and off at random: one of each remains, and nothing is said (seed %i)",
  async (seed) => {
    const w = await world();
    const random = randomOf(seed);
    const numbers: number[] = [];
    for (let one = 0; one < AT_ONCE; one += 1) numbers.push(await w.open(`Down ${one}`, { labels: P1 }));
    for (let round = 0; round < 6; round += 1) {
      for (const number of numbers) {
        const label = random.pick([...PLAYED, ...OTHERS]);
        const erin = w.stage.github.as("erin");
        const isWorn = w.stage.github.thread(REPOSITORY, number).labels.includes(label);
        if (isWorn) erin.removeLabel(REPOSITORY, number, label);
        else erin.addLabels(REPOSITORY, number, label);
      }
      // Some act on what the app has done, some before it has done anything.
      if (random.chance(0.5)) await w.stage.quiet();
      if (random.chance(0.5)) await w.advance("2s");
    }
    await w.advance("1m");
    const bad = numbers.flatMap((number) => {
      const { labels } = w.stage.github.thread(REPOSITORY, number);
      const isOne =
        labels.filter(isSeverity).length === 1 && labels.filter((label) => label.startsWith("sla: ")).length === 1;
      return isOne && ours(w, number).length === 1 ? [] : [{ number, labels, said: ours(w, number).length }];
    });
    expect(bad).toEqual([]);
  },
);
