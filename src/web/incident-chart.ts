// The timeline of an incident drawn to scale: where each phase and each mark stands, in the units of the drawing.
import { scaleUtc } from "d3-scale";
import { type Happening, type Phase, TRACKS } from "../domain/incident-view.ts";

/** Units of the drawing; the left edge keeps room for the names of its lines. */
const WIDTH = 1000;
const [LEFT, RIGHT] = [110, 20];
const [TOP, STEP] = [40, 28];

export interface ChartInput {
  /** Milliseconds since the epoch. */
  readonly from: number;
  readonly to: number;
  readonly phases: readonly Phase[];
  readonly happenings: readonly Happening[];
  /** When the app spoke up. */
  readonly reminders: readonly number[];
}

export function chartOf({ from, to, phases, happenings, reminders }: ChartInput) {
  // A drawing needs some length, also of what has only just begun.
  const x = scaleUtc([from, Math.max(to, from + 60_000)], [LEFT, WIDTH - RIGHT]);
  const at = (moment: number) => Math.round(x(moment) * 10) / 10;
  const lineOf = (index: number) => TOP + STEP * (index + 1);
  return {
    width: WIDTH,
    height: lineOf(TRACKS.length - 1) + 40,
    left: LEFT,
    right: WIDTH - RIGHT,
    axis: lineOf(TRACKS.length - 1) + 14,
    tracks: TRACKS.map((track, index) => ({ track, y: lineOf(index) })),
    phases: phases.map((phase) => ({ ...phase, x: at(phase.from), width: Math.max(1, at(phase.to) - at(phase.from)) })),
    marks: happenings.map((one) => ({ ...one, x: at(one.at), y: lineOf(TRACKS.indexOf(one.track)) })),
    reminders: reminders.map((moment) => ({ at: moment, x: at(moment), y: lineOf(TRACKS.indexOf("alarm")) })),
    ticks: x.ticks(6).map((tick) => ({ at: +tick, x: at(+tick) })),
    isLong: to - from > 86_400_000,
  };
}
