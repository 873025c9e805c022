// A repository's own words where they work, ours where they do not; what failed is said, and not tried a second time.
import { expect, test } from "vitest";
import type { Rendered, TemplateRunner } from "../../src/adapters/template-runner.ts";
import { loadTemplates } from "../../src/adapters/templates.ts";
import { createWording } from "../../src/app/wording.ts";
import { templateFinding } from "../../src/domain/template-finding.ts";
import { virtualClock } from "../../src/playground/clock.ts";
import { watchedLog } from "../support/canaries.ts";

const MESSAGE = { template: "digest-title", data: {} };
const builtIn = loadTemplates();
const OURS = builtIn.render(MESSAGE, { locale: "en", timezone: "UTC" });
const SLOW: Rendered = { template: "breach", finding: templateFinding("slow", { most: 500 }), isCertain: true };

function setting(answers: Rendered[]) {
  const notes = new Map<string, string>();
  const [woken, asked]: [string[], ReadonlyMap<string, string>[]] = [[], []];
  const clock = virtualClock("2026-03-02T09:00:00Z");
  const runner: TemplateRunner = {
    render: async (_, { templates }) => {
      asked.push(templates);
      return answers.shift() ?? expect.unreachable();
    },
    stop: async () => {},
  };
  const store = {
    recall: async (name: string) => notes.get(name),
    remember: async (name: string, value: string) => void notes.set(name, value),
    wake: async ({ lane }: { lane: string }) => void woken.push(lane),
  };
  const start = () => createWording({ builtIn, runner, store, problemsIn: () => [], clock, log: watchedLog() });
  return { start, woken, asked, clock };
}

const home = (sources?: Record<string, string>, repository = "acme/shop") => ({
  claim: { lane: "7#12", installation: 1, repository },
  policy: {
    locale: "en" as const,
    timezone: "UTC",
    templates: sources && new Map(Object.entries(sources)),
  },
});

test("a repository without its own asks no thread", async () => {
  const { start, asked } = setting([]);
  for (const one of [home(), home({})]) {
    expect(await start().render(MESSAGE, one)).toBe(OURS);
    expect(await start().failures(one)).toEqual([]);
  }
  expect(asked).toEqual([]);
});

test("what fails is replaced by ours, wakes the repository's own lane, and is left out from then on", async () => {
  const { start, woken, asked } = setting([SLOW, { text: "theirs" }, { text: "theirs again" }, { text: "mended" }]);
  const own = home({ breach: "bomb", card: "x" });
  const wording = start();
  expect(await wording.render(MESSAGE, own)).toBe(OURS);
  expect(woken).toEqual(["7"]);
  expect(await wording.failures(own)).toMatchObject([{ file: ".github/tocsin/breach.hbs", reason: "slow" }]);
  expect(await wording.render(MESSAGE, own)).toBe("theirs");
  // Another process on the same store knows it.
  expect(await start().render(MESSAGE, own)).toBe("theirs again");
  expect(asked.slice(1).map((templates) => [...templates.keys()])).toEqual([["card"], ["card"]]);
  const mended = home({ breach: "mended", card: "x" });
  expect(await wording.failures(mended)).toEqual([]);
  expect(await wording.render(MESSAGE, mended)).toBe("mended");
  expect(asked.at(-1)?.size).toBe(2);
  expect(woken).toHaveLength(1);
});

test("when nothing of it is left the thread is not asked", async () => {
  const { start, asked } = setting([SLOW]);
  const wording = start();
  for (let turn = 0; turn < 3; turn++) expect(await wording.render(MESSAGE, home({ breach: "bomb" }))).toBe(OURS);
  expect(asked).toHaveLength(1);
});

test("another repository notices nothing", async () => {
  const { start, asked } = setting([SLOW, { text: "theirs" }]);
  const wording = start();
  await wording.render(MESSAGE, home({ breach: "bomb" }));
  const other = home({ breach: "bomb" }, "acme/other");
  expect(await wording.render(MESSAGE, other)).toBe("theirs");
  expect(await wording.failures(other)).toEqual([]);
  expect(asked).toHaveLength(2);
});

test("on a machine too busy to tell, nobody is blamed: ours stand in for five minutes", async () => {
  const { start, woken, asked, clock } = setting([{ ...SLOW, isCertain: false }, { text: "theirs" }]);
  const [wording, own] = [start(), home({ breach: "x" })];
  for (let turn = 0; turn < 3; turn++) expect(await wording.render(MESSAGE, own)).toBe(OURS);
  expect([asked.length, woken, await wording.failures(own)]).toEqual([1, [], []]);
  clock.set(+clock.now().plus({ minutes: 5 }));
  expect(await wording.render(MESSAGE, own)).toBe("theirs");
});
