// The playground's static page in a real browser, from a file, with the network switched off.
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildPlayground } from "../../../scripts/playground-bundle.ts";
import { barriersOn, describeInBrowser, openBrowser } from "../../support/chromium.ts";

/** Bytes, gzipped, of everything the page loads. */
const MOST = 500_000;

const folder = mkdtempSync(join(tmpdir(), "tocsin-playground-"));
const address = pathToFileURL(join(folder, "index.html")).href;
let files: Map<string, string>;

beforeAll(async () => {
  files = await buildPlayground(folder);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test(`the first load takes less than ${MOST / 1000} kB, gzipped, and there is no second one`, () => {
  const sizes = [...files.values()].map((text) => gzipSync(text).length);
  expect(sizes.reduce((sum, size) => sum + size)).toBeLessThan(MOST);
  expect(files.get("playground.js")).not.toMatch(/\bimport\(|node:(?!:)[a-z]+["'`]/);
});

describeInBrowser("in chromium", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  /** What went wrong on any page, and every address that was asked for. */
  const troubles: string[] = [];
  const asked: string[] = [];

  async function open(fragment: string, language = "en"): Promise<Page> {
    const context = await browser.newContext({ locale: language });
    await context.setOffline(true);
    const page = await watched(context);
    await page.goto(address + fragment);
    // The first clocks are shown when the story has been lived through.
    await page.locator("#clocks li").first().waitFor();
    return page;
  }

  async function watched(context: BrowserContext): Promise<Page> {
    const page = await context.newPage();
    page.on("console", (message) => troubles.push(`${message.type()}: ${message.text()}`));
    page.on("pageerror", (error) => troubles.push(error.message));
    page.on("request", (request) => asked.push(request.url()));
    // Some breaches of the page's own policy are only told to it.
    await page.addInitScript(() => {
      document.addEventListener("securitypolicyviolation", ({ violatedDirective }) => console.error(violatedDirective));
    });
    return page;
  }

  test("a newcomer opens an incident, sees it breached, acknowledged, resolved, and its post-mortem overdue", async () => {
    const page = await open("");
    const say = async (who: string, text: string) => {
      await page.getByRole("radio", { name: who }).check();
      await page.getByLabel("Comment on #1").fill(text);
      await page.getByRole("button", { name: "Comment", exact: true }).click();
    };
    const labels = page.getByRole("list", { name: "Labels" });
    const news = page.locator("#news");
    await page.getByLabel("Title").fill("Checkout is down");
    await page.getByRole("button", { name: "Open the incident" }).click();
    await page.getByText("Severity unknown: the worst is assumed").first().waitFor();

    await say("alice", "/sev P0");
    await labels.getByText("severity: P0").waitFor();
    const folded = page.locator("#thread details", { hasText: "Timeline as a chart" });
    await folded.locator("summary").click();
    await page.getByRole("button", { name: "+15 min" }).click();
    await labels.getByText("sla: breached").waitFor();
    // The card was edited; what its reader had opened is still open.
    await folded.getByText("14∶45 : Deadline missed").waitFor();
    await news.getByText("Nobody has acknowledged this incident.").waitFor();
    await page.locator(".clock.breached", { hasText: "Response" }).waitFor();

    await say("bob", "/ack");
    await page.locator("#thread").getByText("Acknowledged by bob").first().waitFor();
    await say("bob", "/resolve the cache was full");
    await labels.getByText("post-mortem: required").waitFor();
    await page.getByRole("button", { name: "#2 Incident Report" }).waitFor();
    await page.getByRole("button", { name: "+48 h" }).click();
    await labels.getByText("post-mortem: overdue").waitFor();
    await news.getByText("The post-mortem is overdue").waitFor();

    const last = page.locator("#decisions li").first();
    await last.locator("summary").click();
    expect(JSON.parse(String(await last.locator("pre").textContent()))).toMatchObject({ effects: expect.any(Array) });

    const thread = await page.locator("#thread").textContent();
    const again = await open(new URL(page.url()).hash);
    expect(await again.locator("#thread").textContent()).toBe(thread);
    await page.context().close();
    await again.context().close();
  });

  describe("is readable for everybody", () => {
    const looks = [360, 1280].flatMap((width) => (["light", "dark"] as const).map((theme) => ({ width, theme })));
    let page: Page;
    beforeAll(async () => {
      page = await open("#silence");
    });
    afterAll(() => page.context().close());

    test.each(looks)("$width px, $theme", async ({ width, theme }) => {
      await page.setViewportSize({ width, height: width < 500 ? 800 : 900 });
      await page.emulateMedia({ colorScheme: theme });
      if (process.env.SCREENSHOTS) await page.screenshot({ path: `docs/images/playground-${width}-${theme}.png` });
      await foldAll(page, false);
      expect(await barriersOn(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      await foldAll(page, true);
    });

    /** What is folded away is looked at as well. */
    const foldAll = (page: Page, isFolded: boolean) =>
      page.evaluate((closed) => {
        for (const details of document.querySelectorAll("details")) details.open = !closed;
      }, isFolded);
  });

  test("speaks French to whoever reads French, and the theme can be chosen", async () => {
    const page = await open("#french", "fr-FR");
    expect(await page.locator("html").getAttribute("lang")).toBe("fr");
    await page.getByRole("heading", { name: "Bac à sable de Tocsin" }).waitFor();
    await page.locator(".clock", { hasText: "Réponse" }).getByText("tenu en 12 min").waitFor();
    await page.setViewportSize({ width: 360, height: 800 });
    expect(await barriersOn(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await ground();
    await page.getByLabel("Thème").selectOption("dark");
    expect(await ground()).not.toBe(light);
    await page.getByLabel("Langue").selectOption("en");
    await page.getByRole("heading", { name: "Tocsin playground" }).waitFor();
    await page.context().close();
  });

  test("a scenario is a link; a broken one is told, and nothing in it is obeyed", async () => {
    const page = await open("#quiet~%3Cimg src=x onerror=alert(1)%3E");
    await page.getByRole("alert").getByText("This link is not one of ours").waitFor();
    await page.getByText("Scenario", { exact: true }).click();
    await page.getByRole("link", { name: "Refused, politely" }).click();
    await page.locator("#thread").getByText("needs the role").waitFor();
    expect(await page.getByRole("alert").count()).toBe(0);
    await page.context().close();
  });

  test("shows what people type as text, and hears what GitHub refuses", async () => {
    const page = await open("#quiet");
    const text = page.getByLabel("Comment on #1");
    await text.fill("<img src=x onerror=\"document.title='gone'\"> <script>document.title='gone'</script>");
    await text.press("Tab");
    await page.keyboard.press("Enter");
    await page.locator(".comment.new").getByText("<img src=x").waitFor();
    expect(await page.title()).toBe("Tocsin playground");
    await page.getByRole("radio", { name: "dave" }).check();
    await page.getByText("Labels, closing, another incident").click();
    await page.getByRole("button", { name: "Close as completed" }).click();
    await page.getByRole("alert").getByText("GitHub refuses this").waitFor();
    await page.context().close();
  });

  test("works from any file server as well, also without TLS, and when that is gone", async () => {
    const server = createServer((request, response) => {
      const name = request.url === "/" ? "index.html" : String(request.url).slice(1);
      const type = { html: "text/html", css: "text/css", js: "text/javascript" }[name.split(".")[1] ?? ""];
      response.writeHead(files.has(name) ? 200 : 404, { "content-type": `${type}; charset=utf-8` });
      response.end(files.get(name));
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const page = await watched(await browser.newContext());
    await page.goto(`http://nowhere.example:${(server.address() as AddressInfo).port}/#drill`);
    await page.locator(".clock.breached").waitFor();
    server.close();
    server.closeAllConnections();
    await page.getByRole("button", { name: "To the next moment" }).click();
    await page.locator("#news").getByText("Exercise: nobody is mentioned").waitFor();
    expect(await page.evaluate(() => isSecureContext)).toBe(false);
    await page.context().close();
  });

  test("asks for its own three files, and the console stays empty", () => {
    const own = /\/(?:index\.html|playground\.css|playground\.js)?(?:#.*)?$|^data:,$/;
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.filter((url) => !own.test(url))).toEqual([]);
    expect(asked.filter((url) => !/^(file:|data:|http:\/\/nowhere\.example:)/.test(url))).toEqual([]);
    expect(troubles).toEqual([]);
  });
});
