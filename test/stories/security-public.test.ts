// A security incident in a public repository: a warning at once, and a move to where few can read; a neutral stub stays.
import { expect, test } from "vitest";
import { openStore } from "../../src/adapters/store/open.ts";
import { REPOSITORY } from "../../src/playground/stage.ts";
import { type World, world } from "../support/world.ts";

const VAULT = "acme/vault";
const CANARY = "CANARY-7f3a";
const POLICY = (rest = "") => `security: { escalate: ["@carol"], private_repository: ${VAULT} }\n${rest}`;
/** What the private repository says of itself; it has a trigger of its own. */
const THERE = 'trigger: breach\nsecurity: { escalate: ["@carol"] }';

async function seen(policy = POLICY(), there = THERE): Promise<World> {
  const w = await world({ policy });
  const collaborators = { alice: "maintain", bob: "write", carol: "triage", erin: "admin" } as const;
  w.stage.github.addRepository(VAULT, { private: true, collaborators, files: { ".github/tocsin.yml": there } });
  w.stage.github.as("erin").openIssue(VAULT, { title: "so that the number differs" });
  await w.stage.app.sweep();
  await w.stage.quiet();
  return w;
}

const there = (w: World) => w.stage.github.thread(VAULT, 2);
const stub = (w: World) => w.stage.github.thread(REPOSITORY, w.number);
const isOurs = ({ user }: { user: string }) => user === "tocsin[bot]";
const cardThere = (w: World) => there(w).comments.filter(({ body }) => body.includes("<!-- tocsin:card"));

test("nothing sensitive stays that we can take away, and everything goes on elsewhere with the same deadlines", async () => {
  const w = await seen();
  await w.open(`${CANARY} in the title`, { labels: ["incident", "severity: P2"], body: `text ${CANARY}` });
  await w.comment("bob", `/ack ${CANARY}\n/lead @bob\n/impact ${CANARY}`);
  await w.comment("bob", "/action change the keys @bob 2025-11-20");
  await w.comment("bob", "see ~~~~\n@dave closes #1");
  await w.advance("10m");
  await w.comment("bob", "/security breach aware 09:30");
  await w.advance("2m");
  const warning = w.next();
  expect(warning).toMatch(/@bob @alice[\s\S]*Everybody can read/);
  expect(warning).not.toMatch(/vault/);

  const { title, body, comments, labels } = stub(w);
  expect(title).toBe("Handled elsewhere");
  expect(body).not.toContain(CANARY);
  expect(labels.toSorted()).toEqual(["incident", "security"]);
  const left = comments.filter(isOurs);
  expect(left.map((one) => one.body.replace(/\n*<!-- [\s\S]*/, "").split("\n")[0])).toEqual([
    "@bob @alice",
    "## 🔒 Handled elsewhere",
  ]);
  expect(left.map((one) => one.body).join()).not.toMatch(/CANARY|vault|Legal|09:30/);

  const moved = there(w);
  expect(moved.title).toBe(`${CANARY} in the title`);
  expect(moved.body).toContain(`~~~text\ntext ${CANARY}\n~~~`);
  expect(moved.body).toContain("~~~~~text\nsee ~~~~\n@dave closes #1\n~~~~~");
  expect(moved.labels).toEqual(expect.arrayContaining(["breach", "security", "severity: P2"]));
  expect(moved.assignees).toEqual(["bob"]);
  expect(cardThere(w)).toHaveLength(1);
  const card = cardThere(w)[0]?.body ?? "";
  expect(card).toMatch(/\| Legal notice \| 2025-11-13 09:30 UTC/);
  expect(card).toContain("**Acknowledged** by `bob` · declared 2025-11-10 14:30 UTC by `alice`");
  expect(card).toContain("**Lead**: `bob`");
  const said = moved.comments.filter(isOurs).map((one) => one.body);
  expect(said.some((text) => text.includes("@carol") && text.includes(`issues/${w.number}#issuecomment-`))).toBe(true);
  // The action item that was opened in public before stands there still, and is named.
  expect(said.some((text) => text.includes(`shop/issues/${w.number + 1})`))).toBe(true);
  expect(said.some((text) => text.includes("<!-- tocsin:notification"))).toBe(true);
  expect(w.stage.github.file(VAULT, "docs/security-register.md")).toContain("Became aware: 2025-11-10 09:30 UTC");
  expect(w.stage.github.file(REPOSITORY, "docs/security-register.md")).toBeUndefined();
});

