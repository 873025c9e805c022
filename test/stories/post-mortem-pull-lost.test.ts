// A post-mortem in a pull request when answers get lost, the store is empty or a permission is missing: nothing twice.
import { expect, test } from "vitest";
import { openStore } from "../../src/adapters/store/open.ts";
import { REPOSITORY } from "../../src/playground/stage.ts";
import { checks, filled, issue, ours, POLICY, push, resolved, textOf, writes } from "../support/pull-story.ts";
import { world } from "../support/world.ts";

for (const when of ["before", "after"] as const) {
  test(`an answer that got lost ${when} it was opened again leaves it open, and explained once`, async () => {
    const { world: w, pull } = await resolved();
    let lost = 0;
    w.stage.github.faults = {
      [when]: ({ method, path }: { method: string; path: string }) =>
        method === "PATCH" && path.endsWith(`/pulls/${pull}`) && lost++ === 0
          ? { status: 502, headers: {}, body: "" }
          : undefined,
    };
    await w.act("carol", (carol) => carol.close(REPOSITORY, pull));
    await w.advance("2m");
    expect(lost).toBeGreaterThan(0);
    expect(issue(w, pull).state).toBe("open");
    expect(ours(w, pull)).toHaveLength(1);
  });
}

for (const path of ["/pulls", "/git/refs", "/contents/", "/check-runs", "/issues/2"]) {
  test(`an answer of ${path} that got lost makes nothing twice`, async () => {
    const w = await world({ policy: POLICY });
    await w.open("Checkout down", { labels: ["incident", "severity: P1"] });
    let lost = 0;
    w.stage.github.faults = {
      after(request) {
        const isIt = request.method !== "GET" && request.path.includes(path) && lost++ === 0;
        return isIt ? { status: 502, headers: {}, body: "" } : undefined;
      },
    };
    await w.comment("bob", "/ack\n/lead\n/resolve");
    await w.advance("2m");
    expect(lost).toBeGreaterThan(0);
    expect(issue(w, 2)).toMatchObject({ labels: ["post-mortem"], assignees: ["bob"], state: "open" });
    expect(() => issue(w, 3)).toThrow();
    for (const made of ["/git/refs", "/contents/", "/check-runs"]) expect(writes(w, made).length).toBeLessThan(2);
    expect(checks(w)).toHaveLength(1);
    expect(w.card()).toContain("#2");
  });
}

test("after a restart with an empty store nothing is made again", async () => {
  const told = await resolved();
  const { world: w, branch, pull } = told;
  await push(told, filled(textOf(w, branch)));
  const before = [checks(w).length, textOf(w, branch), ours(w, pull).length];
  await w.stage.restart(await openStore({ dataDir: ":memory:" }));
  await w.stage.app.sweep();
  await w.stage.quiet();
  await w.advance("1m");
  await w.comment("bob", "/tl all is well");
  expect([checks(w).length, textOf(w, branch), ours(w, pull).length]).toEqual(before);
  expect(writes(w, "/git/refs")).toHaveLength(1);
  expect(w.labels()).toContain("post-mortem: in review");
});

test("without the permissions it is an issue", async () => {
  const w = await world({ policy: POLICY });
  w.stage.github.faults = {
    before: ({ path }) =>
      path.includes("/git/")
        ? { status: 403, headers: {}, body: JSON.stringify({ message: "Resource not accessible by integration" }) }
        : undefined,
  };
  await w.open("Checkout down", { labels: ["incident", "severity: P1"] });
  await w.comment("bob", "/ack\n/resolve");
  expect(issue(w, w.number + 1).body).toContain("# Incident Report");
});
