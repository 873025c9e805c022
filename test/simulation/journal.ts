// The journal: everything that happened, with its virtual time, as a running hash and as lines to read.
import { createHash } from "node:crypto";

export interface Journal {
  write(at: number, line: string): void;
  /** Hex digest of every line so far. */
  hash(): string;
  readonly lines: readonly string[];
}

/** Lines kept to be read when something breaks; the hash covers all of them. */
const KEPT = 4000;

export function createJournal(print: (line: string) => void = () => {}): Journal {
  const hash = createHash("sha256");
  const lines: string[] = [];
  return {
    lines,
    write(at, text) {
      const line = `${new Date(at).toISOString().slice(5, 23)} ${text}`;
      hash.update(line).update("\n");
      lines.push(line);
      if (lines.length > 2 * KEPT) lines.splice(0, KEPT);
      print(line);
    },
    hash: () => hash.copy().digest("hex"),
  };
}
