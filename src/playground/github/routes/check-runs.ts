// Check runs.
import { treeOf } from "../branches.ts";
import { createEntry } from "../entries.ts";
import { requiredText } from "../fields.ts";
import { paged } from "../pages.ts";
import { invalid, notFound, tooLong } from "../refusals.ts";
import { type Answer, numberIn, type RepositoryCall, type Row } from "../router.ts";
import { checkRunShape } from "../shapes/entry.ts";
import { type Entry, timeOf } from "../world.ts";

const TEXT_LIMIT = 65_535;
const ANNOTATION_LIMIT = 50;

interface Output {
  title?: string;
  summary?: string;
  text?: string;
  annotations?: unknown[];
}

function checkOutput({ summary = "", text = "", annotations = [] }: Output): void {
  if (summary.length > TEXT_LIMIT) throw tooLong("CheckRun", "summary", TEXT_LIMIT);
  if (text.length > TEXT_LIMIT) throw tooLong("CheckRun", "text", TEXT_LIMIT);
  if (annotations.length > ANNOTATION_LIMIT) {
    throw invalid({
      resource: "CheckRun",
      field: "annotations",
      code: "invalid",
      message: "No more than 50 items are allowed",
    });
  }
}

function runIn(call: RepositoryCall): Entry {
  const id = numberIn(call, "run");
  const entry = call.repository.checkRuns.find((one) => one.id === id);
  if (!entry) throw notFound();
  return entry;
}

function shape(call: RepositoryCall, entry: Entry) {
  return checkRunShape(call.world, call.repository, entry);
}

function create(call: RepositoryCall): Answer {
  const { world, actor, repository, body } = call;
  for (const name of ["name", "head_sha"]) requiredText(body, name, "CheckRun");
  checkOutput((body.output ?? {}) as Output);
  const entry = createEntry(world, actor, body);
  repository.checkRuns.push(entry);
  return { status: 201, body: shape(call, entry) };
}

function update(call: RepositoryCall): Answer {
  const entry = runIn(call);
  const output = (call.body.output ?? {}) as Output;
  checkOutput(output);
  const before = (entry.fields.output ?? {}) as Output;
  // Annotations of a later request are added to those that are there.
  const annotations = [...(before.annotations ?? []), ...(output.annotations ?? [])];
  entry.fields = { ...entry.fields, ...call.body, output: { ...before, ...output, annotations } };
  entry.updatedAt = timeOf(call.world);
  return { status: 200, body: shape(call, entry) };
}

/** The runs of a commit, newest first. */
function list(call: RepositoryCall): Answer {
  const { repository, params, query } = call;
  const { sha } = treeOf(repository, params.ref ?? "");
  const name = query.get("check_name");
  const found = repository.checkRuns.filter(
    ({ fields }) => fields.head_sha === sha && (name === null || fields.name === name),
  );
  const page = paged(call, found.toReversed(), (entry) => shape(call, entry));
  return { ...page, body: { total_count: found.length, check_runs: page.body } };
}

export const checkRunRows: Row<RepositoryCall>[] = [
  { method: "GET", path: "/commits/:ref/check-runs", permission: "checks:read", run: list },
  { method: "POST", path: "/check-runs", permission: "checks:write", run: create },
  {
    method: "GET",
    path: "/check-runs/:run",
    permission: "checks:read",
    run: (call) => ({ status: 200, body: shape(call, runIn(call)) }),
  },
  { method: "PATCH", path: "/check-runs/:run", permission: "checks:write", run: update },
];
