// The parts of a post-mortem that the app keeps up to date, between its markers; everything else is people's.

/** `<!-- tocsin:begin facts -->` and `<!-- tocsin:end facts -->`. */
const MARKER = /<!-- tocsin:(begin|end) ([a-z-]{1,20}) -->/g;

interface Part {
  readonly name: string;
  /** Where what it holds begins and ends, without the markers. */
  readonly from: number;
  readonly to: number;
}

/** The parts of a document, in order. A marker whose other half does not come next marks nothing. */
export function ownedParts(markdown: string): Part[] {
  const markers = [...markdown.matchAll(MARKER)];
  return markers.flatMap((begin, index) => {
    const end = markers[index + 1];
    const name = begin[2] ?? "";
    if (begin[1] !== "begin" || end?.[1] !== "end" || end[2] !== name) return [];
    return [{ name, from: begin.index + begin[0].length, to: end.index }];
  });
}

/** Only a post-mortem of ours has any, unless people took the markers away. */
export function hasOwnedParts(markdown: string): boolean {
  return ownedParts(markdown).length > 0;
}

/** The document with the app's parts as `fresh` has them. A part that people took the markers from is theirs now. */
export function replaceOwnedParts(body: string, fresh: string): string {
  const news = new Map(ownedParts(fresh).map(({ name, from, to }) => [name, fresh.slice(from, to)]));
  let [text, done] = ["", 0];
  for (const { name, from, to } of ownedParts(body)) {
    text += body.slice(done, from) + inItsLineEnds(news.get(name) ?? body.slice(from, to), body.slice(from, to));
    done = to;
  }
  return text + body.slice(done);
}

/** GitHub's editor ends lines with two characters: the same words must stay the same text. */
function inItsLineEnds(text: string, previous: string): string {
  return text.replace(/\r?\n/g, previous.includes("\r\n") ? "\r\n" : "\n");
}
