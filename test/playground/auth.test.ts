// Who may speak to the local GitHub: JSON Web Tokens, installation tokens, permissions.
import { generateKeyPairSync } from "node:crypto";
import { describe, expect, test } from "vitest";
import { appClient, client, installationClient, jwt, REPO, setting } from "./setting.ts";

const MINUTE = 60;

describe("a JSON Web Token", () => {
  test("opens the app's own endpoints", async () => {
    const all = setting();
    const app = await appClient(all)("GET", "/app");
    expect(app).toMatchObject({ status: 200, body: { slug: "tocsin", installations_count: 1 } });
    expect((await appClient(all)("GET", `/repos/${REPO}/installation`)).body.id).toBe(all.installation);
  });

  test.each([
    ["valid longer than ten minutes", { exp: Math.floor(Date.parse("2026-03-02T09:00:00Z") / 1000) + 15 * MINUTE }],
    ["issued in the future", { iat: Math.floor(Date.parse("2026-03-02T09:00:00Z") / 1000) + 2 * MINUTE }],
    ["expired", { exp: Math.floor(Date.parse("2026-03-02T09:00:00Z") / 1000) - 1 }],
  ])("is refused if it is %s", async (_, claims) => {
    const { github, clock } = setting();
    const answer = await client(github, `Bearer ${jwt(clock.at, claims)}`)("GET", "/app");
    expect(answer.status).toBe(401);
  });

  test("is refused if another key signed it", async () => {
    const { github, clock } = setting();
    const { privateKey } = generateKeyPairSync("rsa", {
      modulusLength: 2048,
      publicKeyEncoding: { type: "spki", format: "pem" },
      privateKeyEncoding: { type: "pkcs8", format: "pem" },
    });
    const answer = await client(github, `Bearer ${jwt(clock.at, {}, privateKey)}`)("GET", "/app");
    expect(answer).toMatchObject({ status: 401, body: { message: "A JSON web token could not be decoded" } });
  });

  test("is judged by the client's clock, where that is another one", async () => {
    const real = Date.parse("2030-01-01T00:00:00Z");
    const { github, installation } = setting({ jwtClock: () => real });
    const app = client(github, `Bearer ${jwt(real)}`);
    const token = await app("POST", `/app/installations/${installation}/access_tokens`);
    expect(token.body.expires_at).toBe("2030-01-01T01:00:00Z");
  });
});

describe("an installation token", () => {
  test("expires after an hour", async () => {
    const all = setting();
    const call = await installationClient(all);
    all.clock.at += 59 * 60_000;
    expect((await call("GET", `/repos/${REPO}`)).status).toBe(200);
    all.clock.at += 60_000;
    expect(await call("GET", `/repos/${REPO}`)).toMatchObject({ status: 401, body: { message: "Bad credentials" } });
  });

  test("that nobody issued is refused", async () => {
    const answer = await client(setting().github, "token ghs_made_up")("GET", `/repos/${REPO}`);
    expect(answer).toMatchObject({ status: 401, body: { message: "Bad credentials" } });
  });

  test("narrowed to reading cannot write", async () => {
    const all = setting();
    all.github.as("rita").openIssue(REPO, { title: "Down" });
    const call = await installationClient(all, { permissions: { issues: "read" } });
    expect((await call("GET", `/repos/${REPO}/issues/1`)).status).toBe(200);
    const refused = await call("POST", `/repos/${REPO}/issues/1/comments`, { body: "hello" });
    expect(refused).toMatchObject({ status: 403, body: { message: "Resource not accessible by integration" } });
  });

  test("cannot be widened", async () => {
    const all = setting({ permissions: { issues: "read" }, events: [] });
    await expect(installationClient(all, { permissions: { issues: "write" } })).rejects.toThrow("not granted");
    await expect(installationClient(all, { repositories: ["nowhere"] })).rejects.toThrow("does not exist");
  });

  test("does not see repositories outside its installation", async () => {
    const all = setting();
    all.github.addRepository("other/place");
    all.github.addRepository("acme/other");
    const call = await installationClient(all, { repositories: ["shop"] });
    expect((await call("GET", "/repos/other/place")).status).toBe(404);
    expect((await call("GET", "/repos/acme/other")).status).toBe(404);
    expect((await call("GET", "/installation/repositories")).body.total_count).toBe(1);
  });

  test("dies with its installation", async () => {
    const all = setting();
    const call = await installationClient(all);
    all.github.uninstall(all.installation);
    expect((await call("GET", `/repos/${REPO}`)).status).toBe(401);
  });
});

test("an endpoint needs its permission, not just any", async () => {
  const call = await installationClient(setting({ permissions: { issues: "write" }, events: ["issues"] }));
  expect((await call("GET", `/repos/${REPO}/contents/README.md`)).status).toBe(403);
  expect((await call("GET", `/repos/${REPO}/issues`)).status).toBe(200);
});

test("an app cannot subscribe to events that its permissions do not cover", () => {
  expect(() => setting({ permissions: { issues: "write" }, events: ["push"] })).toThrow("push");
});

test("a request without a User-Agent is turned away", async () => {
  const answer = await setting().github.request({ method: "GET", path: "/meta", headers: {} });
  expect(answer.status).toBe(403);
});
