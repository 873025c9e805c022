// Tenant isolation: three organisations on one app, and not one byte of another's in any answer, whatever is asked for.
import { Duration } from "luxon";
import { expect, onTestFinished, test } from "vitest";
import { createStage, type Stage } from "../../src/playground/stage.ts";
import { signedIn, type Visitor, visitor } from "../support/visitor.ts";

const APP = 4711;
const TENANTS = ["alpha", "beta", "gamma"] as const;
type Tenant = (typeof TENANTS)[number];

/** Words that stand in what one tenant has, and nowhere else. */
const canariesOf = (tenant: Tenant) => [
  `${tenant}org`,
  `${tenant}repo`,
  `${tenant}title`,
  `${tenant}person`,
  `${tenant}part`,
  `${tenant}update`,
];

async function town() {
  const stage = await createStage();
  onTestFinished(() => stage.close());
  for (const tenant of TENANTS) {
    const [owner, person] = [`${tenant}org`, `${tenant}person`];
    stage.github.addOrganization(owner, [person]);
    const repository = `${owner}/${tenant}repo`;
    stage.github.addRepository(repository, { private: true, collaborators: { [person]: "admin" } });
    stage.github.install(APP, owner);
    for (const severity of ["P0", "P2"]) {
      stage.github
        .as(person)
        .openIssue(repository, { title: `${tenant}title ${severity}`, labels: ["incident", `severity: ${severity}`] });
      await stage.quiet();
    }
    stage.github
      .as(person)
      .comment(
        repository,
        1,
        `/lead @${person}\n/affects ${tenant}part\n/status identified ${tenant}update\n/action fix ${tenant}part`,
      );
    await stage.quiet();
    stage.github.as(person).comment(repository, 2, `/affects ${tenant}part\n/resolve ${tenant}update`);
    await stage.quiet();
  }
  return stage;
}

/** Every way to ask that there is, for what each tenant has. */
async function probesOf(stage: Stage): Promise<string[]> {
  const ids = (await stage.store.summaries({})).map(({ lane }) => lane.split("#")[0] ?? "");
  const named = TENANTS.flatMap((tenant) => {
    const repository = `${tenant}org/${tenant}repo`;
    const filters = [
      ...[`repository=${repository}`, `repository=${tenant}repo`, `component=${tenant}part`, `severity=${tenant}part`],
      ...[`repository=${repository}&repository=alphaorg/alpharepo`, `component=${tenant}part&severity=P0&all`],
    ];
    const pages = ["/", "/trends", "/trends.csv", "/trends.json"];
    return [
      ...pages.flatMap((page) => filters.map((filter) => `${page}?${filter}`)),
      ...[1, 2, 3, 4].map((number) => `/i/${repository}/${number}`),
      ...[
        `/i/${repository.toUpperCase()}/1`,
        `/i/${tenant}org%2F${tenant}repo/x/1`,
        `/i/${repository}/1?as=${tenant}person`,
      ],
      ...[`/i/${repository}/1/`, `/i/./${repository}/1`, `/i/${repository}%00/1`, `/i/${repository}/1%00`],
      ...["", ".json", ".atom", ".svg"].map((ending) => `/status/${repository}${ending}`),
      `/login?to=/i/${repository}/1`,
    ];
  });
  const byId = ids.flatMap((id) => [
    `/i/${id}/1`,
    `/i/repositories/${id}/1`,
    `/?repository=${id}`,
    `/trends.json?repositories=${id}`,
  ]);
  return [
    ...named,
    ...new Set(byId),
    ...["/", "/?all", "/trends", "/trends.csv?days=3660", "/trends.json", "/health", "/nothing"],
  ];
}

/** The whole answer: its status line, its headers, and its bytes. */
async function answerTo(one: Visitor, path: string): Promise<string> {
  const response = await one.get(path);
  return `${response.status} ${JSON.stringify([...response.headers])} ${await response.text()}`;
}

/** Without what the asker has said: an answer may lead back to where one wanted to go. */
const unsaid = (answer: string, path: string) => answer.replaceAll(encodeURIComponent(path), "").replaceAll(path, "");