test("on the stub nothing is answered or reminded any more; where it goes on, all of it is", async () => {
  const w = await seen();
  await w.open("Leak", { labels: ["incident", "severity: P0", "security"] });
  expect(w.next()).toContain("Everybody can read");
  await w.comment("bob", "/ack\n/sla");
  await w.advance("1h");
  expect(stub(w).comments.filter(isOurs)).toHaveLength(2);
  expect(stub(w).labels.toSorted()).toEqual(["incident", "security"]);
  expect(there(w).labels).toContain("sla: breached");
  expect(cardThere(w)[0]?.body).toContain("Nobody has acknowledged");
  w.stage.github.as("bob").comment(VAULT, 2, "/ack");
  await w.stage.quiet();
  expect(cardThere(w)[0]?.body).toContain("**Acknowledged** by `bob`");
});

test("without a private repository the warning says what GitHub keeps, and the incident goes on", async () => {
  const w = await world({ policy: 'security: { escalate: ["@carol"] }' });
  await w.open("Leak", { labels: ["incident", "severity: P3"] });
  await w.comment("bob", "/security breach");
  const warning = w.next();
  expect(warning).toMatch(/@bob @alice @carol[\s\S]*an administrator deletes[\s\S]*Security incident/);
  expect(w.card()).toContain("Isolation");
  expect(w.clock("Legal notice")).toContain("2025-11-13 14:30 UTC");
  // No draft and no register where everybody reads.
  expect(w.card()).not.toContain("Draft");
  expect(w.stage.github.file(REPOSITORY, "docs/security-register.md")).toBeUndefined();
});

test.each([
  ["public itself", (w: World) => w.stage.github.as("erin").hideRepository(VAULT, false)],
  ["not there", (w: World) => w.stage.github.as("erin").renameRepository(VAULT, "elsewhere-entirely")],
])("a repository that is %s is no refuge", async (how, change) => {
  const w = await seen(how === "not there" ? POLICY().replace(VAULT, "nobody/vault") : POLICY());
  if (how !== "not there") change(w);
  await w.open("Leak", { labels: ["incident", "severity: P3"] });
  await w.comment("bob", "/security");
  expect(w.next()).toContain("What stands here already stays readable");
  expect(stub(w).title).toBe("Leak");
});

test("an exercise is not moved away", async () => {
  const w = await seen();
  await w.open("Exercise", { labels: ["incident", "severity: P3", "drill"] });
  await w.comment("bob", "/security");
  w.next();
  expect(stub(w).title).toBe("Exercise");
});

test("answers that get lost while it moves lead to one new issue with one card", async () => {
  const w = await seen();
  await w.open(CANARY, { labels: ["incident", "severity: P3"] });
  const lost = new Set<string>();
  w.stage.github.faults = {
    after: ({ method, path }) => {
      const what = `${method} ${path}`;
      if (method === "GET" || lost.has(what) || !/vault\/issues|issues\/1$/.test(path)) return undefined;
      lost.add(what);
      return "reset";
    },
  };
  await w.comment("bob", "/security");
  await w.advance("15m");
  w.stage.github.faults = {};
  await w.advance("15m");
  w.next();
  // At least the new issue, its card, its labels and the words of the stub.
  expect(lost.size).toBeGreaterThanOrEqual(4);
  expect(stub(w).title).toBe("Handled elsewhere");
  expect(cardThere(w)).toHaveLength(1);
  expect(() => w.stage.github.thread(VAULT, 3)).toThrow();
  expect(
    stub(w)
      .comments.map(({ body }) => body)
      .join(),
  ).not.toContain(CANARY);
});

test("a person's copy of the new issue is not taken for it", async () => {
  const w = await seen();
  await w.open(CANARY, { labels: ["incident", "severity: P3"] });
  const { github } = w.stage;
  let isLost = false;
  github.faults = {
    after: ({ method, path }) => {
      if (isLost || method !== "POST" || !path.endsWith("vault/issues")) return undefined;
      isLost = true;
      return "reset";
    },
  };
  await w.comment("bob", "/security");
  const { title, body, labels } = there(w);
  github.as("erin").openIssue(VAULT, { title, body: body ?? "", labels: [...labels] });
  await w.advance("15m");
  w.next();
  expect(isLost).toBe(true);
  expect(stub(w).title).toBe("Handled elsewhere");
  expect(cardThere(w)).toHaveLength(1);
  expect(github.thread(VAULT, 3).comments).toEqual([]);
});

