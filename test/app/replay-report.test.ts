// The report of a replay, read from GitHub: the newest incidents, and no more of GitHub than sweeps may use.
import { expect, test } from "vitest";
import type { GitHub, Place } from "../../src/adapters/github/port.ts";
import { createSeal } from "../../src/adapters/seal.ts";
import { loadTemplates } from "../../src/adapters/templates.ts";
import { printState } from "../../src/app/memory.ts";
import { replayFor } from "../../src/app/replay-report.ts";
import { printMarker } from "../../src/domain/marker.ts";
import { policyOf } from "../../src/domain/policy.ts";
import { aComment, anIssue, at, declared, entry } from "../support/facts.ts";

const seal = createSeal("a secret of sixteen characters");
const timeline = [
  ...declared(),
  entry("14:50", { kind: "acknowledged", via: "command", by: "bob" }),
  entry("15:00", { kind: "resolved", via: "command", by: "bob" }),
];
const PLACE: Place = { installation: 1, repository: "acme/shop", number: 77, urgency: 0 };

/** A repository with so many incidents, each answered within 20 minutes; notes what is asked of it. */
function repository(count: number) {
  const asked: Place[] = [];
  const url = (number: number) => `https://github.com/acme/shop/issues/${number}`;
  const github: Pick<GitHub, "issuesWith" | "issue" | "thread"> = {
    issuesWith: async (place) => {
      asked.push(place);
      return Array.from({ length: count }, (_, index) => ({
        number: count - index,
        updatedAt: "",
        body: "",
        isOurs: false,
      }));
    },
    issue: async ({ number, ...place }) => {
      asked.push({ ...place, number });
      return anIssue({ number, url: url(number) });
    },
    thread: async (place) => {
      asked.push(place);
      const marker = { kind: "card", text: printState({ revision: 1, timeline }, Infinity) };
      return { events: [], comments: [aComment(printMarker(marker, "I_7", seal), { isOurs: true })] };
    },
  };
  const tools = { github: github as GitHub, seal, templates: loadTemplates(), clock: { now: () => at("16:00") } };
  return { asked, tools };
}

const PLAN = policyOf({ locale: "fr" });
const STRICT = policyOf({ severities: { P1: { response: "10m" } } });

test("is about the newest 50, in the language that holds now, at no urgency", async () => {
  const { asked, tools } = repository(60);
  const text = await replayFor(PLACE, { before: PLAN, after: STRICT }, tools);
  expect(text).toMatch(/^Rejoué sur les 50 derniers incidents,/);
  expect(text).toMatch(/^- \*\*50 dépassements\*\* du délai de réponse de plus\s: \[`#11`\]/m);
  expect(asked).toHaveLength(101);
  expect(asked.filter(({ urgency }) => urgency !== undefined)).toEqual([]);
});

test("is nothing where there was no incident", async () => {
  const { tools } = repository(0);
  expect(await replayFor(PLACE, { before: PLAN, after: STRICT }, tools)).toBeUndefined();
});
