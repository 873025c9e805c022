// Gathers what a security incident must know of its surroundings: who can read it, where else it can go on, the draft.
import type { GitHub, Place, Thread } from "../adapters/github/port.ts";
import type { Surroundings } from "../domain/facts.ts";
import type { Incident } from "../domain/incident.ts";
import type { Comment } from "../domain/issue.ts";
import { hasLabel, labelIn } from "../domain/labels.ts";
import type { Policy } from "../domain/policy.ts";
import { latest } from "../domain/timeline.ts";
import type { Marked } from "./marked.ts";
import type { Policies } from "./policies.ts";

interface Found {
  readonly incident: Incident;
  readonly policy: Policy;
  /** All that stands on the issue; `marked` is what of it is ours, `heard` what may be new. */
  readonly thread: Thread;
  readonly marked: readonly Marked[];
  readonly heard: readonly Comment[];
}

/** undefined while nothing says that it is one of security: nobody else pays for the requests. */
export async function gatherSecurity(
  { incident, policy, thread: { comments }, marked, heard }: Found,
  place: Place,
  { github, policies }: { github: GitHub; policies: Policies },
): Promise<Surroundings | undefined> {
  const { timeline, issue } = incident;
  const isMarked = incident.isSecurity || hasLabel(issue.labels, labelIn(policy, "security"));
  const isAbout = isMarked || latest(timeline, "aware") || latest(timeline, "moved");
  if (!isAbout && !heard.some(({ isOurs, body }) => !isOurs && body.includes("/security"))) return undefined;
  // What cannot be told is taken for public: nothing that must stay unseen is written there.
  const isPublic = (await github.about(place))?.isPublic ?? true;
  const wanted = isPublic && !latest(timeline, "moved") ? policy.security.privateRepository : undefined;
  return {
    isPublic,
    refuge: wanted ? await refugeAt(wanted, place, { github, policies }) : undefined,
    draft: marked.find(({ marker }) => marker.kind === "notification")?.comment.body,
    spoken: comments.filter(({ author, isOurs }) => !isOurs && !author?.isBot),
    ours: marked.map(({ comment, marker }) => ({ id: comment.id, kind: marker.kind, text: marker.text })),
  };
}

/** Only a repository that nobody else can read, and where the app is installed, is one. */
async function refugeAt(
  repository: string,
  here: Place,
  { github, policies }: { github: GitHub; policies: Policies },
): Promise<Surroundings["refuge"]> {
  const installation = await github.installationOn(repository);
  if (installation === undefined) return undefined;
  const place = { ...here, installation, repository, number: 0 };
  const found = await github.about(place);
  if (!found || found.isPublic) return undefined;
  const policy = await policies.of(place);
  return { id: found.id, installation, repository, policy };
}
