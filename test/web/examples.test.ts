// Every payload GitHub's own people know, through the real front door into the real app: nothing breaks, nothing is written.
import examples from "@octokit/webhooks-examples" with { type: "json" };
import { expect, onTestFinished, test } from "vitest";
import { createStage, type Stage } from "../../src/playground/stage.ts";
import { watchedLog } from "../support/canaries.ts";
import { type Door, opened, post, signed } from "./door.ts";

type Payload = { action?: string; issue?: { labels?: unknown[] } };
const catalogue = examples as unknown as { name: string; examples: Payload[] }[];
const all = catalogue.flatMap(({ name, examples: payloads }) => payloads.map((payload) => ({ name, payload })));

async function started(): Promise<{ stage: Stage; door: Door }> {
  const stage = await createStage({ log: watchedLog() });
  onTestFinished(() => stage.close());
  return { stage, door: await opened({ accept: (incoming) => stage.app.accept(incoming) }) };
}

const send = (door: Door, name: string, payload: Payload): Promise<Response> => {
  const body = JSON.stringify(payload);
  return post(door, body, signed(body, name));
};

/** What the app asked of GitHub, but for the tokens without which it could ask nothing. */
const writes = ({ github }: Stage) =>
  github.requests.filter(({ method, path }) => method !== "GET" && !path.endsWith("/access_tokens"));

test("there are as many examples as there were", () => {
  expect(all).toHaveLength(329);
});

test("every example is answered with 2xx, and repositories that are not ours stay untouched", async () => {
  const { stage, door } = await started();
  const before = writes(stage).length;
  for (const { name, payload } of all) {
    const { status } = await send(door, name, payload);
    expect([200, 202], `${name}.${payload.action}`).toContain(status);
  }
  await stage.quiet();
  expect(writes(stage).slice(before)).toEqual([]);
  expect(door.logged).toEqual([]);
});

test("every example that is made to concern us is survived as well", async () => {
  const { stage, door } = await started();
  const before = writes(stage).length;
  const installation = stage.github.deliveries.map(({ payload }) => payload.installation).find(Boolean);
  const issues = all.filter(({ payload }) => payload.issue);
  expect(issues.length).toBeGreaterThan(30);
  let woken = 0;
  for (const { name, payload } of issues) {
    const labels = [...(payload.issue?.labels ?? []), { name: "incident" }];
    const installed = { ...payload, installation, issue: { ...payload.issue, labels } };
    const { status } = await send(door, name, installed);
    expect([200, 202], `${name}.${payload.action}`).toContain(status);
    if (status === 202) woken += 1;
    await stage.quiet();
  }
  expect(woken).toBeGreaterThan(10);
  const looks = stage.github.requests.filter(({ path }) => /\/issues\/\d+$/.test(path));
  expect(looks.length).toBeGreaterThan(10);
  expect(writes(stage).slice(before)).toEqual([]);
});

test("an event nobody has heard of is answered with 200 and wakes nothing", async () => {
  const { stage, door } = await started();
  const due = await stage.store.nextDue();
  const asked = stage.github.requests.length;
  expect((await send(door, "an_event_of_next_year", { action: "opened" })).status).toBe(200);
  await stage.quiet();
  expect(await stage.store.nextDue()).toBe(due);
  expect(stage.github.requests).toHaveLength(asked);
});
