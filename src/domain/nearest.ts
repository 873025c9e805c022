// The nearest of our own words to a mistyped one, for "did you mean".
import leven from "leven";

/** The closest candidate within two typing errors (one for short words); undefined when none is close. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const most = word.length <= 4 ? 1 : 2;
  const ranked = candidates
    .map((candidate) => ({ candidate, distance: leven(word, candidate, { maxDistance: most + 1 }) }))
    .toSorted((a, b) => a.distance - b.distance);
  const [best] = ranked;
  return best && best.distance <= most ? best.candidate : undefined;
}
