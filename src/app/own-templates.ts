// Keeps each repository's own templates beside its policy: read when they may have changed, the last ones when GitHub fails.
import type { DateTime } from "luxon";
import type { Logger } from "pino";
import type { Clock } from "../adapters/clock.ts";
import type { GitHub, Place } from "../adapters/github/port.ts";
import type { Store } from "../adapters/store/port.ts";
import type { TemplateProblem } from "../domain/template-finding.ts";
import { type Overrides, readOverrides, templatesIn } from "./overrides.ts";
import type { Policies } from "./policies.ts";

/** A push tells at once; a push that got lost is made good after this long. */
const FRESH_FOR = { minutes: 10 };
/** Most repositories have none, and every "not found" counts against GitHub's limit. */
const ABSENT_FOR = { hours: 1 };

export interface OwnTemplates extends Policies {
  /** What is wrong with the files of a repository's own templates, as far as known. */
  templateProblemsIn(repository: string): readonly TemplateProblem[];
}

interface Parts {
  readonly github: GitHub;
  readonly store: Pick<Store, "recall" | "remember">;
  readonly clock: Clock;
  readonly log: Logger;
  /** Our own templates by name, as they are written. */
  readonly known: ReadonlyMap<string, string>;
}

interface Kept {
  readonly overrides: Overrides | undefined;
  readonly templates: ReadonlyMap<string, string> | undefined;
  readonly freshUntil: DateTime;
}

/** The same policies, each with the repository's own templates. They never stop an incident: without them ours are used. */
export function withOwnTemplates(policies: Policies, parts: Parts): OwnTemplates {
  const kept = new Map<string, Kept>();
  const own = async (place: Place): Promise<Kept> => {
    const { repository } = place;
    const last = kept.get(repository);
    const now = parts.clock.now();
    if (last && now < last.freshUntil) return last;
    const overrides = await read(place, last?.overrides, parts);
    const templates = overrides && templatesIn(overrides);
    const freshUntil = now.plus(overrides?.etag === "" ? ABSENT_FOR : FRESH_FOR);
    const next = { overrides, templates, freshUntil };
    kept.set(repository, next);
    return next;
  };
  return {
    ...policies,
    async of(place) {
      const policy = await policies.of(place);
      const { templates } = await own(place);
      return templates ? { ...policy, templates } : policy;
    },
    expire(repository) {
      policies.expire(repository);
      const last = kept.get(repository);
      if (last) kept.set(repository, { ...last, freshUntil: parts.clock.now() });
    },
    templateProblemsIn: (repository) => kept.get(repository)?.overrides?.problems ?? [],
  };
}

async function read(place: Place, known: Overrides | undefined, parts: Parts): Promise<Overrides | undefined> {
  const { store, log } = parts;
  const note = `overrides:${place.repository}`;
  const last = known ?? recalled(await store.recall(note));
  try {
    const overrides = await readOverrides(place, last, parts);
    if (overrides.etag !== (last?.etag ?? "")) await store.remember(note, JSON.stringify(overrides));
    return overrides;
  } catch (error) {
    log.warn({ repository: place.repository, err: error }, "own templates could not be read; the last ones hold");
    return last;
  }
}

function recalled(note: string | undefined): Overrides | undefined {
  return note ? (JSON.parse(note) as Overrides) : undefined;
}
