// The hidden lines by which the app knows its own words again: a repository's template may not write any.

const MARKER = /<!--\s*tocsin/i;
const OWN_MARKERS = /<!-- tocsin:(?:begin|end) [a-z]+ -->/g;

/** The text without the hidden lines that the built-in template has, too: what is left must have none. */
export function hasForeignMarker(text: string, builtIn: string): boolean {
  if (!MARKER.test(text)) return false;
  const own: readonly string[] = builtIn.match(OWN_MARKERS) ?? [];
  return MARKER.test(text.replace(OWN_MARKERS, (marker) => (own.includes(marker) ? "" : marker)));
}
