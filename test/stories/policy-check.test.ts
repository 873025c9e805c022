// A pull request that changes the configuration is checked on its lines, and told what it would have meant; merged wrong, nothing stops.
import { expect, test } from "vitest";
import { REPOSITORY } from "../../src/playground/stage.ts";
import { notices } from "../support/notices.ts";
import { checks } from "../support/pull-story.ts";
import { type World, world } from "../support/world.ts";

const FILE = ".github/tocsin.yml";
const ON_CALL = ".github/tocsin-oncall.yml";

const propose = (w: World, files: Record<string, string>) =>
  w.act("erin", (erin) => void erin.openPull(REPOSITORY, { title: "Other promises", files }));
const last = (w: World) => {
  const { name, conclusion, output } = checks(w).at(-1) ?? expect.unreachable("there is no check");
  const said = output.annotations.map((one) => [one.path, one.start_line, one.annotation_level, one.message]);
  return { name, conclusion, output: output as typeof output & { summary: string }, said };
};

test("a bad line gets its remark; merged anyway, the last good policy holds and one notice says so; mended, it closes", async () => {
  const w = await world({ policy: "severities:\n  P1:\n    response: 30m\n" });
  await propose(w, { [FILE]: "locale: en\nseverities:\n  P1:\n    response: soon\n    respons: 1m\n" });
  const { name, conclusion, output, said } = last(w);
  expect([name, conclusion, output.title]).toEqual(["Tocsin: configuration", "failure", "2 to mend"]);
  expect(said).toEqual([
    [
      FILE,
      4,
      "failure",
      "`severities.P1.response` is not a length of time: `soon`. Write `15m`, `1h30m`, `48h` or `2d`.",
    ],
    [FILE, 5, "failure", "There is no key `severities.P1.respons`; did you mean `response`?"],
  ]);
  await w.act("erin", (erin) => erin.mergePull(REPOSITORY, 1));
  expect(notices(w).map(({ state, body }) => [state, body?.includes("line 4, column 5")])).toEqual([["open", true]]);
  await w.open("Down", { labels: ["incident", "severity: P1"] });
  expect(w.clock("Response")).toContain("15:00 UTC");
  await w.act("erin", (erin) => erin.putFile(REPOSITORY, FILE, "severities:\n  P1:\n    response: 45m\n"));
  expect(notices(w).map(({ state }) => state)).toEqual(["closed"]);
  await w.advance("1m");
  expect(w.clock("Response")).toContain("15:15 UTC");
});

test("everything that is named is looked up: people, teams, rotations, hours without anybody, templates", async () => {
  const w = await world({ policy: "" });
  await propose(w, {
    [FILE]: `severities:
  P0:
    escalate:
      - { after: 0m, notify: ["@bob", "@dave", "@nobody-here", "@acme/nothing", "@other/sre", on-call] }
`,
    [ON_CALL]: `rotations:
  days: { starts: 2025-11-01 09:00, every: 1w, people: [bob, gone-away], hours: mon-sun 09:00-18:00 }
`,
    ".github/tocsin/breach.hbs": "late\n{{{due}}}\n",
  });
  const { conclusion, output, said } = last(w);
  expect([conclusion, output.title]).toEqual(["failure", "5 to mend, 2 to look at"]);
  expect(said.map(([path, line, level, message]) => [path, line, level, String(message).slice(0, 40)])).toEqual([
    [FILE, 4, "warning", "`@dave` has the role `read` here and cou"],
    [FILE, 4, "failure", "`@nobody-here` is not on GitHub, or has "],
    [FILE, 4, "failure", "There is no team `@acme/nothing` in the "],
    [FILE, 4, "failure", "`@other/sre` is a team of another organi"],
    [ON_CALL, 1, "warning", expect.stringContaining("obody")],
    [ON_CALL, 2, "failure", "`@gone-away` is not on GitHub, or has no"],
    [".github/tocsin/breach.hbs", 2, "failure", expect.any(String)],
  ]);
});

test("a right one says what it would have made of past incidents", async () => {
  const w = await world({ policy: "" });
  await w.open("Slow", { labels: ["incident", "severity: P1"] });
  await w.advance("20m");
  await w.comment("bob", "/ack");
  await w.comment("bob", "/resolve done");
  await propose(w, { [FILE]: "severities:\n  P1:\n    response: 10m\n    post_mortem: false\n" });
  const { conclusion, output, said } = last(w);
  expect([conclusion, output.title, said]).toEqual(["success", "The configuration is right", []]);
  expect(output.summary).toContain("#1");
  expect(output.summary).toMatch(/1 more|\+1/);
});

test("any other pull request costs one request and is told nothing", async () => {
  const w = await world({ policy: "" });
  await w.advance("1m");
  const before = w.stage.github.requests.length;
  await propose(w, { "src/shop.ts": "export {};\n" });
  expect(w.stage.github.requests.slice(before).map(({ path }) => path)).toEqual([
    expect.stringContaining("/pulls/1/files"),
  ]);
  expect(checks(w)).toEqual([]);
});

test("pushed to again, the newest commit is checked", async () => {
  const w = await world({ policy: "" });
  await propose(w, { [FILE]: "locale: de\n" });
  const first = last(w);
  expect(first.conclusion).toBe("failure");
  await w.advance("1m");
  await w.act("erin", (erin) => erin.putFile(REPOSITORY, FILE, { text: "locale: fr\n", branch: "change-1" }));
  expect(checks(w).map(({ conclusion }) => conclusion)).toEqual(["failure", "success"]);
});

test("an App that may not check is silent, and does not try again", async () => {
  const w = await world({ policy: "" });
  w.stage.github.faults.before = ({ method, path }) =>
    method === "POST" && path.endsWith("/check-runs")
      ? { status: 403, headers: {}, body: JSON.stringify({ message: "Resource not accessible by integration" }) }
      : undefined;
  await propose(w, { [FILE]: "locale: de\n" });
  const tries = () =>
    w.stage.github.requests.filter(({ method, path }) => method === "POST" && path.endsWith("/check-runs"));
  expect(tries()).toHaveLength(1);
  await w.advance("1h");
  expect(tries()).toHaveLength(1);
  expect(checks(w)).toEqual([]);
});

test("a ladder may call whoever the organisation's file has on call", async () => {
  const w = await world({ policy: "" });
  const file = "rotations:\n  sre: { starts: 2025-11-01 09:00, every: 1w, people: [bob] }\n";
  w.stage.github.addRepository("acme/.github", { collaborators: { erin: "admin" }, files: { [ON_CALL]: file } });
  await propose(w, { [FILE]: "severities:\n  P0:\n    escalate: [{ after: 0m, notify: [on-call] }]\n" });
  expect(last(w)).toMatchObject({ conclusion: "success", said: [] });
  await w.act(
    "erin",
    (erin) =>
      void erin.openPull(REPOSITORY, {
        title: "x",
        files: { [FILE]: 'severities:\n  P0:\n    escalate: [{ after: 0m, notify: ["on-call:night"] }]\n' },
      }),
  );
  expect(last(w).said).toMatchObject([[FILE, 3, "failure", expect.stringContaining("night")]]);
});
