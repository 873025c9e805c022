// What an incident makes of its alert's news: repeats, recoveries that last and such that do not, and what begins anew.
import fc from "fast-check";
import { DateTime, Duration } from "luxon";
import { describe, expect, test } from "vitest";
import type { AlertNews } from "../../src/domain/alert.ts";
import { afterTheEnd, hearAlert, recover, recoversAt } from "../../src/domain/alert-history.ts";
import { type Entry, entriesOf } from "../../src/domain/timeline.ts";
import { parseTimeline, printTimeline } from "../../src/domain/timeline-text.ts";

const PATIENCE = { settle: Duration.fromObject({ minutes: 2 }), reopenWithin: Duration.fromObject({ minutes: 30 }) };
const START = Date.parse("2025-11-10T14:30:00Z");
/** Minutes after the start. */
const ms = (minute: number) => START + minute * 60_000;
const at = (minute: number) => DateTime.fromMillis(ms(minute), { zone: "utc" });

function news(status: AlertNews["status"], minute: number, more: Partial<AlertNews> = {}): AlertNews {
  const [since, endedAt] = [ms(status === "firing" ? minute : -2), ms(minute)];
  const empty = { title: "", text: "", link: "", alerts: [], firing: 1, left: 0, labels: {}, print: "" };
  return { ...empty, status, heardAt: ms(minute), since, newest: since, endedAt, ...more };
}
const fires = (minute: number, began = minute) => news("firing", minute, { since: ms(began), newest: ms(began) });
const ends = (minute: number) => news("resolved", minute);

const heard = (all: readonly AlertNews[], before: readonly Entry[] = []) =>
  all.reduce((timeline, one) => hearAlert(timeline, one, PATIENCE), before);
/** `firing 0`, `recovered 5` …: the state, and the minute. */
const states = (timeline: readonly Entry[]) =>
  entriesOf(timeline, "alert").map((one) => `${one.state} ${one.at.diff(at(0)).as("minutes")}`);

test("repeats change nothing", () => {
  const once = heard([fires(0, -2)]);
  expect(heard([fires(1, -2), fires(240, -2)], once)).toBe(once);
});

test("a recovery counts once it has lasted, and is then dated at its beginning", () => {
  const timeline = heard([fires(0, -2), ends(5)]);
  expect(states(timeline)).toEqual(["firing 0", "recovering 5"]);
  expect(recoversAt(timeline, PATIENCE.settle)?.toISO()).toBe(at(7).toISO());
  expect(states(recover(timeline, at(6.9), PATIENCE.settle))).toEqual(["firing 0", "recovering 5"]);
  expect(states(recover(timeline, at(7), PATIENCE.settle))).toEqual(["firing 0", "recovered 5"]);
});

test("a shorter one leaves no trace; a longer one is followed by another firing", () => {
  expect(states(heard([fires(0), ends(5), fires(6)]))).toEqual(["firing 0"]);
  expect(states(heard([fires(0), ends(5), fires(9)]))).toEqual(["firing 0", "recovered 5", "firing 9"]);
});

test("resolved before it fired, resolved twice, resolved before the last start: nothing", () => {
  expect(heard([ends(1)])).toEqual([]);
  expect(states(heard([fires(0, -2), ends(5), ends(5)]))).toEqual(["firing 0", "recovering 5"]);
  const again = heard([fires(0, -2), ends(5), fires(9)]);
  expect(heard([news("resolved", 10, { endedAt: ms(5) })], again)).toBe(again);
});

test("late news of a second Alertmanager does not fire again, what began later does", () => {
  const ended = heard([fires(0, -2), ends(5)]);
  expect(heard([fires(5.3, -2)], ended)).toBe(ended);
  expect(states(heard([fires(5.3, 5.2)], ended))).toEqual(["firing 0"]);
});

test("rules that were away keep their old start: after a while that counts as firing again", () => {
  expect(states(heard([fires(0, -2), ends(5), fires(20, -2)]))).toEqual(["firing 0", "recovered 5", "firing 5"]);
});

test("heard again after everything that followed, it changes nothing", () => {
  const all = [fires(0, -2), ends(5), fires(9), ends(12), fires(13), ends(20)];
  const timeline = recover(heard(all), at(23), PATIENCE.settle);
  expect(states(heard(all, timeline))).toEqual(states(timeline));
});

test("however it flaps, few changes are kept, and the first of them", () => {
  const all = Array.from({ length: 400 }, (_, index) => [fires(index * 10), ends(index * 10 + 5)]).flat();
  const kept = states(heard(all));
  expect(kept.length).toBeLessThanOrEqual(20);
  expect([kept[0], kept.at(-1)]).toEqual(["firing 0", "recovering 3995"]);
});

test("whatever comes, firing and recovery take turns, in the order of their times", () => {
  const some = fc.record({ isFiring: fc.boolean(), minute: fc.nat(60), before: fc.nat(30) });
  fc.assert(
    fc.property(fc.array(some, { maxLength: 30 }), (all) => {
      const timeline = heard(
        all.map(({ isFiring, minute, before }) => (isFiring ? fires(minute, minute - before) : ends(minute))),
      );
      const changes = entriesOf(timeline, "alert");
      for (const [index, one] of changes.entries()) {
        expect(one.state === "firing").toBe(index % 2 === 0);
        expect(+one.at).toBeGreaterThanOrEqual(+(changes[index - 1]?.at ?? 0));
      }
      expect(parseTimeline(printTimeline(timeline))).toEqual(timeline);
    }),
  );
});

describe("an incident that is over", () => {
  const fired = heard([fires(0, -2)]);
  const recovered = recover(heard([fires(0, -2), ends(5)]), at(8), PATIENCE.settle);
  test.each<[string, readonly Entry[], AlertNews, number, string]>([
    ["ended by hand, and it still fires", fired, fires(60, -2), 10, "repeat"],
    ["ended by hand, and more fire beside it", fired, { ...fires(60, -2), newest: ms(59) }, 10, "repeat"],
    ["recovered, and fires again soon", recovered, fires(30), 8, "again"],
    ["recovered, and fires again just in time", recovered, fires(38), 8, "again"],
    ["recovered, and fires again later", recovered, fires(39), 8, "new"],
    ["ended long after it recovered", recovered, fires(70), 45, "again"],
    ["ended by hand after it had fired again", recovered, fires(30), 31, "repeat"],
    ["ended long before it recovered", recovered, fires(30), 1, "again"],
    ["a late word of a second Alertmanager", recovered, fires(5.5, -2), 5, "repeat"],
    ["nobody told the recovery, and it began after the end", fired, fires(20), 10, "again"],
    ["nobody told the recovery, and it began long after the end", fired, fires(60), 10, "new"],
    ["nothing is known of the alert, and it began before the end", [], fires(20, 5), 10, "repeat"],
  ])("%s", (_name, timeline, told, end, means) => {
    expect(afterTheEnd(timeline, { news: told, endedAt: at(end) }, PATIENCE)).toBe(means);
  });

  test("firing in the very second of its recovery's end, it fires again", () => {
    const recovered = recover(
      hearAlert(hearAlert([], news("firing", 0), PATIENCE), news("resolved", 5), PATIENCE),
      at(7),
      PATIENCE.settle,
    );
    const told = news("firing", 7, { heardAt: ms(7) + 504 });
    expect(afterTheEnd(recovered, { news: told, endedAt: at(7) }, PATIENCE)).toBe("again");
  });
});
