// Numbers that follow from a seed alone.

export interface Random {
  /** From 0 to below 1. */
  next(): number;
  /** True this often. */
  chance(share: number): boolean;
  /** A whole number, both ends included. */
  between(least: number, most: number): number;
  pick<Item>(items: readonly Item[]): Item;
  uuid(): string;
  /** Another sequence of numbers, so that one concern's draws do not move another's. */
  fork(name: string): Random;
}

/** Mulberry32: small, fast, and good enough to choose faults with. */
export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const between = (least: number, most: number) => least + Math.floor(next() * (most - least + 1));
  const hex = (length: number) => Array.from({ length }, () => between(0, 15).toString(16)).join("");
  return {
    next,
    chance: (share) => next() < share,
    between,
    pick: (items) => items[between(0, items.length - 1)] as (typeof items)[number],
    uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-8${hex(3)}-${hex(12)}`,
    fork: (name) =>
      randomOf([...name].reduce((sum, char) => Math.imul(sum ^ char.charCodeAt(0), 0x01000193), seed ^ 0x811c9dc5)),
  };
}
