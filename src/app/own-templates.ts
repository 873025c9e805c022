// Keeps each repository's own templates beside its policy: read when they may have changed, the last ones when GitHub fails.
import type { Logger } from "pino";
import type { GitHub, Place } from "../adapters/github/port.ts";
import type { Store } from "../adapters/store/port.ts";
import { TEMPLATE_FOLDER, type TemplateProblem } from "../domain/template-finding.ts";
import { type Overrides, readOverrides, templatesIn } from "./overrides.ts";
import type { Policies } from "./policies.ts";
import type { Listing, PolicyFolder } from "./policy-folder.ts";

export interface OwnTemplates extends Policies {
  /** What is wrong with the files of a repository's own templates, as far as known. */
  templateProblemsIn(repository: string): readonly TemplateProblem[];
}

interface Parts {
  readonly github: GitHub;
  readonly store: Pick<Store, "recall" | "remember">;
  readonly folder: Pick<PolicyFolder, "list">;
  readonly log: Logger;
  /** Our own templates by name, as they are written. */
  readonly known: ReadonlyMap<string, string>;
}

interface Kept {
  readonly overrides: Overrides | undefined;
  readonly templates: ReadonlyMap<string, string> | undefined;
  readonly listing: Listing | undefined;
}

/** The same policies, each with the repository's own templates. They never stop an incident: without them ours are used. */
export function withOwnTemplates(policies: Policies, parts: Parts): OwnTemplates {
  const kept = new Map<string, Kept>();
  const own = async (place: Place): Promise<Kept> => {
    const { repository } = place;
    const [listing, last] = [await parts.folder.list(place), kept.get(repository)];
    if (last?.listing === listing) return last;
    const overrides = await read(place, { sha: listing.get(TEMPLATE_FOLDER)?.sha, known: last?.overrides }, parts);
    const templates = overrides && templatesIn(overrides);
    const next = { overrides, templates, listing };
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
    templateProblemsIn: (repository) => kept.get(repository)?.overrides?.problems ?? [],
  };
}

interface Seen {
  /** The folder's version; undefined: there is none. */
  readonly sha: string | undefined;
  readonly known: Overrides | undefined;
}

async function read(place: Place, { sha, known }: Seen, parts: Parts): Promise<Overrides | undefined> {
  const { store, log } = parts;
  const note = `overrides:${place.repository}`;
  const last = known ?? recalled(await store.recall(note));
  if (sha === last?.sha) return last;
  try {
    const overrides = sha === undefined ? undefined : await readOverrides(place, { sha, last }, parts);
    await store.remember(note, overrides ? JSON.stringify(overrides) : "");
    return overrides;
  } catch (error) {
    log.warn({ repository: place.repository, err: error }, "own templates could not be read; the last ones hold");
    return last;
  }
}

function recalled(note: string | undefined): Overrides | undefined {
  return note ? (JSON.parse(note) as Overrides) : undefined;
}
