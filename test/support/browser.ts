// The pages in a real browser: each is looked at in both themes and two widths, by us and by axe-core.
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll } from "vitest";
import { barriersOn, openBrowser } from "./chromium.ts";

/** SCREENSHOTS=1 writes them; else a test leaves the tree as it is. */
const IMAGES = process.env["SCREENSHOTS"] ? new URL("../../docs/images/", import.meta.url) : undefined;

const THEMES = ["light", "dark"] as const;
const WIDTHS = [360, 1280] as const;
export const LOOKS = THEMES.flatMap((theme) => WIDTHS.map((width) => ({ theme, width })));
type Look = (typeof LOOKS)[number];

let browser: Browser | undefined;

/** To be called in a `describeInBrowser`: one browser for all of its tests. */
export function useBrowser(): void {
  beforeAll(async () => {
    browser = await openBrowser();
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
