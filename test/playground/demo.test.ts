// The demo: its story tells the main events in order, and its page's forms do what they say.
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import { renderMarkdown } from "../../src/playground/demo-markdown.ts";
import { createDemoServer } from "../../src/playground/demo-server.ts";
import { createPaint } from "../../src/playground/reader.ts";
import { createStage, REPOSITORY, type Stage } from "../../src/playground/stage.ts";
import { POLICY, play, START } from "../../src/playground/story.ts";
import { watchedLog } from "../support/canaries.ts";

async function staged(): Promise<Stage> {
  const stage = await createStage({ log: watchedLog(), start: START, policy: POLICY });
  onTestFinished(() => stage.close());
  return stage;
}

describe("the story", () => {
  test("tells the main events in order, from the form to the resolution", async () => {
    const told: string[] = [];
    const show = (text: string) => void told.push(text);
    await play(await staged(), { paint: createPaint(false), show });
    const text = told.join("\n");
    const events = [
      "acme/shop#1 Payments fail",
      "_No response_",
      "14:30 (the card)  tocsin[bot]",
      "Severity unknown",
      "/severity P1",
      "+ severity: P1",
      "the card was edited",
      "14:40  dave 👀 😕",
      "yours is `read`",
      "14:51  tocsin[bot]",
      "@carol",
      "+ sla: at risk",
      "15:30  tocsin[bot]",
      "@acme/sre",
      "+ sla: breached",
      "16:06  tocsin[bot]",
      "@erin @alice",
      "16:10  bob 👀 👍",
      "/ack looking at the database",
      "+ status: investigating",
      "17:12  tocsin[bot]",
      "An update is due",
      "+ status: identified",
      "/snooze 90m",
      "18:15  The next update would be due now",
      "+ status: monitoring",
      "/resolve",
      "+ status: resolved",
      "19:05 (the card)  tocsin[bot]",
      "Acknowledged by `bob`",
      "Resolved by `bob`",
    ];
    let at = 0;
    for (const event of events) {
      const found = text.indexOf(event, at);
      expect(found, `"${event}" after "${text.slice(Math.max(0, at - 60), at)}"`).toBeGreaterThanOrEqual(at);
      at = found + event.length;
    }
    expect(text).not.toContain("<!--");
    // Between 17:15 and 18:40 the snooze keeps the app from commenting.
    expect(text.slice(text.indexOf("/snooze 90m"), text.indexOf("+ status: monitoring"))).not.toContain("tocsin[bot]");
    expect(text.split("(the card)")).toHaveLength(3);
  });

  test("uses colours only where they are wanted", () => {
    expect(createPaint(false)("who", "bob")).toBe("bob");
    expect(createPaint(true)("who", "bob")).toBe("\u001b[1mbob\u001b[22m");
  });
});

interface Page {
  readonly stage: Stage;
  readonly origin: string;
  get(path?: string): Promise<string>;
  /** Posts a form as a browser does, and follows the redirect. */
  post(deed: string, fields: Record<string, string>, headers?: Record<string, string>): Promise<Response>;
}

async function page(): Promise<Page> {
  const stage = await staged();
  stage.github.as("alice").openIssue(REPOSITORY, { title: "Slow <b>shop</b>", labels: ["incident"] });
  await stage.quiet();
  const server = createDemoServer(stage).listen(0, "127.0.0.1");
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  await once(server, "listening");
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    stage,
    origin,
    get: async (path = "/issues/1") => (await fetch(origin + path)).text(),
    post: (deed, fields, headers = { origin }) =>
      fetch(`${origin}/issues/1/${deed}`, { method: "POST", headers, body: new URLSearchParams(fields) }),
  };
}

