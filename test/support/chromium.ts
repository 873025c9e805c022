// A real browser for the tests: chromium, where there is one, and axe-core to look at pages as a screen reader would.
import { existsSync } from "node:fs";
import axe from "axe-core";
import { type Browser, chromium, type Page } from "playwright-core";
import { describe } from "vitest";

const PLACES = ["/usr/bin/chromium", "/usr/bin/google-chrome"];
const EXECUTABLE = process.env["CHROMIUM"] ?? PLACES.find((place) => existsSync(place));
const HAS_BROWSER = EXECUTABLE !== undefined && existsSync(EXECUTABLE);

if (!HAS_BROWSER)
  process.stderr.write(`SKIPPED: no browser at ${EXECUTABLE ?? PLACES.join(" or ")}; CHROMIUM can name one\n`);

/** Tests that need a browser; where there is none they are skipped, and a line says so. */
export const describeInBrowser = HAS_BROWSER ? describe : describe.skip;

/** For it, `nowhere.example` is this machine, under a name that is not trusted like the loopback's own. */
export function openBrowser(): Promise<Browser> {
  const args = ["--no-sandbox", "--disable-dev-shm-usage", "--host-resolver-rules=MAP nowhere.example 127.0.0.1"];
  return chromium.launch({ executablePath: EXECUTABLE ?? "", args });
}

/** What axe-core finds that keeps people out, as `rule: element`; empty when there is nothing serious. */
export async function barriersOn(page: Page): Promise<string[]> {
  // Handed over by the debugger, so that the page's own policy need not allow it.
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { axe: own } = globalThis as unknown as { axe: typeof import("axe-core") };
    // A style sheet that is read for it a second time is one that the page's policy forbids.
    const { violations } = await own.run({ preload: false });
    const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
    return serious.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(" ")}`));
  });
}
