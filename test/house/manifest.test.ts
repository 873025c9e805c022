// app.yml asks GitHub for exactly what the code uses: the events it handles, the permissions its requests need.
import { emitterEventNames } from "@octokit/webhooks";
import { load } from "js-yaml";
import { describe, expect, test } from "vitest";
import type { Payload } from "../../src/app/notice.ts";
import { receive } from "../../src/app/receive.ts";
import { DEFAULT_POLICY } from "../../src/domain/policy.ts";
import { policySchema } from "../../src/domain/policy-schema.ts";
import { EVENTS } from "../../src/playground/stage.ts";
import { read, sourcesIn } from "./source.ts";

interface Manifest {
  readonly default_events: readonly string[];
  readonly default_permissions: Readonly<Record<string, string>>;
}

const manifest = load(read("app.yml")) as Manifest;

/** GitHub sends these to every App; they cannot be asked for. */
const ALWAYS_SENT = ["installation", "installation_repositories"];

/** A payload that has everything, so that only the event's name and action decide. */
const EVERYTHING: Payload = {
  installation: { id: 1 },
  repository: { id: 2, full_name: "acme/shop" },
  repositories: [{ id: 2, full_name: "acme/shop" }],
  repositories_added: [{ id: 2, full_name: "acme/shop" }],
  issue: { number: 3, node_id: "I_3", updated_at: "2025-11-10T14:30:00Z", labels: [{ name: "incident" }] },
  label: { name: "severity: P1" },
  changes: { name: { from: "severity: P2" } },
  commits: [{ modified: [".github/tocsin.yml"] }],
  pull_request: { number: 4, head: { ref: "post-mortem/3", repo: { id: 2 } } },
};

function isHandled(name: string): boolean {
  const [event = "", action] = name.split(".");
  let hasExpired = false;
  const receiver = {
    ours: "tocsin[bot]",
    policyOf: () => DEFAULT_POLICY,
    expirePolicy: () => {
      hasExpired = true;
    },
  };
  return receive({ id: name, event, payload: { ...EVERYTHING, action } }, receiver).length > 0 || hasExpired;
}

describe("events", () => {
  const handled = [...new Set(emitterEventNames.filter(isHandled).map((name) => name.split(".", 1)[0]))];

  test("are those the code handles", () => {
    expect([...manifest.default_events, ...ALWAYS_SENT].toSorted()).toEqual(handled.toSorted());
  });

  test("are those the playground sends", () => {
    expect(EVENTS.toSorted()).toEqual(manifest.default_events.toSorted());
  });
});

describe("permissions", () => {
  /** What an address needs, by GitHub's "Permissions required for GitHub Apps"; the first that fits holds. */
  const NEEDS: readonly (readonly [address: RegExp, permission: string | undefined])[] = [
    [/^\/repos\/\{owner\}\/\{repo\}\/(issues|labels)\b/, "issues"],
    [/^\/repos\/\{owner\}\/\{repo\}\/(contents|git)\//, "contents"],
    [/^\/repos\/\{owner\}\/\{repo\}\/commits$/, "contents"],
    [/^\/repos\/\{owner\}\/\{repo\}\/releases$/, "contents"],
    [/^\/repos\/\{owner\}\/\{repo\}\/deployments$/, "deployments"],
    [/^\/repos\/\{owner\}\/\{repo\}\/pulls\b/, "pull_requests"],
    [/^\/repos\/\{owner\}\/\{repo\}\/(commits\/\{ref\}\/)?check-runs\b/, "checks"],
    [/^\/repos\/\{owner\}\/\{repo\}$/, "metadata"],
    [/^\/repos\/\{owner\}\/\{repo\}\/collaborators\/\{username\}\/permission$/, "metadata"],
    [/^\/orgs\/\{org\}\/teams\/\{team_slug\}\/members$/, "members"],
    // As the App itself, or about what it was given: nothing is needed.
    [/^\/(app|installation)(\/|$)/, undefined],
    [/^\/repos\/\{owner\}\/\{repo\}\/installation$/, undefined],
  ];
  const requests = sourcesIn("src/adapters/github")
    .flatMap(({ nodes }) => nodes.map(({ value }) => /^(GET|POST|PUT|PATCH|DELETE) (\/\S*)$/.exec(String(value))))
    .filter((match) => match !== null)
    .map(([, method, address = ""]) => ({ method, address, need: NEEDS.find(([pattern]) => pattern.test(address)) }));

  test("are known for every request", () => {
    expect(requests.filter(({ need }) => !need).map(({ method, address }) => `${method} ${address}`)).toEqual([]);
  });

  test("are those the code uses", () => {
    const used: Record<string, string> = {};
    for (const { method, need } of requests) {
      const permission = need?.[1];
      if (permission && used[permission] !== "write") used[permission] = method === "GET" ? "read" : "write";
    }
    // Without it GitHub shows an App's `@org/team` as plain text and notifies nobody (probot#337).
    const canCallTeams = policySchema.safeParse({
      severities: { P0: { escalate: [{ after: "0m", notify: ["@acme/sre"] }] } },
    });
    if (canCallTeams.success) used.members = "read";
    expect(manifest.default_permissions).toEqual(used);
  });
});
