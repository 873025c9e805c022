// A wrong configuration stops no incident: the last good one holds, and one issue says what is wrong, until it is right.
import { expect, test } from "vitest";
import { REPOSITORY } from "../../src/playground/stage.ts";
import { notices } from "../support/notices.ts";
import { world } from "../support/world.ts";

const FILE = ".github/tocsin.yml";
test("one issue names file, line and reason; it is edited in place and closed when the file is right", async () => {
  const w = await world({ policy: "severities:\n  P1:\n    response: 30m\n" });
  const put = (text: string) => w.act("erin", (erin) => erin.putFile(REPOSITORY, FILE, text));
  await put("locale: en\nseverities:\n  P1:\n    response: soon\n");
  expect(notices(w)).toHaveLength(1);
  expect(notices(w)[0]?.body).toContain("line 4");
  await w.open("Down", { labels: ["incident", "severity: P1"] });
  expect(w.clock("Response")).toContain("15:00 UTC");
  await put("locale: klingon\n");
  expect(notices(w)).toHaveLength(1);
  expect(notices(w)[0]?.body).toContain("line 1");
  await put("locale: fr\n");
  expect(notices(w)[0]?.state).toBe("closed");
  await w.advance("1m");
  await put("locale: [\n");
  expect(notices(w).map(({ state }) => state)).toEqual(["closed", "open"]);
});

test("a file that was wrong from the beginning leaves the defaults, and is said once", async () => {
  const w = await world({ policy: "trigger: []\n" });
  await w.stage.app.sweep();
  await w.stage.quiet();
  expect(notices(w)).toHaveLength(1);
  await w.open("Down", { labels: ["incident", "severity: P1"] });
  expect(w.clock("Response")).toContain("15:30 UTC");
});
