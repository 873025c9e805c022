// Alerts in a world in which everything goes wrong: two Alertmanagers tell the same, until they are heard; one incident each.
import { createSeal } from "../../src/adapters/seal.ts";
import { parseRaised } from "../../src/domain/alert-marker.ts";
import { type Asked, Tally, type Tried } from "./modes.ts";
import { type Random, randomOf } from "./random.ts";
import { tell } from "./rare.ts";
import { NO_TROUBLE, troubleOf } from "./trouble.ts";
import { createWorld, REPOSITORY, SECRET, type World } from "./world.ts";

const [MINUTE, HOUR] = [60_000, 3_600_000];
const ROUTE = { name: "shop", repository: REPOSITORY };
/** As an Alertmanager waits between its attempts; ms. */
const [FIRST_PAUSE, LONGEST_PAUSE, PATIENCE] = [1000, MINUTE, 5 * MINUTE];
const REPEAT = HOUR;
/** Share of calls that get lost on their way, and of answers. */
const LOST = 0.05;

/** One firing, and how long it is quiet afterwards; ms. */
interface Episode {
  readonly length: number;
  readonly quiet: number;
}

interface Group {
  readonly name: string;
  readonly severity: string;
  readonly episodes: readonly Episode[];
  /** Undefined before it begins. */
  now?: Now;
}

/** What there is to tell of a group. */
interface Now {
  readonly isFiring: boolean;
  readonly since: number;
  readonly until: number;
}

/** Quiet for a short while it is the same trouble again; after a long while it is another. The last one may go on. */
function groupOf(random: Random, index: number): Group {
  const episodes = Array.from({ length: random.between(1, 3) }, () => ({
    length: random.between(10 * MINUTE, 2 * HOUR),
    quiet: random.chance(0.5) ? random.between(5 * MINUTE, 10 * MINUTE) : random.between(2 * HOUR, 4 * HOUR),
  }));
  const last = episodes.at(-1);
  if (last && random.chance(0.3)) episodes[episodes.length - 1] = { ...last, quiet: 0 };
  return { name: `HostDown${index}`, severity: random.pick(["warning", "info"]), episodes };
}

/** Lives its episodes one after the other. */
async function burn(group: Group, { schedule }: World): Promise<void> {
  for (const { length, quiet } of group.episodes) {
    const since = schedule.now;
    group.now = { isFiring: true, since, until: 0 };
    await schedule.sleep(length);
    if (quiet === 0) return;
    group.now = { isFiring: false, since, until: schedule.now };
    await schedule.sleep(quiet);
  }
}

type Payload = ReturnType<typeof payloadOf>;

function payloadOf(name: string, { isFiring, since, until }: Now, severity: string) {
  const labels = { alertname: name, severity };
  const status = isFiring ? "firing" : "resolved";
  const iso = (at: number) => new Date(at).toISOString();
  const endsAt = isFiring ? "0001-01-01T00:00:00Z" : iso(until);
  const alert = { status, labels, annotations: {}, startsAt: iso(since), endsAt, fingerprint: name };
  const common = { commonLabels: labels, groupLabels: { alertname: name }, commonAnnotations: {} };
  const group = { groupKey: `{}:{${name}}`, truncatedAlerts: 0, alerts: [alert] };
  return { version: "4", receiver: "tocsin", status, ...group, ...common };
}

/** One of two: tells every change, and repeats what has not changed. */
async function manage(group: Group, { world, random, isOver }: { world: World; random: Random; isOver(): boolean }) {
  const { schedule } = world;
  let told: Now | undefined;
  let toldAt = 0;
  while (!isOver()) {
    const { now } = group;
    const isDue = now && (now !== told || (now.isFiring && schedule.now - toldAt > REPEAT));
    if (isDue && (await insist(payloadOf(group.name, now, group.severity), world, random)))
      [told, toldAt] = [now, schedule.now];
    else await schedule.sleep(random.between(5000, 30_000));
  }
}

