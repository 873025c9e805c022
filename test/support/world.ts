// A world for stories: post, advance the clock, read the thread. A comment that the test did not read fails it.
import { expect, onTestFinished } from "vitest";
import { parseDuration } from "../../src/domain/duration.ts";
import { Refusal } from "../../src/playground/github/index.ts";
import { createStage, REPOSITORY, type Stage, type StageOptions } from "../../src/playground/stage.ts";
import { watchedLog } from "./canaries.ts";
import { requestErrors } from "./openapi.ts";

const OURS = "tocsin[bot]";

/** A ladder with somebody on every step, for stories that need one. */
export const LADDER = `
severities:
  P0:
    escalate: [{ after: 0m, notify: ["@erin"] }, { after: 30m, notify: ["@acme/cto"] }, { after: 45m, notify: ["@bob"] }]
  P1:
    escalate: [{ after: 0m, notify: ["@bob"] }, { after: 90m, notify: ["@erin"] }]
`;

export interface World {
  readonly stage: Stage;
  readonly number: number;
  /** Opens an issue labelled as an incident and lets the app look at it; commands and labels go to the last one opened. */
  open(
    title?: string,
    options?: { by?: string; labels?: string[]; body?: string; assignees?: string[] },
  ): Promise<number>;
  comment(by: string, body: string): Promise<number>;
  /** Any other act of a person on the issue: `act("bob", (bob) => bob.close(...))`. */
  act(by: string, what: (person: ReturnType<Stage["github"]["as"]>, number: number) => unknown): Promise<void>;
  advance(length: string): Promise<void>;
  /** The next comment by the app that was not read yet, without its hidden block; throws when there is none. */
  next(): string;
  /** For a test that reads every thread whole: all comments so far count as read. */
  skim(): void;
  /** The card without its hidden block. */
  card(): string;
  /** The card's row of a clock: `| Response | 14:45 UTC | … |`. */
  clock(name: string): string;
  labels(): string[];
  reactions(comment: number): string[];
  isOpen(): boolean;
  time(): string;
}

/** Without hidden blocks, and with one address whatever the port. */
const visible = (body: string): string =>
  body
    .replace(/\n*<!-- tocsin:[\s\S]*?-->/g, "")
    .replace(/http:\/\/127\.0\.0\.1:\d+/g, "https://github.test")
    .replace(/#(event|issuecomment)-\d+/g, "#$1-1")
    .trim();

/** None on an issue that is not there any more. */
function commentsOn(github: Stage["github"], issue: number) {
  try {
    return github.thread(REPOSITORY, issue).comments;
  } catch (error) {
    if (error instanceof Refusal || /has no repository/.test(String(error))) return [];
    throw error;
  }
}

export async function world(options: StageOptions = {}): Promise<World> {
  const stage = await createStage({ log: watchedLog(), ...options });
  const { github } = stage;
  const read = new Map<number, number>();
  let number = 0;
  const thread = () => github.thread(REPOSITORY, number);
  const ours = (issue: number) =>
    commentsOn(github, issue).filter(({ user, body }) => user === OURS && !body.includes("<!-- tocsin:card"));
  const theCard = () => {
    const cards = thread().comments.filter(({ user, body }) => user === OURS && body.includes("<!-- tocsin:card"));
    expect(cards, "exactly one card").toHaveLength(1);
    return visible(cards[0]?.body ?? "");
  };
  onTestFinished(async () => {
    const unread = [...read].flatMap(([issue, count]) =>
      ours(issue)
        .slice(count)
        .map(({ body }) => visible(body)),
    );
    await stage.close();
    expect(unread, "comments nobody read").toEqual([]);
    const wrong = github.requests
      // What a fault answered instead of GitHub was not read, and not written down.
      .filter(({ status, body }) => status < 400 || (status < 500 && body !== undefined))
      // GraphQL has a description of its own; the local GitHub refuses fields it does not know.
      .filter(({ path }) => !path.endsWith("/graphql"))
      // A page of GitHub's, not its API.
      .filter(({ path }) => !path.startsWith("/login/oauth/"))
      // Where GitHub's own redirects lead.
      .filter(({ path }) => !/^\/repositories\/\d+/.test(path))
      .flatMap(({ method, path, body }) => requestErrors(method, path, body));
    expect(wrong, "requests that GitHub does not know").toEqual([]);
  });
  return {
    stage,
    get number() {
      return number;
    },
    async open(title = "Checkout down", { by = "alice", labels = ["incident"], ...rest } = {}) {
      number = github.as(by).openIssue(REPOSITORY, { title, labels, ...rest });
      read.set(number, 0);
      await stage.quiet();
      return number;
    },
    async comment(by, body) {
      const id = github.as(by).comment(REPOSITORY, number, body);
      await stage.quiet();
      return id;
    },
    async act(by, what) {
      what(github.as(by), number);
      await stage.quiet();
    },
    advance: async (length) => stage.advance(parseDuration(length) ?? expect.unreachable(`not a length: ${length}`)),
    next() {
      const count = read.get(number) ?? 0;
      const comment = ours(number)[count];
      expect(comment, "a comment of the app").toBeDefined();
      read.set(number, count + 1);
      return visible(comment?.body ?? "");
    },
    skim() {
      for (const issue of read.keys()) read.set(issue, ours(issue).length);
    },
    card: theCard,
    clock: (name) =>
      theCard()
        .split("\n")
        .find((line) => line.startsWith(`| ${name} `)) ?? "",
    labels: () => thread().labels.toSorted(),
    reactions: (comment) =>
      thread()
        .comments.find(({ id }) => id === comment)
        ?.reactions.map(({ content }) => content) ?? [],
    isOpen: () => thread().state === "open",
    time: () => stage.clock.now().toFormat("HH:mm:ss"),
  };
}
