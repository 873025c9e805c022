// Reads what changed before an incident began, once the card stands, and tells the incident. Whatever fails, the
// incident goes on: what GitHub does not show is left out, what it cannot show now is asked for again, not for ever.
import { outcomeOf } from "../adapters/github/outcome.ts";
import type { GitHub, Place } from "../adapters/github/port.ts";
import type { Claim } from "../adapters/store/port.ts";
import { CHANGE_KINDS, evidenceOf, type FoundChange, type Lookout } from "../domain/evidence.ts";
import { NOT_URGENT } from "../domain/policy.ts";
import { type Errand, evidenceDelivery, readErrand } from "./evidence-lane.ts";
import type { Tools } from "./post.ts";
import { isSuspended } from "./sweep.ts";

/** Tries, each later than the one before: about half an hour. */
const MOST_TRIES = 12;
/** Teams whose members are asked for; each costs a request. */
const MOST_TEAMS = 3;

type Shop = Pick<Tools, "github" | "store" | "clock" | "log">;

/** Throws what may be different soon: the lane is then tried again, later and later. */
export async function readEvidence(claim: Claim, { github, store, clock, log }: Shop): Promise<void> {
  const last = claim.inbox.at(-1);
  const errand = last && readErrand(last.body);
  if (errand && +clock.now() < errand.after) {
    await store.retry(claim, errand.after, true);
    return;
  }
  if (last && errand) {
    const now = clock.now();
    const left = (error: unknown): [] => {
      const isHidden = outcomeOf(error, now).kind === "permanent" && !isSuspended(error);
      if (!isHidden && claim.attempts < MOST_TRIES) throw error;
      log.info({ lane: claim.lane, err: error }, "evidence is left out: GitHub does not show it");
      return [];
    };
    const place = await placeOf(claim, errand, github).catch(left);
    const evidence = "repository" in place ? await look(place, errand, { github, left }) : undefined;
    if (evidence && evidence.changes.length > 0)
      await store.accept([evidenceDelivery(claim, last.id, evidence)], +clock.now());
  }
  // Nothing is remembered: a lane with a memory is an incident.
  await store.finish(claim, { memory: "", wakeAt: undefined, urgency: NOT_URGENT }, +clock.now());
}

interface Hands {
  readonly github: GitHub;
  /** What is made of a failure: nothing, or it is thrown again. */
  left(error: unknown): [];
}

/** Nothing when it happened where we are not installed. */
async function placeOf(claim: Claim, { repository }: Errand, github: GitHub): Promise<Place | []> {
  const place = { ...claim, repository, urgency: NOT_URGENT };
  if (repository === claim.repository) return place;
  const installation = await github.installationOn(repository);
  return installation === undefined ? [] : { ...place, installation };
}

async function look(place: Place, { lookout, page }: Errand, { github, left }: Hands) {
  const window = { from: lookout.from, to: lookout.to, page };
  const found: FoundChange[] = [];
  // One after the other: the incident's own requests come first.
  for (const kind of CHANGE_KINDS) found.push(...(await github.changes(place, kind, window).catch(left)));
  return evidenceOf(found, lookout, found.length > 0 ? await membersOf(place, lookout, { github, left }) : new Map());
}

async function membersOf(place: Place, { components }: Lookout, { github, left }: Hands) {
  const teams = [...new Set(components.flatMap(({ owners }) => owners.filter((one) => /^@[^/]+\/[^/]+$/.test(one))))];
  const members = new Map<string, readonly string[]>();
  for (const team of teams.slice(0, MOST_TEAMS)) {
    const [organisation = "", name = ""] = team.slice(1).split("/");
    members.set(team, await github.teamMembers(place, organisation, name).catch(left));
  }
  return members;
}
