// The modes for GitHub's limits and for lateness: a P0 behind 500 comments, and a thousand deadlines in one minute.
import { type Asked, Tally, type Tried } from "./modes.ts";
import { randomOf } from "./random.ts";
import { tell, waitFor } from "./rare.ts";
import { NO_TROUBLE } from "./trouble.ts";
import { createWorld, REPOSITORY, type World } from "./world.ts";

const MINUTE = 60_000;

/** Moments at which a comment with these words was written. */
function writtenAt(world: World, words: string): { at: number; path: string }[] {
  const isIt = (body: unknown) => JSON.stringify(body ?? "").includes(words);
  return world.github.requests
    .filter(
      ({ method, path, status, body }) =>
        method === "POST" && path.endsWith("/comments") && status === 201 && isIt(body),
    )
    .map(({ at, path }) => ({ at, path }));
}

/** How often GitHub said that it was too much. */
const refused = (world: World): number =>
  world.github.requests.filter(({ status, method }) => (status === 403 || status === 429) && method !== "HEAD").length;

/** 500 comments wait to be answered, in 100 incidents of one installation; then a P0 is breached. */
export async function backlog({ seed, print }: Asked): Promise<Tried> {
  const tally = new Tally({});
  const world = createWorld({ seed, print });
  const alice = world.github.as("alice");
  await tell(world, async () => {
    const incidents: number[] = [];
    // The declarations keep within the limits; only the questions do not.
    for (let one = 0; one < 100; one++) {
      incidents.push(alice.openIssue(REPOSITORY, { title: `[P3] Trouble ${one}`, body: "", labels: ["incident"] }));
      await world.schedule.sleep(45_000);
    }
    await world.schedule.sleep(60 * MINUTE);
    const worst = alice.openIssue(REPOSITORY, { title: "[P0] Everything is down", body: "", labels: ["incident"] });
    const due = world.schedule.now + 15 * MINUTE;
    await world.schedule.sleep(14.5 * MINUTE);
    const before = refused(world);
    // Within the limit of 500 an hour only if nothing else is written: what does not fit has to wait.
    for (const number of incidents)
      for (let turn = 0; turn < 5; turn++) alice.comment(REPOSITORY, number, `/help\n\nonce more ${turn}`);
    const breach = () => writtenAt(world, "tocsin:breach").find(({ path }) => path.includes(`/issues/${worst}/`));
    await waitFor(world, () => breach() !== undefined, 3 * 60 * MINUTE);
    const late = ((breach()?.at ?? world.schedule.now) - due) / 1000;
    await waitFor(world, () => writtenAt(world, "tocsin:reply").length >= 500, 3 * 60 * MINUTE);
    const refusals = refused(world) - before;
    Object.assign(tally.figures, {
      "the breach, s late": late,
      "requests over the limits": refusals,
      answers: writtenAt(world, "tocsin:reply").length,
      "min until all were answered": Math.round((world.schedule.now - due) / MINUTE),
    });
    const problems = [
      ...(late > 10 ? [`R25: the breach of the P0 was ${late} s late`] : []),
      ...(refusals > 0 ? [`R25: ${refusals} requests were over GitHub's limits`] : []),
    ];
    if (problems.length > 0) tally.failures.push({ again: "--mode backlog", problems, tail: [] });
  });
  tally.cases = 1;
  return tally;
}

const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

/** A thousand P0 in as many repositories of 50 owners, opened within a minute, so that they are breached within one. */
export async function lateness({ seed, print }: Asked): Promise<Tried> {
  const tally = new Tally({});
  const repositories = [REPOSITORY, ...Array.from({ length: 1000 }, (_, one) => `acme-${one % 50}/shop-${one}`)];
  const random = randomOf(seed);
  const trouble = { ...NO_TROUBLE, latency: () => random.between(30, 250) };
  const world = createWorld({ seed, print, repositories, trouble });
  const alice = world.github.as("alice");
  await tell(world, async () => {
    await world.schedule.sleep(60 * MINUTE);
    const due = new Map<string, number>();
    const before = refused(world);
    for (const name of repositories.slice(1)) {
      await world.schedule.sleep(60);
      alice.openIssue(name, { title: "[P0] Down", body: "", labels: ["incident"] });
      due.set(name, Math.floor(world.schedule.now / 1000) * 1000 + 15 * MINUTE);
    }
    await waitFor(world, () => writtenAt(world, "tocsin:breach").length >= 1000, 60 * MINUTE);
    const late = writtenAt(world, "tocsin:breach").map(
      ({ at: moment, path }) => (moment - (due.get(path.split("/").slice(2, 4).join("/")) ?? 0)) / 1000,
    );
    const sorted = late.toSorted((a, b) => a - b);
    const figures = {
      said: late.length,
      earliest: at(sorted, 0),
      p50: at(sorted, 0.5),
      p99: at(sorted, 0.99),
      latest: sorted.at(-1) ?? 0,
    };
    Object.assign(tally.figures, figures, { "requests over the limits": refused(world) - before });
    const isGood = late.length === 1000 && figures.earliest >= 0 && figures.p50 <= 2 && figures.p99 <= 15;
    if (!isGood)
      tally.failures.push({ again: "--mode lateness", problems: [`R29: ${JSON.stringify(figures)}`], tail: [] });
  });
  tally.cases = 1;
  return tally;
}
