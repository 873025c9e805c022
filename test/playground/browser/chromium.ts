// A real browser for the tests: Debian's chromium, where there is one, and axe to look at pages as a screen reader would.
import { existsSync } from "node:fs";
import axe from "axe-core";
import { type Browser, chromium, type Page } from "playwright-core";

const EXECUTABLE = "/usr/bin/chromium";

/** Whether there is a browser; where there is none, that is said aloud once. */
export function hasChromium(): boolean {
  const isThere = existsSync(EXECUTABLE);
  if (!isThere) process.stderr.write(`${EXECUTABLE} is missing: tests in a real browser are skipped\n`);
  return isThere;
}

/** For it, `nowhere.example` is this machine, as a name that is not trusted like the loopback's own. */
export function openChromium(): Promise<Browser> {
  const args = ["--no-sandbox", "--disable-dev-shm-usage", "--host-resolver-rules=MAP nowhere.example 127.0.0.1"];
  return chromium.launch({ executablePath: EXECUTABLE, args });
}

/** What axe finds serious or critical, a line for each place. */
export async function seriousFindings(page: Page): Promise<string[]> {
  // Handed over by the debugger, so that the page's own policy need not allow it.
  await page.evaluate(axe.source);
  const violations = await page.evaluate(async () => {
    const { axe: own } = window as unknown as { axe: Axe };
    // A style sheet that is read for it a second time is one that the page's policy forbids.
    return (await own.run({ preload: false })).violations;
  });
  const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  return serious.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

interface Axe {
  run(options: { preload: boolean }): Promise<{ violations: Violation[] }>;
}

interface Violation {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly html: string }[];
}
