// Hostile addresses, in every place where somebody may write one: nobody is called, and only what is of the web is a link.
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { readPolicyFile } from "../../src/domain/policy-file.ts";
import { REPOSITORY } from "../../src/playground/stage.ts";
import { alertIssues, ROUTES, told, webhook } from "../support/alerts.ts";
import { takePlaces } from "../support/egress.ts";
import { hostileAddresses } from "../support/hostile-addresses.ts";
import { mailTo, startMailbox } from "../support/mailbox.ts";
import { read } from "../support/reader.ts";
import { startWorkspace } from "../support/workspace.ts";
import { type World, world } from "../support/world.ts";

vi.setConfig({ testTimeout: 120_000 });

const servers = ["127.0.0.1", "::1"].map((host) => ({
  host,
  server: createServer((request, response) => {
    visits.push(`${host} ${request.url}`);
    response.writeHead(302, { location: "http://169.254.169.254/latest/meta-data/" }).end();
  }),
}));
const visits: string[] = [];
let addresses: readonly string[] = [];
let trap = 0;

beforeAll(async () => {
  for (const { host, server } of servers) {
    server.listen(trap, host);
    // Not every machine has the newer loopback.
    await Promise.race([once(server, "listening"), once(server, "error").catch(() => undefined)]).catch(
      () => undefined,
    );
    trap ||= (server.address() as AddressInfo).port;
  }
  addresses = hostileAddresses(trap);
});
afterAll(() => {
  for (const { server } of servers) server.close();
});
beforeEach(() => void takePlaces());

/** Whom the app may call here: the local GitHub, and its own front door, which GitHub calls. */
function strangers({ stage }: World, ...others: string[]): string[] {
  const known = [stage.github.baseUrl, stage.url, ...others].map((url) => new URL(url).host);
  return takePlaces().filter((place) => !known.includes(place));
}

