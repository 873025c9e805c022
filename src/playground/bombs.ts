// Templates that are allowed in every part and far too much as a whole; for the tests, and for measuring how soon they end.

const LIST = Array.from({ length: 300 }, (_, index) => ({ name: `n${index}` }));
const DEEP = "{{#each @root.commands}}{{#each @root.commands}}{{#each @root.commands}}";
const UNDEEP = "{{/each}}{{/each}}{{/each}}";

/** What they loop over. */
export const FUSE = { commands: LIST, few: LIST.slice(0, 120) };

/** The templates by name, of which `card` is rendered, and how each may end. */
export const BOMBS: Record<string, { sources: Record<string, string>; reasons: string[] }> = {
  "loops in loops": { sources: { card: `${DEEP}{{@root.commands.length}}${UNDEEP}` }, reasons: ["slow", "memory"] },
  "loops that write nothing": { sources: { card: `${DEEP}{{#if (eq 1 2)}}x{{/if}}${UNDEEP}` }, reasons: ["slow"] },
  "24 MB of text": {
    sources: { card: `{{#each @root.commands}}{{#each @root.commands}}${"x".repeat(267)}{{/each}}{{/each}}` },
    reasons: ["output"],
  },
  "more text than a string can hold": {
    sources: { card: `${DEEP}${"x".repeat(30_000)}${UNDEEP}` },
    reasons: ["output"],
  },
  "430 MB folded away": {
    sources: { card: `{{#fold "x"}}{{#each few}}{{#each @root.few}}${"x".repeat(30_000)}{{/each}}{{/each}}{{/fold}}` },
    reasons: ["output"],
  },
  "24 MB indented": {
    sources: { card: "{{#each commands}}\n   {{> state}}\n{{/each}}", state: `${"x\n".repeat(15_000)}` },
    reasons: ["output"],
  },
  memory: { sources: { card: `${DEEP}abcdefghijklmnop${UNDEEP}` }, reasons: ["memory", "slow"] },
  itself: { sources: { card: "{{> card}}" }, reasons: ["endless"] },
  "each other": {
    sources: { card: "{{> state}}", state: "{{> meaning}}", meaning: "{{> card}}" },
    reasons: ["endless"],
  },
  doubling: {
    sources: {
      card: "{{> state n=60}}",
      state: "{{#if (gt n 0)}}{{> state n=(plus n -1)}}{{> state n=(plus n -1)}}{{/if}}",
    },
    reasons: ["slow"],
  },
  "doubling text": {
    sources: {
      card: '{{> state n=60 v="abcdefghijklmnop"}}',
      state:
        "{{#if (gt n 0)}}{{> state n=(plus n -1) v=(code v v)}}{{v}}{{> state n=(plus n -1) v=(join (code v v))}}{{/if}}",
    },
    reasons: ["slow", "wrong-kind"],
  },
};
