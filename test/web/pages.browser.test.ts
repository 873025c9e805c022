// The pages in a real browser: both themes, on a telephone and on a desk, without an error or a barrier.
import { expect, test } from "vitest";
import type { Stage } from "../../src/playground/stage.ts";
import { createPageDoor } from "../../src/web/pages.ts";
import { LOOKS, problemsAt, problemsOf, useBrowser, visit } from "../support/browser.ts";
import { describeInBrowser } from "../support/chromium.ts";
import { signedIn } from "../support/visitor.ts";
import { type World, world } from "../support/world.ts";
import { opened } from "./door.ts";

/** A morning on which more than one thing goes wrong. */
async function morning(): Promise<World> {
  const w = await world({ start: "2026-03-02T08:00:00Z" });
  await w.open("Search answers slowly", { labels: ["incident", "severity: P2"] });
  await w.advance("20m");
  await w.open("Nobody can pay", { labels: ["incident", "severity: P0"] });
  await w.advance("4m");
  await w.comment("bob", "/ack looking\n/lead @alice\n/affects checkout payments\n/impact all card payments fail");
  await w.advance("8m");
  await w.comment(
    "alice",
    "/status identified a release this morning broke the token check\n/action test token checks @bob 2026-03-20",
  );
  await w.advance("27m");
  await w.open("Thumbnails missing on product pages", { labels: ["incident", "severity: P1"] });
  await w.advance("10m");
  w.skim();
  return w;
}

const cookiesOf = (cookie: string, { url }: Pick<Stage, "url">) =>
  cookie.split("; ").map((pair) => {
    const [name = "", value = ""] = pair.split("=");
    return { name, value, domain: new URL(url).hostname, path: "/" };
  });

async function stateOf(w: World) {
  const cookie = (await signedIn(w.stage, "alice")).cookie();
  const cookies = cookiesOf(cookie, w.stage).map((one) => ({
    ...one,
    expires: -1,
    httpOnly: true,
    secure: false,
    sameSite: "Lax" as const,
  }));
  return { cookies, origins: [] };
}

describeInBrowser("in a browser", () => {
  useBrowser();

  test("every page, in both themes, on a telephone and on a desk", async () => {
    const w = await morning();
    const storageState = await stateOf(w);
    const pages = { board: "/", incident: "/i/acme/shop/2", trends: "/trends", health: "/health" };
    for (const [name, path] of Object.entries(pages))
      expect(await problemsOf(w.stage.url + path, { name, storageState }), name).toEqual([]);
  });

  test("the way in for strangers", async () => {
    const w = await morning();
    const problems = await problemsOf(`${w.stage.url}/`, { name: "sign-in" });
    // The browser itself complains of every page that is not a 200.
    expect(problems.filter((one) => !one.includes("status of 401"))).toEqual([]);
  });

  test.each(LOOKS)("what is not there ($theme, $width px)", async (look) => {
    const { url } = await opened({ pages: createPageDoor(() => []) });
    const problems = await problemsAt(`${url}/nothing`, { name: "missing", ...look });
    expect(problems.filter((one) => !one.includes("status of 404"))).toEqual([]);
  });

  test("the board moves by itself: rows come and change, also on a French page, and its policy is kept", async () => {
    const w = await morning();
    const look = { theme: "light", width: 1280, locale: "fr-FR", storageState: await stateOf(w) } as const;
    const { page, complaints, close } = await visit(`${w.stage.url}/`, look);
    await page.locator("#live", { hasText: "d’eux-mêmes" }).waitFor();
    const titles = () => page.locator("#board > li .what a").allTextContents();
    expect(await titles()).toEqual(["Nobody can pay", "Thumbnails missing on product pages", "Search answers slowly"]);
    await w.comment("bob", "/severity P0 worse than it looked");
    await w.open("Login <img src=x onerror=alert(1)> down", { labels: ["incident", "severity: P1"] });
    w.skim();
    await w.stage.site.look();
    await page.locator("#board > li", { hasText: "Login" }).waitFor();
    expect(await titles()).toEqual(
      [
        "Thumbnails missing on product pages",
        "Nobody can pay",
        "Login <img src=x onerror=alert(1)> down",
        "Search answers slowly",
      ].toSorted((a, b) => (a.startsWith("Nobody") ? -1 : b.startsWith("Nobody") ? 1 : 0)),
    );
    expect(await page.locator("#total").textContent()).toBe("4");
    expect(complaints).toEqual([]);
    await close();
  });
});
