// The status page in a real browser: both themes, on a telephone and on a desk, without an error or a barrier.
import { expect, test } from "vitest";
import { createPageDoor } from "../../src/web/pages.ts";
import { statusRoutes } from "../../src/web/status.ts";
import { LOOKS, problemsAt, useBrowser, visit } from "../support/browser.ts";
import { describeInBrowser } from "../support/chromium.ts";
import { examplePage } from "../support/status-showing.ts";
import { opened } from "./door.ts";

async function served(locale: "en" | "fr" = "en"): Promise<string> {
  const door = { show: async () => examplePage(locale), now: () => 0 };
  const { url } = await opened({ pages: createPageDoor((frame) => statusRoutes(frame, door)) });
  return `${url}/status/acme/shop`;
}

describeInBrowser("in a browser", () => {
  useBrowser();

  test.each(LOOKS)("the status page ($theme, $width px)", async (look) => {
    expect(await problemsAt(await served(), { name: "status-page", ...look })).toEqual([]);
  });

  test.each(LOOKS)("in French ($theme, $width px)", async (look) => {
    expect(await problemsAt(await served("fr"), { name: "status-page-fr", ...look })).toEqual([]);
  });

  test("it is whole without any script", async () => {
    const { page, complaints, close } = await visit(await served(), {
      theme: "light",
      width: 1280,
      javaScriptEnabled: false,
    });
    const [title, bars] = [await page.title(), await page.locator("svg.bar").count()];
    const height = await page.locator("svg.bar").first().boundingBox();
    await close();
    expect([title, bars, complaints]).toEqual(["Acme Shop: Major disruption", 4, []]);
    expect(height?.height).toBeGreaterThan(20);
  });
});
