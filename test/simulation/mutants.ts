// Known bugs, each a patch of one source file: the simulation has to find every one of them. Production source holds no switches.
export interface Mutant {
  readonly name: string;
  /** The real case it stands for. */
  readonly why: string;
  /** Below `src/`. */
  readonly file: string;
  /** Found exactly once in the file. */
  readonly before: string;
  readonly after: string;
  /** The mode that looks for it; random lives unless it says otherwise. */
  readonly mode?: string;
  /** The story that finds it, where chance takes too long. */
  readonly story?: string;
}

export const MUTANTS: readonly Mutant[] = [
  {
    name: "what stands in the thread is not looked at",
    why: "probot#921: a comment four times; mergify#654",
    file: "app/marked.ts",
    before: "return keys.length > 0 ? insertEntry(",
    after: "return keys.length > 99 ? insertEntry(",
  },
  {
    name: "the retry plugin is on",
    why: "probot#921: plugin-retry repeats a POST after a 502",
    file: "adapters/github/client.ts",
    before: "retry: { enabled: false }",
    after: "retry: { enabled: true, retries: 3 }",
  },
  {
    name: "wake-ups are not in the store",
    why: "grafana/oncall#1206: an escalation does not go on after a restart",
    file: "adapters/store/claims.ts",
    before: "const wakeAt = finish.wakeAt ?? NEVER;",
    after: "const wakeAt = NEVER;",
  },
  {
    name: "whose comment a marker is in does not matter",
    why: "ai-sdlc#195: a collaborator forges the marker",
    file: "app/marked.ts",
    before: "if (!comment.isOurs) return [];",
    after: "if (!comment) return [];",
  },
  {
    name: "the label is the state",
    why: "probot/stale#288: a label changed by hand, and the state is lost",
    file: "domain/incident.ts",
    before: "severity: severitySince?.to,",
    after: 'severity: issue.labels.find((one) => one.startsWith("severity: "))?.slice(10),',
  },
  {
    name: "the time of receipt instead of GitHub's",
    why: "Troubleshooting webhooks: they come minutes late and out of order",
    file: "app/answer.ts",
    before: "const at: DateTime = comment.updatedAt;",
    after: "const at: DateTime = facts.now;",
  },
  {
    name: "nothing has to settle",
    why: "toy simulation: 373 duplicates in 50,000 reminders, because GitHub's lists lag",
    file: "index.ts",
    before: "settle: { milliseconds: settle },",
    after: "settle: { milliseconds: 0 * settle },",
    story: "test/stories/memory.test.ts",
  },
  {
    name: "no intent before the POST",
    why: "bors-ng#187: a crash between the write and the note of it",
    file: "app/post.ts",
    before: "const intent = await store.intend(claim, key, +now);",
    after: 'const intent = { state: "new", intendedAt: +now, result: undefined };',
  },
  {
    name: "done before it is done",
    why: "healthchecks#212: the process dies while sending, after the row says sent",
    file: "app/post.ts",
    before: "const result = await what.write();\n    await store.confirm(claim, key, result);",
    after: "await store.confirm(claim, key, 0);\n    const result = await what.write();",
  },
  {
    name: "machines are answered",
    why: "kubernetes/test-infra#12117: a bot answers every comment, its own too",
    file: "app/answer.ts",
    before: "const isByBot = comment.isOurs || comment.author?.isBot || comment.editor?.isBot;",
    after: "const isByBot = false;",
  },
  {
    name: "no sweep",
    why: "parity-processbot#369: some webhooks are never attempted",
    file: "index.ts",
    before: "sweep: () => sweep(shop),",
    after: "sweep: async () => {},",
    mode: "deaf",
  },
  {
    name: "no redelivery",
    why: "probot#1049: what happened while the app was down is gone",
    file: "index.ts",
    before: "redeliver: () => redeliver(shop, () => sweep(shop)),",
    after: "redeliver: async () => 0,",
    story: "test/stories/memory.test.ts",
  },
  {
    name: "a comment that is seen again runs again",
    why: "openshift/ci-tools#5170: edits and repeated events run commands twice",
    file: "app/answer.ts",
    before: " && !answered.has(lineKey(typed))",
    after: "",
    story: "test/app/edits.test.ts",
  },
  {
    name: "a role that cannot be asked is any role",
    why: "fullsend#367: any commenter could",
    file: "app/gather-roles.ts",
    before: 'if (role && role !== "unread") roles.set(login, role)',
    after: 'roles.set(login, role && role !== "unread" ? role : "admin")',
    story: "test/stories/role-unread.test.ts",
  },
  {
    name: "a downgrade erases the post-mortem",
    why: "the plan: what was owed at the resolution stays owed",
    file: "domain/post-mortem.ts",
    before: "return [...(isSpared ? [] : [atEnd]), ...since].find(",
    after: "return [isSpared || since.length > 0 ? incident.severity : atEnd].find(",
  },
  {
    name: "what is sealed in the card is not read",
    why: "gascity#5827: a restart loses everything that was only remembered",
    file: "app/marked.ts",
    before: "kept.revision > stored.revision ?",
    after: "kept.revision < 0 ?",
    mode: "rebuild",
  },
  {
    name: "a 404 is a deletion",
    why: "release-please#1208: 404 right after the creation, and silence for ever",
    file: "app/absence.ts",
    before: "return attempts >= LOOKS || inbox.some(",
    after: "return attempts >= 0 || inbox.some(",
    story: "test/stories/passing-trouble.test.ts",
  },
  {
    name: "said is what lies before the last thing said",
    why: "pg-boss#327: a look-back in time misses what a step of the clock or a delay puts before it",
    file: "app/readings.ts",
    before: ".filter(({ key }) => !incident.said.has(key))",
    after: '.filter(({ at }) => entriesOf(incident.timeline, "said").every((one) => one.at < at))',
    story: "test/stories/passing-trouble.test.ts",
  },
  {
    name: "a secondary limit is a refusal",
    why: "probot#1055: the reminder is lost on a 403",
    file: "adapters/github/outcome.ts",
    before: 'if (isLimit(error)) return { kind: "later"',
    after: 'if (status === 429) return { kind: "later"',
  },
  {
    name: "after a 502 nothing has happened",
    why: "healthchecks#610: a timeout counted as a failure, and a second alert",
    file: "adapters/github/outcome.ts",
    before: 'if (!status || status >= 500 || !response) return { kind: "ambiguous" };',
    after: 'if (!status || status >= 500 || !response) return { kind: "later", at: now.plus(RETRY_SOON) };',
    story: "test/stories/lost-notes.test.ts",
  },
  {
    name: "closed is closed",
    why: "the plan: a P0 or P1 stays open until its post-mortem is done",
    file: "app/settle.ts",
    before: "const shouldBeOpen = ended ? isOwed(incident, policy) :",
    after: "const shouldBeOpen = ended ? false :",
  },
  {
    name: "who edited is forgotten while a role is waited for",
    why: "found by this simulation",
    file: "app/work.ts",
    before: "if (isWaiting && claim.inbox.length > 0) throw new Hold(wakeAt ?? now);",
    after: "",
    story: "test/stories/edit-untold.test.ts",
  },
  {
    name: "a closing that was undone is forgotten",
    why: "found by this simulation",
    file: "app/observe.ts",
    before: "return undone && !undone.isOurs && isUndone ?",
    after: "return undone && !undone.isOurs && isUndone && !undone ?",
  },
  {
    name: "what is said on a closed post-mortem is not read",
    why: "found by this simulation",
    file: "app/gather-under.ts",
    before: "(!report.isOpen && settledAt(incident))",
    after: "!report.isOpen",
  },
  {
    name: "answers are not compared with what stands there",
    why: "found by this simulation",
    file: "app/settle.ts",
    before: "!before.has(effect.key)",
    after: "before !== undefined",
  },
  {
    name: "a label of ours is never taken away",
    why: "probot/stale#292: labels that contradict each other",
    file: "app/settle.ts",
    before: "!isManaged(policy, label) || hasLabel(wanted, label)",
    after: "!isManaged(policy, label) || label",
  },
  {
    name: "heard is everything before the last look",
    why: "DefinitelyTyped/dt-mergebot#43: the API's lists lag behind its writes",
    file: "app/gather.ts",
    before: "+updatedAt.plus(LONGEST_LAG) >= seenAt",
    after: "+updatedAt >= seenAt",
    story: "test/stories/lagging-lists.test.ts",
  },
  {
    name: "an alert's issue is not looked for in an empty store",
    why: "the store is only an index: without it a group would get a second incident",
    file: "app/alert-lane.ts",
    before: "known ?? (await shop.desk.issueOf(claim.lane, where, +now))",
    after: "known",
    mode: "alerts",
  },
  {
    name: "an alert's issue is not looked for after a lost answer",
    why: "probot#921, for issues",
    file: "app/perform-alert.ts",
    before: "isOurs && number > opening.after && isIt(body)",
    after: "isOurs && number > opening.after && isIt(body) && !body",
    mode: "alerts",
  },
  {
    name: "what was heard before the end is a repeat",
    why: "found by this simulation: a firing alert without an open incident",
    file: "domain/alert-history.ts",
    before: "((isByItself && recovered?.heard) || endedAt)",
    after: "endedAt",
    story: "test/stories/alerts-late.test.ts",
  },
  {
    name: "a recovery need not last",
    why: "an alert that flaps would close and open its incident all the time",
    file: "domain/alert-history.ts",
    before: "if (!until || until > now) return timeline;",
    after: "if (!until) return timeline;",
    story: "test/stories/alerts.test.ts",
  },
];

/** The source with the bug in it; throws unless its place is there exactly once. */
export function mutated(source: string, { name, file, before, after }: Mutant): string {
  const parts = source.split(before);
  if (parts.length !== 2) throw new Error(`mutant "${name}": its place is ${parts.length - 1} times in src/${file}`);
  return parts.join(after);
}