test("500 questions of members, of a stranger and of nobody show each their own and nothing else", async () => {
  const stage = await town();
  stage.github.addUser("mallory");
  const askers: [string, Tenant | undefined, Visitor][] = [];
  for (const tenant of TENANTS) askers.push([tenant, tenant, await signedIn(stage, `${tenant}person`)]);
  askers.push(["mallory", undefined, await signedIn(stage, "mallory")], ["nobody", undefined, visitor(stage)]);
  const paths = await probesOf(stage);
  const leaks: string[] = [];
  const seen = new Set<string>();
  for (const [name, own, asker] of askers) {
    const others = TENANTS.filter((tenant) => tenant !== own).flatMap(canariesOf);
    for (const path of paths) {
      const answer = await answerTo(asker, path);
      const asked = path.toLowerCase();
      // A word that the question held itself is told by nobody.
      leaks.push(
        ...others
          .filter((word) => unsaid(answer, path).includes(word) && !asked.includes(word))
          .map((word) => `${name} ${path}: ${word}`),
      );
      if (own) for (const word of canariesOf(own)) if (answer.includes(word)) seen.add(word);
    }
  }
  expect(leaks).toEqual([]);
  expect(askers.length * paths.length).toBeGreaterThanOrEqual(500);
  // The probes find what one may see: a test that sees nothing would prove nothing.
  expect(seen).toEqual(new Set(TENANTS.flatMap(canariesOf)));
});

test("what exists elsewhere and what exists nowhere answer with the same bytes", async () => {
  const stage = await town();
  const alpha = await signedIn(stage, "alphaperson");
  const nowhere = await answerTo(alpha, "/i/nobody/nothing/1");
  const sameDate = (answer: string) => answer.replace(/\["date","[^"]*"\]/, "");
  for (const tenant of ["beta", "gamma"])
    expect(sameDate(await answerTo(alpha, `/i/${tenant}org/${tenant}repo/1`))).toBe(sameDate(nowhere));
  const filtered = await (await alpha.get("/?repository=betaorg/betarepo")).text();
  expect(filtered.replaceAll("betaorg/betarepo", "").replaceAll("betaorg%2Fbetarepo", "")).toBe(
    (await (await alpha.get("/?repository=nobody/nothing")).text())
      .replaceAll("nobody/nothing", "")
      .replaceAll("nobody%2Fnothing", ""),
  );
});

test("live changes of every tenant reach their own viewers alone", async () => {
  const stage = await town();
  const heard = new Map<string, string>();
  const lines: Promise<void>[] = [];
  const stops = new AbortController();
  for (const tenant of TENANTS) {
    const one = await signedIn(stage, `${tenant}person`);
    const events = /data-events="([^"]+)"/.exec(await (await one.get("/")).text())?.[1] ?? "";
    const response = await fetch(stage.url + events.replaceAll("&amp;", "&").replaceAll("&#x3D;", "="), {
      headers: { cookie: one.cookie() },
      signal: stops.signal,
    });
    lines.push(gather(response, (text) => heard.set(tenant, (heard.get(tenant) ?? "") + text)));
  }
  for (const tenant of TENANTS) {
    stage.github.as(`${tenant}person`).comment(`${tenant}org/${tenant}repo`, 1, `/affects ${tenant}part again`);
    await stage.quiet();
    await stage.site.look();
  }
  for (const tenant of TENANTS) {
    stage.github.as(`${tenant}person`).comment(`${tenant}org/${tenant}repo`, 1, `/resolve ${tenant}update`);
    await stage.quiet();
  }
  await stage.advance(Duration.fromObject({ seconds: 1 }));
  await stage.site.look();
  await Promise.all(TENANTS.map((tenant) => expect.poll(() => heard.get(tenant)).toContain("event: gone")));
  stops.abort();
  await Promise.all(lines);
  for (const tenant of TENANTS) {
    expect(heard.get(tenant)).toContain(`${tenant}title`);
    const others = TENANTS.filter((other) => other !== tenant).flatMap(canariesOf);
    expect(others.filter((word) => heard.get(tenant)?.includes(word))).toEqual([]);
  }
});

async function gather({ body }: Response, take: (text: string) => void): Promise<void> {
  const decoder = new TextDecoder();
  try {
    for await (const chunk of body ?? []) take(decoder.decode(chunk as Uint8Array));
  } catch (error) {
    if ((error as Error).name !== "AbortError") throw error;
  }
}
