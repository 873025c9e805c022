// Lives one life with its model beside it and says what is wrong, in the words of the rules.
import { differences } from "./compare.ts";
import { type LifeOptions, type Lived, live } from "./life.ts";
import { randomOf } from "./random.ts";
import { type Script, scriptOf } from "./script.ts";
import { troubleOf } from "./trouble.ts";

export interface Checked {
  readonly lived: Lived;
  readonly problems: readonly string[];
  /** Somebody could do here what was impossible in the model: the two say nothing about each other. */
  readonly isApart: boolean;
}

/** A whole life of the seed: its script, its trouble. */
export function lifeOf(seed: number, print?: (line: string) => void): LifeOptions {
  const random = randomOf(seed);
  return { seed, script: scriptOf(random.fork("script")), trouble: troubleOf(random.fork("trouble")), print };
}

/** The same acts where nothing goes wrong. */
export const modelOf = (
  lived: Pick<Lived, "done" | "endedAt">,
  { seed, script }: { seed: number; script: Script },
): Promise<Lived> => live({ seed, script, replay: lived });

/** `model`: lived before, when many lives have the same; what is impatient does the same at the same moments. */
export async function check(options: LifeOptions, model?: Lived): Promise<Checked> {
  const lived = await live(options);
  const broken = lived.world.broken.map(({ rule, what }) => `${rule}: ${what}`);
  if (broken.length > 0) return { lived, problems: broken, isApart: false };
  const other = model ?? (await modelOf(lived, options));
  const wrong = other.world.broken.map(({ rule, what }) => `${rule} in the model: ${what}`);
  const found = differences(lived, other);
  return { lived, problems: [...wrong, ...(found ?? []).map((what) => `I2: ${what}`)], isApart: !found };
}
