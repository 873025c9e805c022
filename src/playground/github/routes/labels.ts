// The labels of a repository and of its issues.
import { namesField, nullableText, requiredText, textField } from "../fields.ts";
import { addLabels, createLabel, deleteLabel, editLabel, labelOf, removeLabel, setLabels } from "../labels.ts";
import { paged } from "../pages.ts";
import type { Answer, RepositoryCall, Row } from "../router.ts";
import { labelShape } from "../shapes/issue.ts";
import type { Issue, Label } from "../world.ts";
import { issueIn } from "./issues.ts";

function shapeIn(call: RepositoryCall) {
  return (label: Label) => labelShape(call.world, call.repository, label);
}

function create(call: RepositoryCall): Answer {
  const { world, actor, repository, body } = call;
  const name = requiredText(body, "name", "Label");
  const fields = { name, color: textField(body, "color"), description: nullableText(body, "description") };
  return { status: 201, body: shapeIn(call)(createLabel(world, actor, { repository, ...fields })) };
}

function show(call: RepositoryCall): Answer {
  return { status: 200, body: shapeIn(call)(labelOf(call.repository, call.params.name ?? "")) };
}

function update(call: RepositoryCall): Answer {
  const { world, actor, repository, body } = call;
  const label = labelOf(repository, call.params.name ?? "");
  const fields = {
    name: textField(body, "new_name") ?? textField(body, "name"),
    color: textField(body, "color"),
    description: nullableText(body, "description"),
  };
  editLabel(world, actor, { repository, label, fields });
  return { status: 200, body: shapeIn(call)(label) };
}

function remove(call: RepositoryCall): Answer {
  const { world, actor, repository } = call;
  deleteLabel(world, actor, { repository, label: labelOf(repository, call.params.name ?? "") });
  return { status: 204 };
}

function worn(call: RepositoryCall, issue: Issue): Answer {
  return { status: 200, body: issue.labels.map(shapeIn(call)) };
}

function add(call: RepositoryCall): Answer {
  const issue = issueIn(call);
  addLabels(call.world, call.actor, { issue, names: namesField(call.body, "labels") ?? [] });
  return worn(call, issue);
}

function set(call: RepositoryCall): Answer {
  const issue = issueIn(call);
  setLabels(call.world, call.actor, { issue, names: namesField(call.body, "labels") ?? [] });
  return worn(call, issue);
}

function takeOff(call: RepositoryCall): Answer {
  const issue = issueIn(call);
  removeLabel(call.world, call.actor, { issue, name: call.params.name ?? "" });
  return worn(call, issue);
}

function clear(call: RepositoryCall): Answer {
  setLabels(call.world, call.actor, { issue: issueIn(call), names: [] });
  return { status: 204 };
}

const READ = "issues:read|pull_requests:read";
const WRITE = "issues:write|pull_requests:write";

export const labelRows: Row<RepositoryCall>[] = [
  {
    method: "GET",
    path: "/labels",
    permission: READ,
    run: (call) => paged(call, call.repository.labels, shapeIn(call)),
  },
  { method: "POST", path: "/labels", permission: WRITE, content: true, run: create },
  { method: "GET", path: "/labels/:name", permission: READ, run: show },
  { method: "PATCH", path: "/labels/:name", permission: WRITE, run: update },
  { method: "DELETE", path: "/labels/:name", permission: WRITE, run: remove },
  {
    method: "GET",
    path: "/issues/:number/labels",
    permission: READ,
    run: (call) => paged(call, issueIn(call).labels, shapeIn(call)),
  },
  { method: "POST", path: "/issues/:number/labels", permission: WRITE, run: add },
  { method: "PUT", path: "/issues/:number/labels", permission: WRITE, run: set },
  { method: "DELETE", path: "/issues/:number/labels", permission: WRITE, run: clear },
  { method: "DELETE", path: "/issues/:number/labels/:name", permission: WRITE, run: takeOff },
];
