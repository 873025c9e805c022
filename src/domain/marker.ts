// Markers: the hidden line by which the app knows its own comments again. Printed and parsed side by side.

/** Signs and packs text for one issue, so that a copied marker is worth nothing elsewhere. */
export interface Seal {
  /** Packed and signed; letters, digits and `+/=.` only. */
  close(text: string, issue: string): string;
  /** The text, or undefined when the seal is not ours, not for this issue, or damaged. */
  open(sealed: string, issue: string): string | undefined;
}

export interface Marker {
  /** `card`, `breach`, `nudge`, `call`, `reply`, … */
  readonly kind: string;
  /** What the comment says, once each; for the card its whole state. */
  readonly text: string;
}

/** `<!-- tocsin:<kind> <sealed> -->`, on a line of its own. `issue` is the issue's node id. */
export function printMarker(marker: Marker, issue: string, seal: Seal): string {
  return `<!-- tocsin:${marker.kind} ${seal.close(`${marker.kind}\n${marker.text}`, issue)} -->`;
}

/** The first marker in a comment that is signed for this issue; undefined when there is none. */
export function parseMarker(body: string, issue: string, seal: Seal): Marker | undefined {
  for (const [, kind, sealed] of body.matchAll(/<!-- tocsin:([a-z-]{1,20}) ([A-Za-z0-9+/=.]{1,65536}) -->/g)) {
    const text = kind && sealed ? seal.open(sealed, issue) : undefined;
    if (kind && text?.startsWith(`${kind}\n`)) return { kind, text: text.slice(kind.length + 1) };
  }
  return undefined;
}

/** `<!-- tocsin:of 12 -->`: in the body of an issue that belongs to incident 12. A hint for routing, not signed. */
export function printOf(incident: number): string {
  return `<!-- tocsin:of ${incident} -->`;
}

export function parseOf(body: string): number | undefined {
  const number = /<!-- tocsin:of (\d{1,9}) -->/.exec(body)?.[1];
  return number === undefined ? undefined : Number(number);
}
