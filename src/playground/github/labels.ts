// The labels of a repository, and which of them an issue wears.

import { tellIssue } from "./issue-news.ts";
import { invalid, notFound, tooLong } from "./refusals.ts";
import { type Actor, actingRole, reaches, requireRole } from "./roles.ts";
import { labelShape } from "./shapes/issue.ts";
import { record } from "./timeline.ts";
import { emit } from "./webhooks.ts";
import { freshId, type Issue, type Label, type Repository, type World } from "./world.ts";

export interface LabelFields {
  name: string;
  color?: string;
  description?: string | null;
}

/** The colour of a label that came into being by being used. */
const GREY = "ededed";

/** The label with this name, whatever its case. */
export function findLabel(repository: Repository, name: string): Label | undefined {
  return repository.labels.find((label) => label.name.toLowerCase() === name.toLowerCase());
}

/** The label with this name, or a 404. */
export function labelOf(repository: Repository, name: string): Label {
  const label = findLabel(repository, name);
  if (!label) throw notFound();
  return label;
}

function checkFields({ name, color, description }: Partial<LabelFields>): void {
  if (name !== undefined && name.trim() === "")
    throw invalid({ resource: "Label", field: "name", code: "missing_field" });
  if (name !== undefined && [...name].length > 50) throw tooLong("Label", "name", 50);
  if (description && [...description].length > 100) throw tooLong("Label", "description", 100);
  if (color !== undefined && !/^[0-9a-f]{6}$/i.test(color))
    throw invalid({ resource: "Label", field: "color", code: "invalid" });
}

function tell(
  world: World,
  actor: Actor,
  happening: { action: string; repository: Repository; label: Label; changes?: object },
) {
  const { action, repository, label, changes } = happening;
  const payload = { label: labelShape(world, repository, label), ...(changes && { changes }) };
  emit(world, { event: "label", action, repository, actor, payload });
}

/** Adds a label to the repository. */
export function createLabel(
  world: World,
  actor: Actor,
  { repository, ...fields }: LabelFields & { repository: Repository },
): Label {
  requireRole(world, actor, { repository, role: "write" });
  checkFields(fields);
  const taken = findLabel(repository, fields.name);
  if (taken) throw invalid({ resource: "Label", code: "already_exists", field: "name" });
  const color = (fields.color ?? GREY).toLowerCase();
  const label = {
    id: freshId(world),
    name: fields.name,
    color,
    description: fields.description ?? null,
    default: false,
  };
  repository.labels.push(label);
  tell(world, actor, { action: "created", repository, label });
  return label;
}

/** Renames, recolours or describes a label. */
export function editLabel(
  world: World,
  actor: Actor,
  { repository, label, fields }: { repository: Repository; label: Label; fields: Partial<LabelFields> },
): void {
  requireRole(world, actor, { repository, role: "write" });
  checkFields(fields);
  const taken = fields.name === undefined ? label : (findLabel(repository, fields.name) ?? label);
  if (taken !== label) throw invalid({ resource: "Label", code: "already_exists", field: "name" });
  const changes: Record<string, { from: string }> = {};
  for (const key of ["name", "color", "description"] as const) {
    const value = fields[key];
    if (value === undefined || value === label[key]) continue;
    changes[key] = { from: label[key] ?? "" };
    Object.assign(label, { [key]: value });
  }
  if (Object.keys(changes).length > 0) tell(world, actor, { action: "edited", repository, label, changes });
}

/** Deletes a label: every issue that wore it loses it, and says so. */
export function deleteLabel(
  world: World,
  actor: Actor,
  { repository, label }: { repository: Repository; label: Label },
): void {
  requireRole(world, actor, { repository, role: "write" });
  repository.labels = repository.labels.filter((one) => one !== label);
  for (const issue of repository.issues.values())
    if (issue.labels.includes(label)) takeOff(world, actor, { issue, label });
  tell(world, actor, { action: "deleted", repository, label });
}

/** Puts labels on an issue; a name that the repository does not know becomes a new label. */
export function addLabels(world: World, actor: Actor, { issue, names }: { issue: Issue; names: string[] }): void {
  const { repository } = issue;
  requireRole(world, actor, { repository, role: "triage" });
  for (const label of ensureLabels(world, actor, { repository, names })) {
    if (issue.labels.includes(label)) continue;
    issue.labels.push(label);
    noteLabel(world, actor, { issue, label, action: "labeled" });
  }
}

/** The labels with these names; those that the repository does not have come into being. */
export function ensureLabels(
  world: World,
  actor: Actor,
  { repository, names }: { repository: Repository; names: string[] },
): Label[] {
  for (const name of names) checkFields({ name });
  const labels = names.map((name) => findLabel(repository, name) ?? createLabel(world, actor, { repository, name }));
  return [...new Set(labels)];
}

function takeOff(world: World, actor: Actor, { issue, label }: { issue: Issue; label: Label }): void {
  issue.labels = issue.labels.filter((one) => one !== label);
  noteLabel(world, actor, { issue, label, action: "unlabeled" });
}

/** Records that a label came or went, and tells the apps. */
export function noteLabel(
  world: World,
  actor: Actor,
  { issue, label, action }: { issue: Issue; label: Label; action: string },
): void {
  const { repository } = issue;
  // The event remembers the label as it was called then.
  record(world, actor, { issue, event: action, detail: { label: { ...label } } });
  tellIssue(world, actor, { issue, action, payload: { label: labelShape(world, repository, label) } });
}

/** Takes one label off an issue; 404 if it is not there. */
export function removeLabel(world: World, actor: Actor, { issue, name }: { issue: Issue; name: string }): void {
  requireRole(world, actor, { repository: issue.repository, role: "triage" });
  const label = issue.labels.find((one) => one.name.toLowerCase() === name.toLowerCase());
  if (!label) throw notFound("Label does not exist");
  takeOff(world, actor, { issue, label });
}

/** Makes these the labels of an issue, and no others. */
export function setLabels(world: World, actor: Actor, { issue, names }: { issue: Issue; names: string[] }): void {
  requireRole(world, actor, { repository: issue.repository, role: "triage" });
  const kept = new Set(names.map((name) => name.toLowerCase()));
  for (const label of issue.labels) if (!kept.has(label.name.toLowerCase())) takeOff(world, actor, { issue, label });
  addLabels(world, actor, { issue, names });
}

/** The labels for a new issue: without triage rights they are silently dropped; unknown ones need write. */
export function labelsAllowed(
  world: World,
  actor: Actor,
  { repository, names }: { repository: Repository; names: string[] },
) {
  const role = actingRole(world, actor, repository);
  if (!reaches(role, "triage")) return [];
  return reaches(role, "write") ? names : names.filter((name) => findLabel(repository, name));
}
