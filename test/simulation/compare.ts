// Compares a life with its model: what the same people did at the same moments in a world in which nothing goes wrong.
import type { Lived } from "./life.ts";
import type { Picture } from "./rules.ts";

/** Undefined when the two cannot be compared, because somebody could do here what was impossible there. */
export function differences(lived: Lived, model: Lived): string[] | undefined {
  // Whether an incident without its label hears commands depends on what the process has read so far.
  if (
    lived.done.some(
      ({ act, isDone }) => isDone && act.do === "unlabel" && ["incident", "outage"].includes(act.text ?? ""),
    )
  )
    return undefined;
  // Who acts before the app could hear of what was done last gets it into another order than a world without trouble.
  if (lived.done.some(({ isHeard }) => !isHeard)) return undefined;
  const isSame = lived.done.every(({ isDone }, index) => model.done[index]?.isDone === isDone);
  if (!isSame || lived.done.length !== model.done.length) return undefined;
  return lived.pictures.flatMap((picture, index) => {
    const other = model.pictures[index];
    const number = `#${picture.number}`;
    if (!other) return [`${number} is missing in the model`];
    const said = saidDifferences(lived, model, index);
    // What was said, or not, while somebody's words waited to be heard has its entry as well.
    const without = (one: Picture, beside: Picture): Picture => {
      const isBeside = (line: string) => stepless(beside.entries).includes(stepless([line])[0] ?? "");
      const isAsked = (line: string) => isEscalation(line) && said.asked.some((step) => line.includes(step));
      const entries = one.entries.filter((line) => isBeside(line) || !isAsked(line));
      return { ...one, entries: said.isExcused ? excused(entries) : said.isCalled ? stepless(entries) : entries };
    };
    return [...pictureDifferences(without(picture, other), without(other, picture)), ...said.problems].map(
      (what) => `${number} ${what}`,
    );
  });
}

/** Without what the clock wrote. */
function excused(entries: readonly string[]): string[] {
  return stepless(entries.filter((line) => !/^\{"kind":"(breached|escalated)"/.test(line)));
}

/** Who asks for the next step gets the one before it when the clock had not called that yet, or the one after it when it had. */
function stepless(entries: readonly string[]): string[] {
  return entries.map((line) => (isEscalation(line) ? line.replace(/"step":\d+,|"called":\[[^\]]*\],?/g, "") : line));
}

const isEscalation = (line: string): boolean => line.includes('"kind":"escalated"');

function pictureDifferences(picture: Picture, other: Picture): string[] {
  const names = ["state", "labels", "assignees", "clocks", "entries", "under"] as const;
  return names.flatMap((name) => {
    const [here, there] = [[picture[name]].flat(), [other[name]].flat()];
    const [more, less] = [here.filter((one) => !there.includes(one)), there.filter((one) => !here.includes(one))];
    return more.length + less.length > 0 ? [`${name}: +${JSON.stringify(more)} -${JSON.stringify(less)}`] : [];
  });
}

/** Numbers of our own issues may differ; so may the moment of a deadline that follows from an act. */
const nameOf = (key: string): string => key.replace(/^(action|review):\d+/, "$1:n");

function saidBy({ world, cast }: Lived, index: number): Map<string, number> {
  const ours = world.reading.said.filter(({ incident }) => incident === cast.incidents[index]);
  const said = ours.filter(({ kind }) => kind !== "reply" && kind !== "review");
  return new Map(said.map(({ key, at }) => [nameOf(key), at]));
}

/** What the difference may come from, though nothing is wrong: that the app could not have known, or its clock. */
function excusesOf(lived: Lived, index: number) {
  const number = lived.cast.incidents[index] ?? 0;
  const acts = lived.done.filter(({ isDone, act }) => isDone && act.on === index).map(({ at }) => at);
  const looks = lived.world.looks.filter((look) => look.number === number);
  // It came due while the app was away, kept waiting or had a clock that is behind, and before it could speak somebody did something.
  const isOver = (due: number) => {
    const next = acts.find((at) => at >= due - 1000);
    return next !== undefined && !looks.some(({ at, clock }) => clock >= due && at < next);
  };
  // Somebody had done something that the app, when it spoke, had not been able to hear.
  const isUnheard = (at: number) => {
    const last = acts.findLast((act) => act <= at);
    return last !== undefined && !looks.some((look) => look.at <= at && look.seenAt >= last);
  };
  // Its clock was ahead: by the true one, what it said would have come due only after the next thing that was done.
  const isHasty = (at: number) => {
    const look = looks.find((one) => one.at >= at);
    const next = acts.find((act) => act > at);
    return look !== undefined && next !== undefined && next <= at + look.clock - look.at;
  };
  return { isOver, isUnheard, isHasty };
}

function saidDifferences(lived: Lived, model: Lived, index: number) {
  const [here, there] = [saidBy(lived, index), saidBy(model, index)];
  const { isOver, isUnheard, isHasty } = excusesOf(lived, index);
  const print = (what: string, said: [string, number][]) =>
    said.length > 0
      ? [`${what}: ${said.map(([key, at]) => `${key} at ${new Date(at).toISOString()}`).join(", ")}`]
      : [];
  // A step that the clock called while words were unheard may be the one that somebody asks for later.
  const isCalled = (key: string, at: number) => key.startsWith("ladder:") && isUnheard(at);
  // One that the clock did not call, as somebody acted before it could, is called when asked for; there none is left by then.
  const isAsked = ([key, at]: [string, number]) =>
    key.startsWith("ladder:") && (here.get(key) ?? at) > at && isOver(at);
  const isEarly = ([key, at]: [string, number]) =>
    at < (there.get(key) ?? 0) - 1000 - lived.world.ahead && !isCalled(key, at);
  const lost = [...there].filter(([key]) => !here.has(key));
  const more = [...here].filter(([key]) => !there.has(key));
  const unexcused = {
    lost: lost.filter(([, at]) => !isOver(at)),
    more: more.filter(([, at]) => !isUnheard(at) && !isHasty(at)),
  };
  return {
    problems: [
      ...print("lost", unexcused.lost),
      ...print("too much", unexcused.more),
      ...print("early", [...here].filter(isEarly)),
    ],
    asked: [...there].filter(isAsked).map(([key]) => `"step":${key.split(":").at(-1)},`),
    isCalled: [...here].some(([key, at]) => isCalled(key, at)),
    isExcused: lost.length + more.length > unexcused.lost.length + unexcused.more.length,
  };
}
