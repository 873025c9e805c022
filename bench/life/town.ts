// A local GitHub with people in it who open incidents and type commands, and a record of everything they did.
import { generateKeyPairSync } from "node:crypto";
import { createGitHub, type Deliver, type GitHub } from "../../src/playground/github/index.ts";
import { serveGitHub } from "../../src/playground/http.ts";
import { SECRET } from "../app.ts";
import type { Variables } from "./process.ts";

const APP = 4711;
const NONE = {
  requestsPerHour: Infinity,
  pointsPerMinute: Infinity,
  contentPerMinute: Infinity,
  contentPerHour: Infinity,
};
const PERMISSIONS = { issues: "write", metadata: "read", contents: "write", members: "read" } as const;

/** An incident. */
export interface Place {
  readonly repository: string;
  readonly number: number;
}

/** What a person typed, and what must come of it. */
export interface Typed {
  readonly place: Place;
  readonly comment: number;
  /** A line of the timeline, or one reply. */
  readonly becomes: { readonly note: string } | "reply";
}

export interface Town {
  readonly github: GitHub;
  /** What the process must know in order to look after this town. */
  readonly variables: Variables;
  readonly incidents: Place[];
  readonly typed: Typed[];
  /** Webhooks go there from now on. */
  point(url: string): void;
  openIncident(): void;
  /** A line of the timeline or, from somebody who has not been told off on this incident, a command that does not exist. */
  type(place: Place, isTypo?: boolean): void;
  close(): Promise<void>;
}

export interface TownOptions {
  readonly policy?: string;
  /** Each with an installation and a repository of its own, and incidents in turn; one unless told otherwise. */
  readonly owners?: number;
  /** Sends a webhook; over HTTP unless told otherwise. */
  readonly deliver?: Deliver;
}

/** GitHub's limits are off: they would slow the people down, and only the app is to be measured. */
export async function createTown({ policy, deliver, owners = 1 }: TownOptions = {}): Promise<Town> {
  const keys = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const pem = String(keys.publicKey.export({ type: "spki", format: "pem" }));
  const github = createGitHub({ clock: Date, limits: NONE, ...(deliver && { deliver }) });
  const events = ["issues", "issue_comment"];
  github.addApp({ id: APP, slug: "tocsin", publicKey: pem, webhookSecret: SECRET, permissions: PERMISSIONS, events });
  const repositories = Array.from({ length: owners }, (_, index) => settle(github, `acme-${index + 1}`, policy));
  const api = await serveGitHub(github);
  const incidents: Place[] = [];
  const typed: Typed[] = [];
  const toldOff = new Set<Place>();
  return {
    github,
    incidents,
    typed,
    variables: {
      APP_ID: String(APP),
      PRIVATE_KEY: String(keys.privateKey.export({ type: "pkcs8", format: "pem" })),
      WEBHOOK_SECRET: SECRET,
      GITHUB_API_URL: api.url,
    },
    point: (url) => github.setWebhook(APP, `${url}/api/github/webhooks`),
    openIncident() {
      const repository = repositories[incidents.length % owners] ?? "";
      const number = github.as("alice").openIssue(repository, { title: "[P1] Down", labels: ["incident"] });
      incidents.push({ repository, number });
    },
    type(place, isTypo = false) {
      const isReply = isTypo && !toldOff.has(place);
      if (isReply) toldOff.add(place);
      const note = `note ${typed.length} of ${place.number}`;
      const body = isReply ? "/timelime lost a letter" : `/timeline ${note}`;
      const comment = github.as(isReply ? "bob" : "alice").comment(place.repository, place.number, body);
      typed.push({ place, comment, becomes: isReply ? "reply" : { note } });
    },
    close: () => api.close(),
  };
}

/** An owner who has installed the app, and a repository; gives its name. */
function settle(github: GitHub, owner: string, policy?: string): string {
  const repository = `${owner}/shop`;
  github.addOrganization(owner, ["alice", "bob"]);
  const files: Record<string, string> = policy ? { ".github/tocsin.yml": policy } : {};
  github.addRepository(repository, { collaborators: { alice: "maintain", bob: "write" }, files });
  github.install(APP, owner);
  return repository;
}
