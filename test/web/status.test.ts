// The status page and its badge: what they say, in both languages, and that nothing in them can run.
import { describe, expect, test } from "vitest";
import type { Showing } from "../../src/app/status-desk.ts";
import { policyOf } from "../../src/domain/policy.ts";
import { createPageDoor } from "../../src/web/pages.ts";
import { statusRoutes } from "../../src/web/status.ts";
import { at } from "../support/facts.ts";
import { examplePage, shownPage } from "../support/status-showing.ts";
import { opened } from "./door.ts";

async function served(shown: Showing = examplePage()) {
  const show = async (repository: string) => (repository === "acme/shop" ? shown : undefined);
  const { url } = await opened({ pages: createPageDoor((frame) => statusRoutes(frame, { show, now: () => 0 })) });
  const text = async (path: string) => (await fetch(`${url}/status/acme/shop${path}`)).text();
  return { url, text };
}

/** As somebody reads it: without tags, one line each. */
const words = (html: string) =>
  html
    .replace(/<style[\s\S]*?<\/style>|<head>[\s\S]*?<\/head>/g, "")
    .replace(/<[^>]*>/g, "\n")
    .replaceAll("&amp;", "&")
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);

describe("the page", () => {
  test("says how it stands, what was promised and not kept, and each update as it was published", async () => {
    const { text } = await served();
    const html = await text("");
    const lines = words(html);
    expect(lines.slice(0, 3)).toEqual(["Acme Shop", "Major disruption", "Update overdue."]);
    expect(html).toContain("<title>Acme Shop: Major disruption</title>");
    expect(lines).toContain("update overdue: promised by");
    expect(lines.join(" ")).toContain(
      "🟡 Identified - Our payment provider answers slowly; see https://status.example.com/. Posted: 2025-11-10 12:45 CET",
    );
    expect(lines.join(" ")).toContain("checkout partly down Basket & payment");
    expect(html).toMatch(/<link rel="alternate" type="application\/atom\+xml" title="Acme Shop" href="shop.atom">/);
  });

  test("is on time while the promise is kept", async () => {
    const { text } = await served(examplePage("en", "2025-11-10T12:30:00Z"));
    const html = await text("");
    expect(html).not.toContain("overdue");
    expect(words(html).join(" ")).toContain("next update by 2025-11-10 13:45 CET");
  });

  test("in French", async () => {
    const html = await (await served(examplePage("fr"))).text("");
    expect(html).toContain('<html lang="fr">');
    expect(words(html).join(" ")).toContain("Perturbation majeure Mise à jour en retard.");
    expect(words(html).join(" ")).toContain("🔴 Investigation en cours - We are");
  });

  test("has a bar of 90 days for everything and for each component, taller where it was worse", async () => {
    const html = await (await served()).text("");
    const bars = [...html.matchAll(/aria-label="([^"]+)"/g)].map(([, label]) => label);
    expect(bars).toEqual([
      "4 of 90 days with a disruption, the last on 2025-11-10",
      "1 of 90 days with a disruption, the last on 2025-11-10",
      "2 of 90 days with a disruption, the last on 2025-10-22",
      "3 of 90 days with a disruption, the last on 2025-10-22",
    ]);
    expect(html).toContain(
      '<rect class="critical" x="276" y="0" width="3" height="24"><title>2025-10-21</title></rect>',
    );
    expect(html.match(/M\d+ 9h3v15h-3z/g)).toHaveLength(4 * 90 - 10);
  });

  test("may run nothing, and says so", async () => {
    const { url } = await served();
    const answer = await fetch(`${url}/status/acme/shop`);
    const policy = answer.headers.get("content-security-policy") ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/script-src|unsafe/);
    expect(await answer.text()).not.toMatch(/<script|<form|\son\w+=|javascript:/i);
  });

  test("without components and incidents it says that all is well", async () => {
    const lines = words(await (await served(shownPage(policyOf({}), [], { now: at("15:00") }))).text(""));
    expect(lines.slice(0, 2)).toEqual(["shop", "All systems operational"]);
    expect(lines).toContain("None in the last 90 days.");
  });
});

describe("the badge", () => {
  test("says it for everything or for one component; of none that the page does not show", async () => {
    const { url, text } = await served();
    expect(await text(".svg")).toContain("<title>Acme Shop: partly down</title>");
    expect(await text(".svg?component=search")).toContain("<title>search: operational</title>");
    const answer = await fetch(`${url}/status/acme/shop.svg?component=secret`);
    expect(answer.status).toBe(404);
    const there = await fetch(`${url}/status/acme/shop.svg`);
    expect(there.headers.get("content-type")).toBe("image/svg+xml");
    expect(there.headers.get("cross-origin-resource-policy")).toBe("cross-origin");
  });

  test("is as wide as its words, and escapes them", async () => {
    const policy = policyOf({ components: { "a&b<c": {} } });
    const svg = await (await served(shownPage(policy, [], { now: at("15:00") }))).text(".svg?component=a%26b%3Cc");
    expect(svg).toContain("a&amp;b&lt;c: operational");
    expect(svg).not.toContain("<c");
  });
});

test("a crowd costs what one reader does", async () => {
  let asked = 0;
  const show = async () => {
    asked++;
    return examplePage();
  };
  const { url } = await opened({ pages: createPageDoor((frame) => statusRoutes(frame, { show, now: () => 0 })) });
  await Promise.all(Array.from({ length: 50 }, () => fetch(`${url}/status/acme/shop`)));
  expect(asked).toBe(1);
});
