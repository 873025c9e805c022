// The place where a key or an item of a YAML text stands, however the text is written.
import { EVENT_ID, type Event, getScalarValue, parseEvents } from "js-yaml";
import type { Finding, Located } from "./finding.ts";

/** Findings with their places in a text that is YAML, in the order of the file. */
export function locate(text: string, findings: readonly Finding[]): Located[] {
  if (findings.length === 0) return [];
  const placeOf = placesIn(text);
  return findings
    .map((one) => ({ ...one, ...placeOf(one.path) }))
    .toSorted((one, other) => one.line - other.line || one.column - other.column);
}

/** Finds the deepest part of a path that stands in the text, which must be YAML that was read before. */
function placesIn(text: string): (path: readonly PropertyKey[]) => Pick<Located, "line" | "column"> {
  const places = offsetsOf(text);
  return (path) => {
    const parts = path.map((_, index) => places.get(keyOf(path.slice(0, index + 1))));
    return placeAt(text, parts.findLast((part) => part !== undefined) ?? 0);
  };
}

function placeAt(text: string, offset: number): Pick<Located, "line" | "column"> {
  const lines = text.slice(0, offset).split(/\r\n|\r|\n/);
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}

const keyOf = (path: readonly PropertyKey[]): string => JSON.stringify(path.map(String));

/** Where every key and every item of the first document begins; an item of a mapping where its key does. */
function offsetsOf(text: string): Map<string, number> {
  const places = new Map<string, number>();
  const events = parseEvents(text, {}).values();
  const next = (): Event => events.next().value ?? { type: EVENT_ID.POP };
  const walk = (node: Event, path: readonly PropertyKey[]): void => {
    if (node.type !== EVENT_ID.MAPPING && node.type !== EVENT_ID.SEQUENCE) return;
    const isMapping = node.type === EVENT_ID.MAPPING;
    for (let index = 0, one = next(); one.type !== EVENT_ID.POP; index++, one = next()) {
      const child = [...path, isMapping && one.type === EVENT_ID.SCALAR ? getScalarValue(text, one) : index];
      places.set(keyOf(child), startOf(one));
      walk(one, child);
      if (isMapping) walk(next(), child);
    }
  };
  next();
  walk(next(), []);
  return places;
}

function startOf(event: Event): number {
  if (event.type === EVENT_ID.SCALAR) return event.valueStart;
  if (event.type === EVENT_ID.ALIAS) return event.anchorStart;
  return "start" in event ? event.start : 0;
}
