// How far GitHub's copies of what was written lag behind each other: its lists, its single answers, its webhooks.

/** As a rule seconds: what was written so short a time ago and is said to be missing may be there all the same. */
export const FRESH = { minutes: 1 };

/** Never for longer. */
export const LONGEST_LAG = { minutes: 10 };
