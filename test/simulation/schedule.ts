// The order of events: virtual time moves to the next one when everything that the last one caused has come to rest.
import { setImmediate as nextTurn } from "node:timers/promises";

export interface Schedule {
  /** True time, in ms since the epoch. */
  readonly now: number;
  /** Does something at a moment; of the same moment, in the order of the calls. */
  at(moment: number, run: () => void): void;
  /** Resolves that many ms later. */
  sleep(length: number): Promise<void>;
  /** Something is under way that ends without virtual time passing, such as a call of the store. */
  begin(): void;
  end(): void;
  /** Until nothing is under way but what waits for time to pass. */
  rest(): Promise<void>;
  /** Runs events one after the other until `isOver`, which is asked after each; false when there are none left. */
  run(isOver: () => boolean): Promise<boolean>;
  /** Moments of everything that waits, for a look ahead. */
  readonly waiting: number;
}

interface Event {
  readonly moment: number;
  readonly order: number;
  readonly run: () => void;
}

export function scheduleFrom(start: number, afterEach: () => void = () => {}): Schedule {
  const events: Event[] = [];
  let [now, order, underWay] = [start, 0, 0];
  const at = (moment: number, run: () => void) => {
    const event = { moment: Math.max(moment, now), order: order++, run };
    let index = events.length;
    while (index > 0 && (events[index - 1] as Event).moment <= event.moment) index--;
    events.splice(index, 0, event);
  };
  const rest = async () => {
    // Microtasks are all done between two turns; what is left then is the store's, which takes turns of its own.
    do await nextTurn();
    while (underWay > 0);
  };
  return {
    get now() {
      return now;
    },
    get waiting() {
      return events.length;
    },
    at,
    sleep: (length) => new Promise((resolve) => at(now + length, resolve)),
    begin: () => void underWay++,
    end: () => void underWay--,
    rest,
    async run(isOver) {
      await rest();
      while (!isOver()) {
        // The latest moment stands first, so that the next event is taken off the end.
        const event = events.pop();
        if (!event) return false;
        now = event.moment;
        event.run();
        await rest();
        afterEach();
      }
      return true;
    },
  };
}
