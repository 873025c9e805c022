// Keeps who is on call in each repository: by its own file, else by the organisation's; the last good one holds.
import type { Place } from "../adapters/github/port.ts";
import type { Located } from "../domain/finding.ts";
import type { Schedule } from "../domain/on-call.ts";
import { readOnCallFile } from "../domain/on-call-file.ts";
import { createPolicyFiles, type PolicyParts, type Version } from "./policy-files.ts";

export const ON_CALL_PATH = ".github/tocsin-oncall.yml";

export interface Schedules {
  /** The same object as long as the file is the same; undefined when neither has one that was ever right. */
  of(place: Place, shared: string): Promise<Schedule | undefined>;
  /** What is wrong with the file as it is now. */
  findingsIn(repository: string): readonly Located[];
}

interface Kept {
  readonly version: Version;
  readonly schedule: Schedule | undefined;
}

export function createSchedules(parts: PolicyParts): Schedules {
  const files = createPolicyFiles(ON_CALL_PATH, "on-call", parts);
  const kept = new Map<string, Kept>();
  const read = async (place: Place): Promise<Kept | undefined> => {
    const version = await files.read(place, async (text) => readOnCallFile(text).findings);
    const known = kept.get(place.repository);
    if (!version || version === known?.version) return version && known;
    const next = { version, schedule: readOnCallFile(version.text).schedule };
    kept.set(place.repository, next);
    return next;
  };
  return {
    async of(place, shared) {
      const found = (await read(place)) ?? (await read({ ...place, repository: shared }));
      return found?.schedule;
    },
    findingsIn: files.findingsIn,
  };
}
