// Signing in: state, PKCE and the way back; what one may read, asked of GitHub with one's own token; signing out.
import { describe, expect, test } from "vitest";
import { webRootOf } from "../../src/adapters/github/web-root.ts";
import { localPath } from "../../src/web/sign-in.ts";
import { signedIn, visitor } from "../support/visitor.ts";
import { world } from "../support/world.ts";

const PRIVATE = ["/", "/events", "/i/acme/shop/1", "/i/nobody/nothing/7", "/trends", "/trends.csv", "/trends.json"];

async function incident() {
  const w = await world();
  await w.open("Shop down", { labels: ["incident", "severity: P0"] });
  w.skim();
  return w;
}

test("whoever may read a repository sees its incidents", async () => {
  const { stage } = await incident();
  const alice = await signedIn(stage, "alice");
  const page = await (await alice.get("/")).text();
  expect(page).toContain("Shop down");
  expect(page).toContain("alice");
});

test("whoever may not sees none of it, whether it exists or not", async () => {
  const { stage } = await incident();
  stage.github.addUser("mallory");
  const mallory = await signedIn(stage, "mallory");
  expect(await (await mallory.get("/")).text()).not.toContain("Shop down");
  const [there, nowhere] = [await mallory.get("/i/acme/shop/1"), await mallory.get("/i/acme/nothing/1")];
  expect([there.status, nowhere.status]).toEqual([404, 404]);
  expect(await there.text()).toBe(await nowhere.text());
});

test.each(PRIVATE)("without signing in %s only asks to, and says the same of everything", async (path) => {
  const { stage } = await incident();
  const answer = await visitor(stage).get(path);
  expect(answer.status).toBe(401);
  const page = await answer.text();
  expect(page).toContain(`href="/login?to=${encodeURIComponent(path)}"`);
  expect(page).not.toMatch(/Shop|down/);
});

test("GitHub's page sends one back to where one wanted to go, with cookies that no script reads", async () => {
  const { stage } = await incident();
  stage.github.visit("bob");
  const bob = visitor(stage);
  const begun = await bob.get("/login?to=%2Fi%2Facme%2Fshop%2F1");
  const ask = new URL(begun.headers.get("location") ?? "");
  expect(ask.origin).toBe(stage.github.baseUrl);
  expect(ask.searchParams.get("code_challenge_method")).toBe("S256");
  const back = await bob.get(ask.href);
  const done = await bob.get(back.headers.get("location") ?? "");
  expect([done.status, done.headers.get("location")]).toEqual([303, "/i/acme/shop/1"]);
  for (const line of done.headers.getSetCookie()) expect(line).toMatch(/; Path=\/; HttpOnly; SameSite=Lax$/);
});

describe("an answer that GitHub did not give to this browser", () => {
  const begin = async () => {
    const { stage } = await incident();
    stage.github.visit("bob");
    const bob = visitor(stage);
    const ask = (await bob.get("/login")).headers.get("location") ?? "";
    const back = (await bob.get(ask)).headers.get("location") ?? "";
    return { stage, bob, back };
  };

  test("with another state is refused", async () => {
    const { bob, back } = await begin();
    const forged = new URL(back);
    forged.searchParams.set("state", "x".repeat(43));
    expect((await bob.get(forged.href)).status).toBe(403);
    // Its attempt is over with it.
    expect((await bob.get(back)).status).toBe(403);
  });

  test("in another browser is refused: it has no such attempt", async () => {
    const { stage, back } = await begin();
    expect((await visitor(stage).get(back)).status).toBe(403);
  });

  test("a second time is refused: a code is good once", async () => {
    const { stage, bob, back } = await begin();
    const stolen = bob.cookie();
    expect((await bob.get(back)).status).toBe(303);
    expect((await visitor(stage).get(back, { cookie: stolen })).status).toBe(403);
  });

  test("too late is refused", async () => {
    const { stage, bob, back } = await begin();
    const { Duration } = await import("luxon");
    await stage.advance(Duration.fromObject({ minutes: 11 }));
    expect((await bob.get(back)).status).toBe(403);
  });

  test("that says no is said so kindly", async () => {
    const { stage } = await incident();
    stage.github.visit(undefined);
    const bob = visitor(stage);
    const ask = (await bob.get("/login")).headers.get("location") ?? "";
    const refused = await bob.get((await bob.get(ask)).headers.get("location") ?? "");
    expect(refused.status).toBe(403);
    expect(await refused.text()).toContain("Signing in did not work");
  });
});

