// The HTTP edge: prefixes, media types, and faults that only a socket can have.
import { afterEach, expect, test } from "vitest";
import { serveGitHub } from "../../src/playground/http.ts";
import { jwt, REPO, setting } from "./setting.ts";

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

async function served() {
  const all = setting();
  const { url, close } = await serveGitHub(all.github);
  open.push(close);
  return { ...all, url };
}

test("the same GitHub stands below both prefixes, and its URLs point to itself", async () => {
  const { github, url } = await served();
  github.as("wendy").openIssue(REPO, { title: "One" });
  github.as("wendy").openIssue(REPO, { title: "Two" });
  for (const prefix of ["", "/api/v3"]) {
    const response = await fetch(`${url}${prefix}/repos/${REPO}/issues?per_page=1`);
    expect(response.headers.get("link")).toContain(
      `<${url}${prefix}/repos/${REPO}/issues?per_page=1&page=2>; rel="next"`,
    );
    expect(await response.json()).toMatchObject([{ url: `${url}/repos/${REPO}/issues/2` }]);
  }
  for (const path of ["/graphql", "/api/graphql"]) {
    expect((await fetch(url + path, { method: "POST", body: "{}" })).status).toBe(401);
  }
});

test("a write that lost its answer was carried out all the same", async () => {
  const { github, clock, url, installation } = await served();
  const app = { authorization: `Bearer ${jwt(clock.at)}` };
  const minted = await fetch(`${url}/app/installations/${installation}/access_tokens`, {
    method: "POST",
    headers: app,
  });
  const { token } = (await minted.json()) as { token: string };
  github.faults.after = () => "reset";
  const request = {
    method: "POST",
    headers: { authorization: `token ${token}` },
    body: JSON.stringify({ title: "Down" }),
  };
  await expect(fetch(`${url}/repos/${REPO}/issues`, request)).rejects.toThrow("fetch failed");
  expect(github.thread(REPO, 1).title).toBe("Down");
});

test("a request that hangs ends when the server does", async () => {
  const { github, url } = await served();
  github.faults.after = () => "hang";
  const hanging = expect(fetch(`${url}/meta`)).rejects.toThrow("fetch failed");
  while (github.requests.length === 0) await new Promise((resolve) => setImmediate(resolve));
  await open.pop()?.();
  await hanging;
});
