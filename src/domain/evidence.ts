// Evidence: what changed shortly before an incident began, and which of it touches what is affected. Pure.
import { DateTime } from "luxon";
import type { Incident } from "./incident.ts";
import { cut } from "./markdown.ts";
import type { Policy } from "./policy.ts";
import { latest } from "./timeline.ts";

/** `workflow`: a commit, or a merged pull request, that touched `.github/workflows`. */
export const CHANGE_KINDS = ["deployment", "release", "pull", "workflow"] as const;

export interface Change {
  readonly kind: (typeof CHANGE_KINDS)[number];
  /** Seconds since the epoch, as the timeline keeps times. */
  readonly at: number;
  /** One line by whoever made it: untrusted, as it is. */
  readonly title: string;
  readonly url: string;
  /** Login, or a name where GitHub knows no login; "" when nobody is known. */
  readonly by: string;
  /** Of a pull request. */
  readonly number?: number;
  /** The affected component that it touches. */
  readonly component?: string;
}

/** A change as it was read: with what else is said of it, and its commit. */
export interface FoundChange extends Change {
  readonly words: string;
  readonly sha?: string;
}

export interface Evidence {
  /** The affected components it was sorted by. */
  readonly of: readonly string[];
  /** What touches them first, then nearest to the start first. */
  readonly changes: readonly Change[];
}

/** What is to be looked for; `owners` are logins and teams, as the policy writes them. */
export interface Lookout {
  /** Seconds since the epoch. */
  readonly from: number;
  readonly to: number;
  readonly most: number;
  /** Since when these components are the affected ones; 0 while none is known. */
  readonly since: number;
  readonly components: readonly { readonly name: string; readonly owners: readonly string[] }[];
}

/** What to look for once the card stands; undefined when that was done, or is not wanted. */
export function lookoutOf(incident: Incident, policy: Policy): Lookout | undefined {
  const { evidence, components } = policy;
  const known = latest(incident.timeline, "evidence")?.of;
  if (!evidence || incident.ended || incident.isSilent || String(known) === String(incident.components))
    return undefined;
  const to = incident.declaredAt;
  const ownersOf = (name: string) => components.find((one) => one.name.toLowerCase() === name.toLowerCase())?.owners;
  return {
    from: to.minus(evidence.before).toUnixInteger(),
    to: to.toUnixInteger(),
    most: evidence.most,
    since: latest(incident.timeline, "affects")?.at.toUnixInteger() ?? 0,
    components: incident.components.map((name) => ({ name, owners: ownersOf(name) ?? [] })),
  };
}

/** Characters; the sealed block holds it. */
const LONGEST_TITLE = 120;
const LONGEST_NAME = 60;

/** The nearest of what was found, what touches an affected component first. `members` are the logins behind a team. */
export function evidenceOf(
  found: readonly FoundChange[],
  { from, to, most, components }: Lookout,
  members: ReadonlyMap<string, readonly string[]>,
): Evidence {
  const within = found.filter(({ at }) => at > from && at <= to);
  const workflows = new Set(within.flatMap(({ kind, sha }) => (kind === "workflow" && sha ? sha : [])));
  const pulls = new Set(within.flatMap(({ kind, sha }) => (kind === "pull" && sha ? sha : [])));
  const changes = within
    .filter(({ kind, sha = "" }) => !(kind === "workflow" && pulls.has(sha)))
    .map(({ words, sha = "", ...change }): Change => {
      const component = components.find((one) => touches({ ...change, words }, one, members))?.name;
      const kind = workflows.has(sha) ? "workflow" : change.kind;
      const [title, by] = [cut(change.title, LONGEST_TITLE), cut(change.by, LONGEST_NAME)];
      return { ...change, kind, title, by, ...(component && { component }) };
    })
    .toSorted((one, other) => Number(!one.component) - Number(!other.component) || other.at - one.at);
  return { of: components.map(({ name }) => name), changes: changes.slice(0, most) };
}

/** Made by one of its owners, or it names the component. */
function touches(
  { by, title, words }: Pick<FoundChange, "by" | "title" | "words">,
  { name, owners }: Lookout["components"][number],
  members: ReadonlyMap<string, readonly string[]>,
): boolean {
  const logins = owners.flatMap((owner) => members.get(owner) ?? owner.replace(/^@/, ""));
  if (by && logins.some((login) => login.toLowerCase() === by.toLowerCase())) return true;
  const said = `${title} ${words}`.toLowerCase().split(/[^\p{L}\p{N}_-]+/u);
  return said.includes(name.toLowerCase());
}

/** As the card shows them. */
export function rowsOfChanges(changes: readonly Change[]) {
  return changes.map(({ at, number = 0, component = "", ...change }) => ({
    ...change,
    number,
    component,
    at: DateTime.fromSeconds(at, { zone: "utc" }),
  }));
}
