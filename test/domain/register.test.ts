// The register of breaches: one part per incident, brought up to date in its place; everything else is people's.
import fc from "fast-check";
import { expect, test } from "vitest";
import { registered, withBreach } from "../../src/domain/register.ts";
import { anIncident, at, entry } from "../support/facts.ts";

const AWARE = entry("14:40", {
  ...{ kind: "aware", since: at("09:15") },
  notices: [{ name: "authority", within: 259_200 }],
});

test("a part is added at the end, and found again at its place", () => {
  const first = withBreach("# Register\n", 7, "seven");
  const both = withBreach(first, 12, "twelve");
  expect(both).toBe(
    "# Register\n\n<!-- tocsin:breach 7 -->\nseven\n<!-- tocsin:breach-end 7 -->\n\n<!-- tocsin:breach 12 -->\ntwelve\n<!-- tocsin:breach-end 12 -->\n",
  );
  expect(withBreach(both, 7, "again")).toBe(both.replace("seven", "again"));
  expect(withBreach(both, 12, "twelve")).toBe(both);
});

test("whatever people wrote around the parts stays", () => {
  const words = fc.string().filter((text) => !text.includes("<!--"));
  fc.assert(
    fc.property(words, words, (before, after) => {
      const register = withBreach(before, 7, "seven") + after;
      expect(withBreach(register, 7, "new")).toBe(register.replace("\nseven\n", "\nnew\n"));
    }),
  );
});

test("facts, effects, remedial action and notices, as far as they are known", () => {
  const draft = "#### Likely consequences\nspam\n\n#### Measures\nkeys changed\n";
  const timeline = [
    AWARE,
    entry("14:41", { kind: "impact", text: "1,200 customers" }),
    entry("15:00", { kind: "notified", whom: "users", phase: 1 }),
  ];
  expect(registered(anIncident({ timeline }), draft)?.data).toMatchObject({
    ...{ number: 7, since: at("09:15"), impact: "1,200 customers", consequences: "spam", measures: "keys changed" },
    ...{ nature: "", owed: [{ name: "authority" }], notices: [{ whom: "users", phase: 1, text: "" }] },
  });
});

test("a false alarm stays in it, with its reason; an exercise and an incident without a breach never come in", () => {
  const cancelled = entry("15:00", { kind: "cancelled", reason: "no data" });
  expect(registered(anIncident({ timeline: [AWARE, cancelled] }), undefined)?.data).toMatchObject({
    ...{ isCancelled: true, cancelled: "no data", owed: [] },
  });
  expect(registered(anIncident({ timeline: [AWARE, entry("14:41", { kind: "drill" })] }), undefined)).toBeUndefined();
  expect(registered(anIncident(), undefined)).toBeUndefined();
});
