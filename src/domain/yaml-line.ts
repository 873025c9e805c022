// The line on which a key or an item of a YAML text stands, however the text is written.
import { EVENT_ID, type Event, getScalarValue, parseEvents } from "js-yaml";

/** The line of the deepest part of the path that stands in the text, which must be YAML that was read before. */
export function lineOf(text: string, path: readonly PropertyKey[]): number | undefined {
  const places = placesOf(text);
  const parts = path.map((_, index) => places.get(keyOf(path.slice(0, index + 1))));
  const found = parts.findLast((place) => place !== undefined);
  return found === undefined ? undefined : text.slice(0, found).split(/\r\n|\r|\n/).length;
}

const keyOf = (path: readonly PropertyKey[]): string => JSON.stringify(path.map(String));

/** Where every key and every item of the first document begins. */
function placesOf(text: string): Map<string, number> {
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