describe("the page", () => {
  test("takes a command from bob and shows it on the card", async () => {
    const { get, post } = await page();
    expect(await get()).toContain("Nobody has acknowledged yet");
    const answer = await post("comment", { as: "bob", body: "/severity P1\r\n/ack\r\n/lead" });
    expect(answer).toMatchObject({ status: 200, redirected: true });
    const html = await answer.text();
    expect(html).toContain("<h3>🟠 P1 high");
    expect(html).toContain("<strong>Lead</strong>: <code>bob</code>");
    expect(html).toContain("assigned to bob");
    expect(html).toContain('<option value="bob" selected>');
    expect(html).toMatch(/bob · 2025-11-10 14:30 +👀 👍/);
  });

  test("moves time: the reminder comes and the clock shows it", async () => {
    const { post } = await page();
    const html = await (await post("time", { minutes: "60" })).text();
    expect(html).toContain("2025-11-10 15:30 UTC");
    expect(html).toContain("sla: breached");
  });

  test("sets and removes labels, closes, reopens and opens issues", async () => {
    const { stage, post } = await page();
    await post("label", { as: "carol", label: "severity: P2" });
    expect(stage.github.thread(REPOSITORY, 1).labels).toContain("severity: P2");
    await post("unlabel", { as: "carol", label: "incident" });
    expect(stage.github.thread(REPOSITORY, 1).labels).not.toContain("incident");
    await post("close", { as: "carol", reason: "not_planned" });
    expect(stage.github.thread(REPOSITORY, 1)).toMatchObject({ state: "closed", state_reason: "not_planned" });
    await post("reopen", { as: "carol" });
    expect(stage.github.thread(REPOSITORY, 1).state).toBe("open");
    const opened = await post("open", { as: "bob", title: "[P0] Everything is down", body: "" });
    expect(new URL(opened.url).pathname).toBe("/issues/2");
    expect(await opened.text()).toContain("severity: P0");
  });

  test("every form and button leads somewhere", async () => {
    const { get, post, origin } = await page();
    const open = await get();
    await post("close", { as: "carol", reason: "completed" });
    const actions = [...`${open}${await get()}`.matchAll(/(?:form)?action="([^"]+)"/g)].map(([, path = ""]) => path);
    expect(new Set(actions.map((path) => path.split("/").at(-1)))).toEqual(
      new Set(["time", "comment", "close", "reopen", "label", "unlabel", "open"]),
    );
    for (const path of new Set(actions)) {
      const answer = await fetch(new URL(path, `${origin}/issues/1`), { method: "POST" });
      expect([200, 422], path).toContain(answer.status);
    }
    expect((await fetch(`${origin}/issues/1/nothing`, { method: "POST" })).status).toBe(404);
    expect((await fetch(`${origin}/issues/99`)).status).toBe(404);
  });

  test("shows GitHub's refusal, and that nothing happened", async () => {
    const { stage, post } = await page();
    const answer = await post("label", { as: "dave", label: "severity: P0" });
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain("GitHub refuses: 403");
    expect((await post("comment", { as: "mallory", body: "/ack" })).status).toBe(422);
    expect(stage.github.thread(REPOSITORY, 1).labels).not.toContain("severity: P0");
  });

  test("two posts at once wait for each other", async () => {
    const { stage, post } = await page();
    const before = +stage.clock.now();
    await Promise.all([
      post("time", { minutes: "60" }),
      post("time", { minutes: "60" }),
      post("time", { minutes: "5" }),
    ]);
    expect(+stage.clock.now() - before).toBe(125 * 60_000);
  });

  test("refuses what comes from another site or under another name", async () => {
    const { stage, origin, post } = await page();
    const fields = { as: "bob", body: "/ack" };
    for (const foreign of ["https://evil.example", "null", "http://127.0.0.1:1"]) {
      expect((await post("comment", fields, { origin: foreign })).status, foreign).toBe(403);
    }
    const port = Number(new URL(origin).port);
    const rebound = await rawGet(port, `rebound.example:${port}`);
    expect(rebound).toContain("403 Forbidden");
    expect(await rawGet(port, `localhost:${port}`)).toContain("200 OK");
    expect(stage.github.thread(REPOSITORY, 1).comments.filter(({ user }) => user === "bob")).toEqual([]);
  });

  test("refuses more text than a comment can have", async () => {
    const { post } = await page();
    expect((await post("comment", { as: "bob", body: "a".repeat(1_000_001) })).status).toBe(413);
    expect((await post("comment", { as: "bob", body: "a".repeat(65_537) })).status).toBe(422);
  });

  test("shows what people wrote as text, never as HTML", async () => {
    const { post } = await page();
    const body = '<script>alert(1)</script> <b>x</b> [a](javascript:alert(1)) ![i](http://e.example/i) "quoted"';
    const html = await (await post("comment", { as: "bob", body })).text();
    expect(html).not.toMatch(/<script|<b>|<img|javascript:alert\(1\)"/);
    expect(html).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
    expect(html).toContain("Slow &lt;b&gt;shop&lt;/b&gt;");
  });
});

/** fetch does not let anybody choose the Host. */
async function rawGet(port: number, host: string): Promise<string> {
  const { connect } = await import("node:net");
  const socket = connect(port, "127.0.0.1");
  socket.end(`GET /issues/1 HTTP/1.1\r\nhost: ${host}\r\nconnection: close\r\n\r\n`);
  return Buffer.concat(await socket.toArray()).toString();
}

test.each([
  ["a heading", "## 🟠 **P1** high", "<h3>🟠 <strong>P1</strong> high</h3>"],
  ["a list of tasks", "- [x] done\n- [ ] `not`", "<ul><li>☑ done</li><li>☐ <code>not</code></li></ul>"],
  [
    "a table",
    "| Clock | Left |\n|---|---|\n| Response | **5 min** \\| late |",
    '<div class="wide"><table><tr><th>Clock</th><th>Left</th></tr><tr><td>Response</td><td><strong>5 min</strong> | late</td></tr></table></div>',
  ],
  ["a hidden block", "seen\n\n<!-- tocsin:card abc -->", "<p>seen</p>"],
  [
    "a link",
    "[Grafana](https://g.example/?a=1&b=2)",
    '<p><a href="https://g.example/?a=1&amp;b=2" rel="noreferrer">Grafana</a></p>',
  ],
  ["a link that is none", "[x](javascript:alert(1))", "<p>x</p>"],
  [
    "folded text",
    "<details><summary>More</summary>\n\nx\n\n</details>",
    "<details><summary>More</summary><p>x</p></details>",
  ],
  ["folded text that never ends", "<details>\n\nx", "<details><p>x</p></details>"],
  ["an end without a beginning", "</details>\n\nx", "<p>x</p>"],
  ["other HTML", '<img src=x onerror="y">', "&lt;img src=x onerror=&quot;y&quot;&gt;"],
  ["an attribute on a tag we know", '<details open onclick="y">', "&lt;details open onclick=&quot;y&quot;&gt;"],
  ["code", "```mermaid\na<b\n```", "<pre>a&lt;b</pre>"],
])("Markdown on the page: %s", (_what, markdown, html) => {
  expect(renderMarkdown(markdown)).toBe(html);
});
