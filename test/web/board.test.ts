// The board: what stands first, what each row says, filters, and changes that arrive by themselves.
import { expect, test } from "vitest";
import { signedIn, type Visitor } from "../support/visitor.ts";
import { type World, world } from "../support/world.ts";

const rowsOf = (page: string) => page.match(/<li id="[\s\S]*?<\/li>/g) ?? [];
const textOf = (html: string) =>
  html
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ")
    .trim();

/** Events as they arrive, one at a time. */
async function listening(one: Visitor, path: string) {
  const response = await one.get(path, { accept: "text/event-stream" });
  const reader = response.body?.getReader();
  let text = "";
  const next = async (): Promise<{ event: string; data: Record<string, string> }> => {
    for (;;) {
      const [whole] = /^[\s\S]*?\n\n/.exec(text) ?? [];
      if (whole !== undefined) {
        text = text.slice(whole.length);
        const event = /^event: (.*)$/m.exec(whole)?.[1];
        if (event) return { event, data: JSON.parse(/^data: (.*)$/m.exec(whole)?.[1] ?? "null") };
        continue;
      }
      const chunk = await reader?.read();
      if (!chunk || chunk.done) return { event: "end", data: {} };
      text += new TextDecoder().decode(chunk.value);
    }
  };
  return { status: response.status, next, stop: () => reader?.cancel() };
}

async function three(): Promise<World> {
  const w = await world();
  await w.open("Slow search", { labels: ["incident", "severity: P2"] });
  await w.advance("1m");
  await w.open("Shop down", { labels: ["incident", "severity: P0"] });
  await w.advance("1m");
  await w.open("Cart <b>empty</b>", { labels: ["incident", "severity: P1"] });
  await w.comment("bob", "/lead @alice\n/affects checkout\n/status identified a bad release");
  w.skim();
  return w;
}

test("the most urgent first; each with its clocks, its lead and the age of its last update", async () => {
  const w = await three();
  await w.advance("5m");
  const page = await (await (await signedIn(w.stage, "alice")).get("/")).text();
  const [shop = "", cart = "", search = "", ...rest] = rowsOf(page);
  expect(rest).toEqual([]);
  expect(textOf(shop)).toBe(
    "P0 Shop down acme/shop#2 Nobody leads No update yet Response 9 min left User notice 54 min left",
  );
  expect(textOf(cart)).toMatch(
    /^P1 Cart &lt;b&gt;empty&lt;\/b&gt; acme\/shop#3 checkout Led by alice Identified Updated 5 min ago Status update 55 min left User notice 55 min left$/,
  );
  expect(textOf(search)).toMatch(/^P2 Slow search acme\/shop#1 /);
  // 6 of 15 minutes.
  expect(shop).toMatch(/<rect width="40"/);
  expect(page).toContain('href="/i/acme/shop/2"');
});

test("a missed update says so, in the reader's language", async () => {
  const w = await three();
  await w.advance("61m");
  w.skim();
  const alice = await signedIn(w.stage, "alice");
  const cart = rowsOf(await (await alice.get("/")).text()).find((row) => row.includes("Cart")) ?? "";
  expect(textOf(cart)).toContain("Update overdue");
  const french = await (await alice.get("/", { "accept-language": "fr" })).text();
  const panier = rowsOf(french).find((row) => row.includes("Cart")) ?? "";
  expect(textOf(panier)).toContain("Mise à jour en retard");
  expect(textOf(panier)).toContain("dépassée de 1 min");
  expect(french).toContain("Incidents ouverts");
});

test.each([
  ["severity=P0", ["Shop down"]],
  ["component=checkout", ["Cart"]],
  ["repository=acme/shop&severity=P2", ["Slow search"]],
  ["repository=acme/other", []],
  ["severity=%27;drop", []],
])("narrowed to %s", async (query, titles) => {
  const w = await three();
  const rows = rowsOf(await (await (await signedIn(w.stage, "alice")).get(`/?${query}`)).text());
  expect(rows.map((row) => titles.some((title) => row.includes(title)))).toEqual(titles.map(() => true));
});

test("an incident that is over is not there; with none open the page says so", async () => {
  const w = await world();
  await w.open("Slow", { labels: ["incident", "severity: P2"] });
  await w.comment("bob", "/resolve warm again");
  w.skim();
  const page = await (await (await signedIn(w.stage, "alice")).get("/")).text();
  expect(rowsOf(page)).toEqual([]);
  expect(page).toContain('<p id="none">No incident is open here.</p>');
});

test("changes arrive by themselves: a new row, another one, and one that goes", async () => {
  const w = await three();
  const alice = await signedIn(w.stage, "alice");
  const events = /data-events="([^"]+)"/.exec(await (await alice.get("/")).text())?.[1] ?? "";
  const { next, stop } = await listening(alice, events.replaceAll("&amp;", "&").replaceAll("&#x3D;", "="));
  await w.comment("bob", "/lead @bob");
  w.skim();
  await w.stage.site.look();
  const changed = await next();
  expect(changed).toMatchObject({ event: "row", data: { html: expect.stringContaining("Led by bob") } });
  const number = await w.open("Login down", { labels: ["incident", "severity: P0"] });
  w.skim();
  await w.stage.site.look();
  const fresh = await next();
  expect(fresh.data.id).toMatch(new RegExp(`^\\d+#${number}$`));
  // P0 stands before the P1 that changed.
  expect((fresh.data.order ?? "") < (changed.data.order ?? "")).toBe(true);
  await w.comment("bob", "/cancel a test");
  w.skim();
  await w.stage.site.look();
  expect(await next()).toEqual({ event: "gone", data: { id: fresh.data.id } });
  expect(w.stage.site.viewers()).toBe(1);
  await stop();
});

