// What can become of the installation: suspended, removed, narrowed, and everything given back.
import { expect, test } from "vitest";
import { PERMISSIONS, REPOSITORY } from "../../src/playground/stage.ts";
import { watchedLog } from "../support/canaries.ts";
import { type World, world } from "../support/world.ts";

const P0 = ["incident", "severity: P0"];
const APP = 4711;

/** The installation on acme, as webhooks name it. */
const installed = (w: World): number => {
  const created = w.stage.github.deliveries.findLast(
    ({ event, action }) => event === "installation" && action === "created",
  );
  return (created?.payload as { installation?: { id: number } } | undefined)?.installation?.id ?? 0;
};
const countSince = (w: World, from: number) => w.stage.github.requests.length - from;

/** A log that counts its lines of a level and above. */
function counting(level: "warn" | "error") {
  const lines: string[] = [];
  return { lines, log: watchedLog((line) => void lines.push(line), level) };
}

test("suspended for a week, it waits without a storm; unsuspended, everything due is said once, within a minute", async () => {
  const { lines, log } = counting("warn");
  const w = await world({ log });
  await w.open("Down", { labels: P0 });
  const id = installed(w);
  w.stage.github.suspend(id);
  await w.stage.quiet();
  const from = w.stage.github.requests.length;
  await w.advance("7d");
  expect(countSince(w, from)).toBeLessThan(800);
  expect(lines.length).toBeLessThan(5);
  w.stage.github.suspend(id, false);
  await w.stage.quiet();
  await w.advance("1m");
  expect(w.labels()).toContain("sla: breached");
  expect(w.next()).toContain("acknowledged");
});

test("suspended and back before anything was due: the deadlines are the same", async () => {
  const w = await world();
  await w.open("Down", { labels: P0 });
  const before = w.card();
  w.stage.github.suspend(installed(w));
  await w.stage.quiet();
  await w.advance("10m");
  w.stage.github.suspend(installed(w), false);
  await w.stage.quiet();
  expect(w.card()).toBe(before);
  await w.advance("5m");
  expect(w.next()).toContain("acknowledged");
});

test.each(["2h", "4d"])(
  "removed and installed again after %s, it goes on with the new installation",
  async (length) => {
    const { lines, log } = counting("error");
    const w = await world({ log });
    await w.open("Down", { labels: P0 });
    w.stage.github.uninstall(installed(w));
    await w.stage.quiet();
    const from = w.stage.github.requests.length;
    await w.advance(length);
    expect(countSince(w, from)).toBeLessThan(400);
    expect(lines).toEqual([]);
    w.stage.github.install(APP, "acme");
    await w.stage.quiet();
    await w.advance("1m");
    expect(w.labels()).toContain("sla: breached");
    expect(w.next()).toContain("acknowledged");
  },
);

test("a repository taken out of the installation is left alone; given back, it goes on at once", async () => {
  const w = await world();
  w.stage.github.uninstall(installed(w));
  w.stage.github.addRepository("acme/other");
  w.stage.github.install(APP, "acme", [REPOSITORY, "acme/other"]);
  await w.stage.quiet();
  await w.open("Down", { labels: P0 });
  const id = installed(w);
  w.stage.github.selectRepositories(id, { removed: [REPOSITORY] });
  await w.stage.quiet();
  await w.advance("2d");
  expect(w.labels()).not.toContain("sla: breached");
  w.stage.github.selectRepositories(id, { added: [REPOSITORY] });
  await w.stage.quiet();
  await w.advance("1m");
  expect(w.labels()).toContain("sla: breached");
  expect(w.next()).toContain("acknowledged");
});

test("issues may only be read for a while: nothing is lost, and accepted again it is said at once", async () => {
  const { lines, log } = counting("error");
  const w = await world({ log });
  await w.open("Down", { labels: P0 });
  const id = installed(w);
  w.stage.github.setPermissions(APP, { ...PERMISSIONS, issues: "read", pull_requests: "read" });
  await w.advance("2h");
  expect(w.labels()).not.toContain("sla: breached");
  expect(lines).toEqual([]);
  w.stage.github.setPermissions(APP, PERMISSIONS);
  w.stage.github.acceptPermissions(id);
  await w.stage.quiet();
  await w.advance("1m");
  expect(w.labels()).toContain("sla: breached");
  expect(w.next()).toContain("acknowledged");
});

test("issues may not even be read for a while: the lane waits, and goes on when it may", async () => {
  const w = await world();
  await w.open("Down", { labels: P0 });
  const { issues: _, ...rest } = PERMISSIONS;
  w.stage.github.setPermissions(APP, { ...rest, pull_requests: "read" });
  const from = w.stage.github.requests.length;
  await w.advance("1d");
  expect(countSince(w, from)).toBeLessThan(250);
  w.stage.github.setPermissions(APP, PERMISSIONS);
  w.stage.github.acceptPermissions(installed(w));
  await w.stage.quiet();
  await w.advance("1m");
  expect(w.labels()).toContain("sla: breached");
  expect(w.next()).toContain("acknowledged");
});

test("permissions for more are asked for and accepted: nothing happens to a running incident", async () => {
  const w = await world();
  await w.open("Down", { labels: P0 });
  const before = w.card();
  w.stage.github.setPermissions(APP, { ...PERMISSIONS, deployments: "read" });
  w.stage.github.acceptPermissions(installed(w));
  await w.stage.quiet();
  expect(w.card()).toBe(before);
  await w.advance("15m");
  expect(w.next()).toContain("acknowledged");
});