/** The same words again and again, though they may be old by then; false when it gave up. */
async function insist(payload: Payload, world: World, random: Random): Promise<boolean> {
  const until = world.schedule.now + PATIENCE;
  for (let pause = FIRST_PAUSE; !(await post(payload, world, random)); pause = Math.min(2 * pause, LONGEST_PAUSE)) {
    if (world.schedule.now + pause > until) return false;
    await world.schedule.sleep(pause);
  }
  return true;
}

/** Whether the sender hears that it was taken. */
async function post(payload: Payload, world: World, random: Random): Promise<boolean> {
  const { process } = world;
  const [isLost, isUnheard] = [random.chance(LOST), random.chance(LOST)];
  if (isLost || !process?.app || process.isDead) return false;
  const call = process.app.alert({ sender: "alertmanager", route: ROUTE, payload }).then(
    (isTaken) => {
      process.poke();
      return isTaken;
    },
    () => false,
  );
  // Who dies meanwhile answers nobody.
  const answer = await Promise.race([call, world.schedule.sleep(10_000).then(() => false)]);
  const [alert] = payload.alerts;
  world.note(`${JSON.stringify(alert)} ${answer}${isUnheard ? ", unheard" : ""}`);
  return answer && !isUnheard;
}

/** What stands on GitHub of each group, oldest first. */
function issuesOf({ reading }: World, { name }: Group) {
  const seal = createSeal(SECRET);
  const found: { number: number; isOpen: boolean }[] = [];
  for (let number = 1; ; number++) {
    const thread = reading.thread(number);
    if (!thread) return found;
    if (thread.title.includes(name) && parseRaised(thread.body ?? "", seal))
      found.push({ number, isOpen: thread.state === "open" });
  }
}

function problemsOf(world: World, group: Group, doesClose: boolean): string[] {
  const issues = issuesOf(world, group);
  const pauses = group.episodes.slice(0, -1).filter(({ quiet }) => quiet > HOUR).length;
  const wanted = doesClose ? 1 + pauses : 1;
  const isOpen = group.now?.isFiring || !doesClose;
  const open = issues.filter((one) => one.isOpen);
  return [
    ...(issues.length === wanted ? [] : [`I1: ${group.name} has ${issues.length} incidents instead of ${wanted}`]),
    ...(open.length === (isOpen ? 1 : 0)
      ? []
      : [`I2: ${group.name} has ${open.length} open, and ${group.now?.isFiring ? "" : "no longer "}fires`]),
    ...issues
      .filter(({ number }) => world.reading.cards(number).length !== 1)
      .map(({ number }) => `I1: #${number} has not one card`),
  ];
}

/** Several groups at once, each with its episodes, its two senders, and all kinds of trouble. */
export async function alerts({ seed, lives: count, print, isFirstEnough }: Asked): Promise<Tried> {
  const tally = new Tally({ isFirstEnough });
  for (let one = seed; one < seed + count; one++) {
    const random = randomOf(one).fork("alerts");
    const doesClose = random.chance(0.6);
    const groups = Array.from({ length: random.between(1, 4) }, (_, index) => groupOf(random, index));
    // The senders' clocks are right, and so is ours.
    const trouble = { ...troubleOf(random.fork("trouble")), step: () => 0 };
    const world = createWorld({ seed: one, print, trouble, policy: `alerts: { close_on_recovery: ${doesClose} }\n` });
    const problems: string[] = [];
    await tell(world, async () => {
      let isOver = false;
      const senders = groups.flatMap((group) =>
        ["a", "b"].map((name) =>
          manage(group, { world, random: random.fork(group.name + name), isOver: () => isOver }),
        ),
      );
      await Promise.all(groups.map((group) => burn(group, world)));
      world.trouble = NO_TROUBLE;
      world.note("peace");
      world.stir();
      await world.schedule.sleep(45 * MINUTE);
      isOver = true;
      await Promise.all(senders);
      problems.push(...groups.flatMap((group) => problemsOf(world, group, doesClose)));
    });
    problems.unshift(...world.broken.map(({ rule, what }) => `${rule}: ${what}`));
    tally.add(`--mode alerts --seed ${one} --lives 1`, { lived: { world }, problems });
    tally.count("groups", groups.length);
  }
  return tally;
}