test("what changed between the page and the line is not lost: the page is loaded anew", async () => {
  const w = await three();
  const alice = await signedIn(w.stage, "alice");
  await alice.get("/");
  const { next, stop } = await listening(alice, "/events?version=older-1");
  expect(await next()).toEqual({ event: "reload", data: {} });
  await stop();
});

test("whoever may read less from now on is told nothing more, within a minute", async () => {
  const w = await three();
  const { github } = w.stage;
  const bob = await signedIn(w.stage, "bob");
  const page = await (await bob.get("/")).text();
  const events = /data-events="([^"]+)"/.exec(page)?.[1]?.replaceAll("&amp;", "&").replaceAll("&#x3D;", "=") ?? "";
  const { next } = await listening(bob, events);
  github.revoke("bob");
  await w.advance("61s");
  await w.stage.site.review();
  await w.comment("alice", "/lead @alice");
  w.skim();
  await w.stage.site.look();
  expect(await next()).toEqual({ event: "reload", data: {} });
  expect(await next()).toEqual({ event: "end", data: {} });
  expect(w.stage.site.viewers()).toBe(0);
});

test("more than fit on a page are on the next ones, and nothing in an address breaks them", async () => {
  const w = await three();
  const { store } = w.stage;
  const [one] = await store.summaries({ isOpen: true });
  if (!one) return expect.unreachable("an incident is open");
  const repository = one.lane.split("#")[0];
  for (let number = 1000; number < 1500; number++) {
    const lane = `${repository}#${number}`;
    await store.wake({ lane, installation: one.installation, repository: one.repository, number }, 0);
    const [claim] = await store.claim({ now: 0, leaseUntil: 1, limit: 1 });
    const summary = { declaredAt: one.declaredAt, isOpen: true, body: one.body };
    if (claim) await store.finish(claim, { memory: "{}", wakeAt: undefined, urgency: 3, summary }, 0);
  }
  const alice = await signedIn(w.stage, "alice");
  const on = async (query: string) => {
    const page = await (await alice.get(`/${query}`)).text();
    return [rowsOf(page).length, / data-before>| data-before /.test(page), / data-after>/.test(page)];
  };
  expect(await on("")).toEqual([250, false, true]);
  expect(await on("?from=250")).toEqual([250, true, true]);
  expect(await on("?from=500")).toEqual([3, true, false]);
  expect(await on("?from=9999")).toEqual([1, true, false]);
  expect(await on("?from=-1")).toEqual([250, false, true]);
});