test("lists that lag and a process that dies on the way change nothing", async () => {
  const w = await seen();
  await w.open(CANARY, { labels: ["incident", "severity: P3"] });
  await w.advance("5m");
  w.stage.github.faults = { listLag: 30_000 };
  await w.comment("bob", "/security breach aware 09:30");
  await w.stage.restart();
  await w.advance("15m");
  w.next();
  expect(stub(w).title).toBe("Handled elsewhere");
  expect(stub(w).comments.filter(isOurs)).toHaveLength(2);
  expect(cardThere(w)).toHaveLength(1);
  expect(there(w).comments.filter(({ body }) => body.includes("<!-- tocsin:notification"))).toHaveLength(1);
  expect(() => w.stage.github.thread(VAULT, 3)).toThrow();
});

test("what people say on the stub afterwards stays theirs, and a card deleted by hand comes back as neutral as it was", async () => {
  const w = await seen();
  await w.open(CANARY, { labels: ["incident", "severity: P3"] });
  await w.comment("bob", "/security");
  await w.advance("2m");
  w.next();
  await w.comment("dave", "same here");
  const card = stub(w).comments.find(({ body }) => body.includes("<!-- tocsin:card"));
  await w.act("erin", (erin) => erin.deleteComment(REPOSITORY, card?.id ?? 0));
  await w.advance("2m");
  expect(stub(w).comments.map(({ body }) => body.split("\n")[0])).toEqual([
    "/security",
    "@bob @alice",
    "same here",
    "## 🔒 Handled elsewhere",
  ]);
});

test("an empty store finds the stub and the incident again, each as it is", async () => {
  const w = await seen();
  await w.open(CANARY, { labels: ["incident", "severity: P3"] });
  await w.comment("bob", "/security breach aware 09:30");
  await w.advance("2m");
  w.next();
  await w.stage.restart(await openStore({ dataDir: ":memory:" }));
  await w.stage.app.sweep();
  await w.stage.quiet();
  await w.advance("5m");
  expect(stub(w).comments.filter(isOurs)).toHaveLength(2);
  expect(cardThere(w)).toHaveLength(1);
  expect(cardThere(w)[0]?.body).toMatch(/\| Legal notice \| 2025-11-13 09:30 UTC/);
  expect(() => w.stage.github.thread(VAULT, 3)).toThrow();
});

test.each([
  ["before its card", /vault\/issues$/],
  ["before the stub", /vault\/issues\/2\/labels$/],
])("a store that is lost in the middle of the move, %s, leads to no second issue", async (_when, upTo) => {
  const w = await seen();
  await w.open(CANARY, { labels: ["incident", "severity: P3"] });
  let isCut = false;
  w.stage.github.faults = {
    before: () => (isCut ? { status: 502, headers: {}, body: "{}" } : undefined),
    after: ({ method, path }) => {
      isCut ||= method === "POST" && upTo.test(path);
      return undefined;
    },
  };
  await w.comment("bob", "/security");
  expect(isCut).toBe(true);
  w.stage.github.faults = {};
  await w.stage.restart(await openStore({ dataDir: ":memory:" }));
  await w.stage.app.sweep();
  await w.stage.quiet();
  await w.advance("15m");
  w.next();
  expect(stub(w).title).toBe("Handled elsewhere");
  expect(cardThere(w)).toHaveLength(1);
  expect(() => w.stage.github.thread(VAULT, 3)).toThrow();
});

test("en français", async () => {
  const w = await seen(POLICY("locale: fr"), "locale: fr");
  await w.open(CANARY, { labels: ["incident", "severity: P3"] });
  await w.comment("bob", "/security");
  await w.advance("2m");
  expect(w.next()).toContain("Tout le monde peut lire ce dépôt");
  expect(stub(w).title).toBe("Traité ailleurs");
  expect(there(w).body).toContain("Repris de `acme/shop#1`");
});
