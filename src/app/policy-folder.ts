// Looks into `.github` of each repository: what is there and in which version, so that only what changed is read.
import type { Clock } from "../adapters/clock.ts";
import type { FoundFolder, GitHub, Place } from "../adapters/github/port.ts";

const FOLDER = ".github";
/** A push tells at once; a push that got lost is made good after this long. */
const FRESH_FOR = { minutes: 10 };

export type Entry = FoundFolder["entries"][number];

/** By path; a new one whenever GitHub was asked, also when nothing had changed. */
export type Listing = ReadonlyMap<string, Entry>;

export interface PolicyFolder {
  /** Empty where there is none, or it is hidden from us. Throws what GitHub's client throws. */
  list(place: Place): Promise<Listing>;
  /** Something in it may have changed: look again the next time. */
  expire(repository: string): void;
}

interface Kept {
  readonly listing: Listing;
  readonly etag: string;
  readonly checkedAt: number;
}

export function createPolicyFolder(github: Pick<GitHub, "folder">, clock: Clock): PolicyFolder {
  const kept = new Map<string, Kept>();
  return {
    async list(place) {
      const { repository } = place;
      const last = kept.get(repository);
      if (last && last.checkedAt > +clock.now().minus(FRESH_FOR)) return last.listing;
      const found = await github.folder(place, FOLDER, last?.etag || undefined);
      const entries = found === "unchanged" ? [...(last?.listing.values() ?? [])] : (found?.entries ?? []);
      const etag = found === "unchanged" ? (last?.etag ?? "") : (found?.etag ?? "");
      const listing = new Map(entries.map((entry) => [entry.path, entry]));
      kept.set(repository, { listing, etag, checkedAt: +clock.now() });
      return listing;
    },
    expire(repository) {
      // The organisation's files hold for all its repositories, and may lock what theirs say.
      const isShared = repository.endsWith("/.github");
      for (const [name, one] of kept) if (isShared || name === repository) kept.set(name, { ...one, checkedAt: 0 });
    },
  };
}
