// Components: which of them incidents were about, and how often.

export interface Hit {
  readonly name: string;
  readonly incidents: number;
}

/** How many incidents were about each component, the worst first; an incident counts once for each that it names. */
export function hitsOf(incidents: readonly { readonly components: readonly string[] }[]): Hit[] {
  const names = incidents.flatMap(({ components }) => [...new Set(components)]);
  return [...Map.groupBy(names, (name) => name)]
    .map(([name, all]) => ({ name, incidents: all.length }))
    .toSorted((a, b) => b.incidents - a.incidents || (a.name < b.name ? -1 : 1));
}
