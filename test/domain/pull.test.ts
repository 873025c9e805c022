// Names of a post-mortem's branch and file: what is printed is read again, and nothing leads elsewhere.
import { expect, test } from "vitest";
import { isReportPath, parseBranch, printBranch, printPath } from "../../src/domain/pull.ts";

test.each([
  [12, 1, "post-mortem/12"],
  [12, 2, "post-mortem/12-2"],
])("the branch of incident %i, number %i, is %s", (incident, count, branch) => {
  expect(printBranch(incident, count)).toBe(branch);
  expect(parseBranch(branch)).toBe(incident);
});

test.each(["main", "post-mortem/", "post-mortem/x", "my/post-mortem/12", "post-mortem/12/3", "post-mortem/12-a"])(
  "%s is nobody's branch",
  (branch) => expect(parseBranch(branch)).toBeUndefined(),
);

test.each([
  ["docs/post-mortems", "Checkout down", "docs/post-mortems/2025-11-10-checkout-down.md"],
  ["/docs//pm/", "Été: l'accès [P1] coupé!", "docs/pm/2025-11-10-ete-l-acces-p1-coupe.md"],
  ["../../.git/./x", "障害", ".git/x/2025-11-10-incident.md"],
  ["", "x".repeat(80), `2025-11-10-${"x".repeat(50)}.md`],
  ["docs", `${"x".repeat(49)} y`, `docs/2025-11-10-${"x".repeat(49)}.md`],
])("in %s, %s is written in %s", (folder, title, path) => {
  expect(printPath(folder, "2025-11-10", title)).toBe(path);
  expect(isReportPath(path)).toBe(true);
});

test("other files are no post-mortems", () => {
  expect(["README.md", "docs/2025-11-10.md", "docs/2025-11-10-a.txt"].filter(isReportPath)).toEqual([]);
});
