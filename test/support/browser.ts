// A real browser for the pages: each is looked at in both themes and two widths, by us and by axe-core.
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe } from "vitest";

const EXECUTABLE = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
const HAS_BROWSER = existsSync(EXECUTABLE);
/** SCREENSHOTS=1 writes them; else a test leaves the tree as it is. */
const IMAGES = process.env["SCREENSHOTS"] ? new URL("../../docs/images/", import.meta.url) : undefined;
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const THEMES = ["light", "dark"] as const;
const WIDTHS = [360, 1280] as const;
export const LOOKS = THEMES.flatMap((theme) => WIDTHS.map((width) => ({ theme, width })));
type Look = (typeof LOOKS)[number];

if (!HAS_BROWSER) process.stderr.write(`SKIPPED: no browser at ${EXECUTABLE}; CHROMIUM can name one\n`);

/** Tests that need a browser; where there is none they are skipped, and a line says so. */
export const describeInBrowser = HAS_BROWSER ? describe : describe.skip;

let browser: Browser | undefined;

/** To be called in a `describeInBrowser`: one browser for all of its tests. */
export function useBrowser(): void {
  beforeAll(async () => {
    const args = ["--no-sandbox", "--disable-dev-shm-usage"];
    browser = await chromium.launch({ executablePath: EXECUTABLE, args });
  });
  afterAll(() => browser?.close());
}

export interface Visit {
  readonly page: Page;
  /** What the console said in anger, what failed to load, what the policy of the page refused. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

/** Opens an address (or a file) as somebody with a fresh profile. */
export async function visit(url: string, { theme, width, ...options }: Look & BrowserContextOptions): Promise<Visit> {
  if (!browser) throw new Error("useBrowser() was not called");
  const viewport = { width, height: 900 };
  const context = await browser.newContext({ viewport, colorScheme: theme, timezoneId: "UTC", ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("requestfailed", (request) => complaints.push(`${request.url()} ${request.failure()?.errorText ?? ""}`));
  await page.goto(url, { waitUntil: "load" });
  return { page, complaints, close: () => context.close() };
}

/** What axe-core finds that keeps people out: `rule: element`; empty when there is nothing serious. */
async function barriersOn(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: typeof import("axe-core") };
    const { violations } = await axe.run();
    const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
    return serious.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(" ")}`));
  });
}

/** By how many pixels a page is wider than its window: then it scrolls sideways. */
function overflowOf(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

/** Kept in docs/images as `name-theme-width.png` when asked for. */
async function keepImage(page: Page, name: string, { theme, width }: Look): Promise<void> {
  if (!IMAGES) return;
  mkdirSync(IMAGES, { recursive: true });
  await page.screenshot({ path: fileURLToPath(new URL(`${name}-${theme}-${width}.png`, IMAGES)), fullPage: false });
}

/**
 * Everything that is wrong with a page at any look, each with its look before it; empty when nothing is. It is loaded
 * once and then looked at in every way. Keeps its images when asked for.
 */
export async function problemsOf(
  url: string,
  { name, ...options }: BrowserContextOptions & { name: string },
): Promise<string[]> {
  const { page, complaints, close } = await visit(url, { ...LOOKS[0], ...options } as Look);
  const found: string[] = [];
  try {
    for (const look of LOOKS) {
      await page.emulateMedia({ colorScheme: look.theme });
      await page.setViewportSize({ width: look.width, height: 900 });
      const overflow = await overflowOf(page);
      const sideways = overflow > 0 ? [`${overflow} px wider than the window`] : [];
      const problems = [...sideways, ...(await barriersOn(page))];
      found.push(...problems.map((one) => `${look.theme} ${look.width}: ${one}`));
      await keepImage(page, name, look);
    }
    return [...complaints, ...found];
  } finally {
    await close();
  }
}

/** Everything that is wrong with a page that is loaded for one look. Keeps its image when asked for. */
export async function problemsAt(
  url: string,
  { name, ...look }: Look & BrowserContextOptions & { name: string },
): Promise<string[]> {
  const { page, complaints, close } = await visit(url, look);
  try {
    const overflow = await overflowOf(page);
    await keepImage(page, name, look);
    const sideways = overflow > 0 ? [`${overflow} px wider than the window`] : [];
    return [...complaints, ...sideways, ...(await barriersOn(page))];
  } finally {
    await close();
  }
}
