// What one can do in the playground, as data: a list of acts is a whole story, small enough for a link.
import { Duration } from "luxon";
import { z } from "zod";
import { POLICY_PATH } from "../../app/policies.ts";
import { Refusal } from "../github/index.ts";
import { PEOPLE, REPOSITORY } from "../scenery.ts";
import type { PageStage } from "./stage.ts";

export const LOGINS = Object.keys(PEOPLE) as (keyof typeof PEOPLE)[];

const who = z.enum(LOGINS);
const issue = z.int().min(1).max(999);
const text = z.string().max(20_000);
const MONTH = 31 * 24 * 60;

/** Each begins with its name; then, where there is one, who does it on which issue. */
const actSchema = z.union([
  z.tuple([z.literal("open"), who, z.string().max(256), text]),
  z.tuple([z.literal("say"), who, issue, text]),
  z.tuple([z.literal("edit"), who, issue, text]),
  z.tuple([z.literal("label"), who, issue, z.string().max(100)]),
  z.tuple([z.literal("unlabel"), who, issue, z.string().max(100)]),
  z.tuple([z.literal("close"), who, issue, z.enum(["completed", "not_planned"])]),
  z.tuple([z.literal("reopen"), who, issue]),
  /** The repository's `.github/tocsin.yml` becomes this. */
  z.tuple([z.literal("policy"), who, text]),
  /** So many minutes pass. */
  z.tuple([z.literal("wait"), z.int().min(1).max(MONTH)]),
  /** Time passes until the app wants to do something. */
  z.tuple([z.literal("next")]),
]);

export type Act = z.infer<typeof actSchema>;

/** Of a story; more would take a page too long. Minutes. */
const LONGEST = 2 * 366 * 24 * 60;

const actsSchema = z
  .array(actSchema)
  .max(500)
  .refine((acts) => acts.reduce((sum, act) => sum + (act[0] === "wait" ? act[1] : 0), 0) <= LONGEST);

/** The acts that a stranger's data are, or undefined when it is no story that a link may hold. */
export function readActs(data: unknown): Act[] | undefined {
  return actsSchema.safeParse(data).data;
}

type Deed = Exclude<Act, ["wait" | "next", ...unknown[]]>;

/** A person needs a moment: what happens in one second cannot be told apart on GitHub. */
const MOMENT = Duration.fromObject({ seconds: 1 });

/** Does it, and everything that follows at once; resolves to what GitHub says when it refuses. */
export async function perform(act: Act, stage: PageStage): Promise<string | undefined> {
  if (act[0] === "wait") return void (await stage.advance(Duration.fromObject({ minutes: act[1] })));
  if (act[0] === "next") return void (await untilNext(stage));
  await stage.advance(MOMENT);
  try {
    doIt(act as Deed, stage);
  } catch (error) {
    if (error instanceof Refusal) return error.message;
    throw error;
  }
  await stage.quiet();
  return undefined;
}

async function untilNext(stage: PageStage): Promise<void> {
  const due = await stage.nextDue();
  if (due !== undefined) await stage.advance(Duration.fromMillis(Math.max(0, due - +stage.clock.now())));
}

function doIt(deed: Deed, { github }: PageStage): void {
  const person = github.as(deed[1]);
  switch (deed[0]) {
    case "open":
      person.openIssue(REPOSITORY, { title: deed[2], body: deed[3], labels: ["incident"] });
      break;
    case "say":
      person.comment(REPOSITORY, deed[2], deed[3]);
      break;
    case "edit":
      person.editIssue(REPOSITORY, deed[2], { body: deed[3] });
      break;
    case "label":
      person.addLabels(REPOSITORY, deed[2], deed[3]);
      break;
    case "unlabel":
      person.removeLabel(REPOSITORY, deed[2], deed[3]);
      break;
    case "close":
      person.close(REPOSITORY, deed[2], deed[3]);
      break;
    case "reopen":
      person.reopen(REPOSITORY, deed[2]);
      break;
    case "policy":
      person.putFile(REPOSITORY, POLICY_PATH, deed[2]);
      break;
    default:
      deed satisfies never;
  }
}
