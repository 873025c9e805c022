// A real Probot app over real HTTP: it must not notice where it is.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createNodeMiddleware, Probot, ProbotOctokit } from "probot";
import { afterEach, expect, test } from "vitest";
import { createGitHub } from "../../src/playground/github/index.ts";
import { serveGitHub } from "../../src/playground/http.ts";
import { APP_ID, PERMISSIONS, PRIVATE_KEY, PUBLIC_KEY, REPO, SECRET, START } from "./setting.ts";

const open: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

async function started(prefix: string, app: (probot: Probot) => void) {
  const github = createGitHub({ clock: { now: () => START }, jwtClock: Date.now });
  const { url, close } = await serveGitHub(github);
  open.push(close);
  const Octokit = ProbotOctokit.defaults((given: object) => ({
    ...given,
    throttle: { enabled: false },
    retry: { enabled: false },
  }));
  const options = {
    appId: APP_ID,
    privateKey: PRIVATE_KEY,
    secret: SECRET,
    baseUrl: url + prefix,
    Octokit,
    logLevel: "fatal" as const,
  };
  const middleware = await createNodeMiddleware(app, { probot: new Probot(options) });
  const server = createServer((request, response) => void middleware(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  open.push(() => new Promise((resolve) => server.close(resolve)));
  github.addOrganization("acme");
  github.addUser("wendy");
  github.addRepository(REPO, { collaborators: { wendy: "write" }, files: { ".github/tocsin.yml": "severity: P1\n" } });
  const webhook = {
    webhookUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/github/webhooks`,
    webhookSecret: SECRET,
  };
  github.addApp({
    id: APP_ID,
    slug: "tocsin",
    publicKey: PUBLIC_KEY,
    ...webhook,
    permissions: PERMISSIONS,
    events: ["issues", "issue_comment"],
  });
  github.install(APP_ID, "acme");
  return github;
}

test.each(["", "/api/v3"])("Probot works below %j", async (prefix) => {
  const github = await started(prefix, (probot) => {
    probot.on("issues.labeled", async (context) => {
      if (context.payload.label?.name !== "incident") return;
      const config = await context.config<{ severity: string }>("tocsin.yml");
      await context.octokit.rest.issues.createComment(context.issue({ body: `Severity ${config?.severity}` }));
      const labels = context.octokit.rest.issues.listLabelsForRepo;
      const all = await context.octokit.paginate(labels, context.repo({ per_page: 2 }));
      await context.octokit.rest.issues.addLabels(context.issue({ labels: [`${all.length} labels`] }));
    });
  });
  const number = github.as("wendy").openIssue(REPO, { title: "Down", labels: ["incident"] });
  await github.settled();
  expect(github.deliveries.map(({ status }) => status)).toEqual(github.deliveries.map(() => 200));
  expect(github.thread(REPO, number)).toMatchObject({
    labels: ["incident", "10 labels"],
    comments: [{ user: "tocsin[bot]", body: "Severity P1" }],
  });
});
