// Judges a configuration that does not hold yet: every file by itself, and each against the others.
import type { DateTime } from "luxon";
import { checkTemplates } from "../adapters/template-check.ts";
import type { Finding, Located } from "../domain/finding.ts";
import { readOnCallFile } from "../domain/on-call-file.ts";
import { callsOnCall, holeFindings, ladderFindings } from "../domain/on-call-ladder.ts";
import { type Named, namesIn, namesInLadders } from "../domain/on-call-names.ts";
import type { Policy } from "../domain/policy.ts";
import type { PolicyFile } from "../domain/policy-schema.ts";
import { TEMPLATE_FOLDER } from "../domain/template-finding.ts";
import { locate } from "../domain/yaml-place.ts";
import { overridable, unknownName } from "./overrides.ts";
import type { Remark } from "./perform-check-run.ts";
import { POLICY_PATH } from "./policies.ts";
import { readProposal } from "./proposal.ts";
import type { ProposedFiles } from "./proposed-files.ts";
import { ON_CALL_PATH } from "./schedules.ts";

/** How far ahead somebody has to be on call; three months are planned, more is not. */
const AHEAD = { days: 90 };
/** Worth a look, and maybe meant so. */
const WARNINGS: readonly string[] = ["on-call-hole", "cannot-acknowledge"];

interface Context {
  /** The policy that holds now. */
  readonly before: Policy;
  /** The organisation's file, for a repository that has one. */
  readonly shared?: PolicyFile | undefined;
  /** Our own templates by name, as they are written. */
  readonly known: ReadonlyMap<string, string>;
  readonly now: DateTime;
  /** Finds those who cannot be reached; without it nobody is asked for. */
  people?(named: readonly Named[], policy: Policy): Promise<Finding[]>;
}

export interface Judgement {
  readonly remarks: readonly Remark[];
  /** The policy as it would be; undefined when it is not touched, or wrong. */
  readonly after?: Policy;
}

/** Everything that is wrong, file by file, in the order of their lines. */
export async function judgeConfiguration(files: ProposedFiles, context: Context): Promise<Judgement> {
  const { policy: text, onCall } = files;
  const proposal = text === undefined ? undefined : await readProposal(text, context.shared);
  const after = proposal && "severities" in proposal ? proposal : undefined;
  const wrong = proposal && !("severities" in proposal) ? proposal : [];
  const { schedule = context.before.onCall, findings } =
    onCall === undefined ? { findings: [] } : readOnCallFile(onCall);
  const policy = after ?? context.before;
  const asked = async (named: readonly Named[]) => (await context.people?.(named, policy)) ?? [];
  const ladders = after ? [...ladderFindings(after, schedule), ...(await asked(namesInLadders(after)))] : [];
  const window = { from: context.now, to: context.now.plus(AHEAD) };
  const isJudged = files.isOnCallTouched && schedule && findings.length === 0;
  const isKnown = !ladders.some(({ reason }) => reason === "unknown-rotation");
  const holes = isJudged && isKnown && callsOnCall(policy) ? holeFindings(policy, schedule, window) : [];
  const people = isJudged ? await asked(namesIn(schedule)) : [];
  return {
    after,
    remarks: [
      ...[...wrong, ...locate(text ?? "", ladders)].map((one) => remark(POLICY_PATH, one)),
      ...[...(files.isOnCallTouched ? findings : []), ...locate(onCall ?? "", [...holes, ...people])].map((one) =>
        remark(ON_CALL_PATH, one),
      ),
      ...(await templateRemarks(files.templates, context.known)),
    ],
  };
}

function remark(path: string, { line, column, reason, data }: Located): Remark {
  const level = WARNINGS.includes(reason) ? "warning" : "failure";
  return { path, line, column, level, message: { template: `policy-findings/${reason}`, data } };
}

async function templateRemarks(texts: ReadonlyMap<string, string>, known: Context["known"]): Promise<Remark[]> {
  const nameOf = (path: string) => path.slice(TEMPLATE_FOLDER.length + 1, -".hbs".length);
  const names = overridable(known);
  const found = await checkTemplates(new Map([...texts].map(([path, text]) => [nameOf(path), text])), known);
  return [...found].flatMap(([name, findings]) =>
    (names.includes(name) ? findings : [unknownName(name, names)]).map(({ line, column, reason, data }) => ({
      path: `${TEMPLATE_FOLDER}/${name}.hbs`,
      line,
      column,
      level: "failure" as const,
      message: { template: `template-findings/${reason}`, data },
    })),
  );
}