test("a token is in no page, no header and no log, and a cookie that was touched is nobody's", async () => {
  const { stage } = await incident();
  const alice = await signedIn(stage, "alice");
  expect(alice.cookie()).not.toContain("ghu_");
  const answer = await alice.get("/");
  expect(JSON.stringify([...answer.headers]) + (await answer.text())).not.toContain("ghu_");
  const cookie = alice.cookie().replace(/.$/, (last) => (last === "A" ? "B" : "A"));
  expect((await visitor(stage).get("/", { cookie: cookie.slice(0, -5) })).status).toBe(401);
  const flipped = cookie.replace(/=(.)/, (_, first) => `=${first === "A" ? "B" : "A"}`);
  expect((await visitor(stage).get("/", { cookie: flipped })).status).toBe(401);
});

test("rights that were taken away are gone within a minute, and nothing is shown that is not known", async () => {
  const w = await incident();
  const { github } = w.stage;
  const dave = await signedIn(w.stage, "dave");
  expect((await dave.get("/")).status).toBe(200);
  github.faults = {
    before: ({ path }) => (path.startsWith("/user/") ? { status: 502, headers: {}, body: "" } : undefined),
  };
  await w.advance("59s");
  expect((await dave.get("/")).status, "what was heard still holds").toBe(200);
  await w.advance("2s");
  const unknown = await dave.get("/");
  expect([unknown.status, unknown.headers.get("retry-after")]).toEqual([503, "30"]);
  expect(await unknown.text()).not.toContain("Shop down");
  github.faults = {};
  expect((await dave.get("/")).status, "a failure is not kept").toBe(200);
  github.revoke("dave");
  await w.advance("61s");
  expect((await dave.get("/")).status).toBe(401);
});

test("a session ends after a working day, and when one says so on a page of ours", async () => {
  const w = await incident();
  const alice = await signedIn(w.stage, "alice");
  expect((await alice.post("/logout", { origin: "https://evil.example" })).status).toBe(403);
  expect((await alice.post("/logout")).status).toBe(403);
  expect((await alice.get("/")).status).toBe(200);
  expect((await alice.post("/logout", { origin: w.stage.url })).status).toBe(303);
  expect((await alice.get("/")).status).toBe(401);
  const bob = await signedIn(w.stage, "bob");
  await w.advance("8h");
  w.skim();
  expect((await bob.get("/")).status).toBe(401);
});

test.each([
  ["/i/acme/shop/1?x=1", "/i/acme/shop/1?x=1"],
  ["//evil.example", "/"],
  ["/\\evil.example", "/"],
  ["https://evil.example", "/"],
  ["/a/..//evil.example", "/"],
  ["/\t/evil.example", "/"],
  ["javascript:alert(1)", "/"],
  ["", "/"],
])("the way back %j is %j", (to, path) => {
  expect(localPath(to)).toBe(path);
});

test.each([
  [undefined, "https://github.com"],
  ["https://api.github.com", "https://github.com"],
  ["https://api.octo.ghe.com", "https://octo.ghe.com"],
  ["https://github.example.com/api/v3", "https://github.example.com"],
  ["http://127.0.0.1:4000", "http://127.0.0.1:4000"],
  ["http://127.0.0.1:4000/api/v3/", "http://127.0.0.1:4000"],
])("the pages of the API %s are at %s", (api, web) => {
  expect(webRootOf(api)).toBe(web);
});