/** What a reader finds behind words of others: links of the web without a user, and nothing else. */
function expectHarmless(text: string, { links = false } = {}): void {
  const OURS =
    /^(?:html <!-- tocsin:[a-z-]+ [A-Za-z0-9+/=.]+ -->|html <\/?details>.*|html <details><summary>[^<>&@#[\]]+<\/summary>|code mermaid|chart of \d+ lines|mention @(?:bob|erin|acme\/cto)|reference #\d+|link http:\/\/127\.0\.0\.1:\d+\/acme\/shop\/issues\/\d+(?:#[a-z]+-\d+)?)$/;
  const finds = read(text)
    .finds.flatMap((find) => find.split(/\n(?=<!--)/))
    .map((find) => (find.startsWith("<!--") ? `html ${find}` : find))
    .filter((find) => !OURS.test(find));
  expect(finds.filter((find) => !links || !/^link https?:\/\//.test(find))).toEqual([]);
  for (const find of finds) {
    const url = new URL(find.slice("link ".length));
    expect([url.protocol, url.username, url.password]).toEqual([expect.stringMatching(/^https?:$/), "", ""]);
    expect(find.slice(`link ${url.origin}`.length)).toMatch(/^[^\s<>"'`|\\()[\]{}]*$/);
  }
}

const ours = (w: World, issue = w.number) =>
  w.stage.github
    .thread(REPOSITORY, issue)
    .comments.filter(({ user }) => user === "tocsin[bot]")
    .map(({ body }) => body);

test("there are sixty and more, each once", () => {
  expect(new Set(addresses).size).toBe(addresses.length);
  expect(addresses.length).toBeGreaterThanOrEqual(60);
});

test("as links of a policy: what is not of the web is a finding, and the rest cannot be more than links", async () => {
  const taken = addresses.filter((url) => readPolicyFile(JSON.stringify({ links: { x: url } })).findings.length === 0);
  expect(taken.filter((url) => !/^\s*https?:/i.test(url.replaceAll(/[\t\r\n]/g, "")))).toEqual([]);
  expect(taken.length).toBeGreaterThan(30);
  const links = Object.fromEntries(taken.filter(({ length }) => length < 500).map((url, index) => [`l${index}`, url]));
  const w = await world({ policy: JSON.stringify({ links }) });
  await w.open("Down", { labels: ["incident", "severity: P3"] });
  for (const text of ours(w)) expectHarmless(text, { links: true });
  expect(w.card()).toContain("**Links**: ");
  expect(strangers(w)).toEqual([]);
});

test("as people and places of a policy: nobody is one", () => {
  const files = (text: string) => [
    { severities: { P0: { escalate: [{ after: "0m", notify: [`mail:${text}`] }] } } },
    { severities: { P0: { escalate: [{ after: "0m", notify: [`slack:${text}`] }] } } },
    { severities: { P0: { escalate: [{ after: "0m", notify: [text] }] } } },
    { user_notice: { mail: [text] } },
    { slack: { channel: text } },
    { slack: { channel: `#${text}` } },
    { slack: { channel: "#incidents", users: { [text]: "bob" } } },
    { monthly_report: { repository: text } },
    { security: { private_repository: text } },
    { components: { shop: { owners: [text] } } },
  ];
  const taken = addresses.flatMap((url) =>
    files(url).filter((file) => readPolicyFile(JSON.stringify(file)).findings.length === 0),
  );
  expect(taken).toEqual([]);
});

test("in an alert: its addresses, its texts and its labels", async () => {
  const w = await world({ alertRoutes: ROUTES });
  for (const [index, url] of addresses.entries()) {
    const annotations = { summary: url, runbook_url: url, dashboard_url: url };
    const alert = {
      labels: { alertname: url, severity: "none", instance: url, service: url },
      annotations,
      generatorURL: url,
    };
    const more = { externalURL: url, groupKey: `${index}`, commonAnnotations: { summary: url, description: url } };
    // Of those that come at once, only some get an issue of their own.
    if (index % 20 === 19) await w.advance("1h");
    await told(w.stage, webhook("firing", [alert], { ...more, groupLabels: { alertname: url } }));
  }
  const issues = alertIssues(w.stage);
  expect(issues).toHaveLength(addresses.length);
  for (const { number, body } of issues) {
    expectHarmless(body ?? "", { links: true });
    for (const text of ours(w, number)) expectHarmless(text);
  }
  const linked = issues.filter(({ body }) => read(body ?? "").finds.some((find) => find.startsWith("link ")));
  expect(linked.length).toBeGreaterThan(30);
  expect(strangers(w)).toEqual([]);
});

test("in titles, forms and comments; and what mails and Slack make of them", async () => {
  const box = await startMailbox();
  const { slack, messages, url } = await startWorkspace();
  const policy = `
slack: { channel: "#incidents" }
user_notice: { mail: [users@lists.test], send: automatic }
severities: { P0: { escalate: [{ after: 0m, notify: ["mail:cto@acme.test", "slack:#ops"] }] } }
`;
  const w = await world({ policy, slack, mail: mailTo(box) });
  const words = addresses.map((one) => one.replaceAll(/\s+/g, " ").slice(0, 200));
  for (const some of [words.slice(0, 5), words.slice(46, 58), words.slice(68, 80)])
    for (const text of some) {
      await w.open(text, { labels: ["incident", "severity: P0"], body: `### Impact\n\n${text}\n\n![x](${text})` });
      await w.comment("bob", `/status identified ${text}`);
      await w.advance("1m");
    }
  const number = await w.open("Down", { labels: ["incident", "severity: P0"] });
  for (const text of words) {
    await w.comment("bob", `/timeline ${text}\n/impact ${text}\n/status monitoring ${text}`);
    await w.advance("1m");
  }
  await w.comment("bob", `/ack ${words[0]}\n/affects ${words[1]}\n/lead ${words[2]}`);
  await w.advance("2h");
  w.skim();
  for (let issue = 1; issue <= number; issue++) for (const text of ours(w, issue)) expectHarmless(text);
  const link = /^http:\/\/127\.0\.0\.1:\d+\/acme\/shop\/issues\/\d+$/;
  expect(box.mails.length).toBeGreaterThan(10);
  for (const { html } of box.mails)
    for (const [, target = ""] of String(html).matchAll(/(?:href|src)="([^"]*)"/g)) expect(target).toMatch(link);
  for (const channel of ["incidents", "ops"])
    for (const { text, blocks } of await messages(channel))
      for (const [, target = ""] of (text + JSON.stringify(blocks)).matchAll(/<([^!@|>][^|>]*)[|>]/g))
        expect(target).toMatch(link);
  expect(strangers(w, url, box.url)).toEqual([]);
});

test("in a repository's own templates, where its images are GitHub's business", async () => {
  const w = await world();
  const safe = addresses.map((one) => one.replaceAll(/[\s{}]/g, "").slice(0, 300));
  const text = safe
    .map((url) => `![x](${url}) <img src="${url}"> {{link "x" "${url.replaceAll(/["\\]/g, "")}"}}`)
    .join("\n");
  await w.act("erin", (erin) => erin.putFile(REPOSITORY, ".github/tocsin/meaning.hbs", text));
  await w.open("Down", { labels: ["incident", "severity: P3"] });
  w.skim();
  expect(strangers(w)).toEqual([]);
});

test("nobody came", () => {
  expect(visits).toEqual([]);
});
