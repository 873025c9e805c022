// How far back an incident looks for what changed, as the configuration file writes it.
import type { Duration } from "luxon";
import { z } from "zod";
import { lengthOf } from "./plan.ts";

const BEFORE = "24h";
const MOST = 8;

export function evidenceSchemaOf<Length extends z.ZodType<string>>(duration: Length) {
  const most = z.int("not-a-count").min(1, "not-a-count").max(20, "not-a-count");
  return z.union([
    z.strictObject({
      before: duration.optional().describe("How long before the start is looked at.").meta({ default: BEFORE }),
      most: most.optional().describe("Lines on the card, 1 to 20.").meta({ default: MOST }),
    }),
    z.literal(false),
  ]);
}

export interface EvidencePolicy {
  readonly before: Duration;
  readonly most: number;
}

/** Undefined when nothing is looked for. */
export function evidencePolicyOf(
  file: { before?: string | undefined; most?: number | undefined } | false | undefined,
): EvidencePolicy | undefined {
  const before = file === false ? undefined : lengthOf(file?.before ?? BEFORE);
  return file === false || !before ? undefined : { before, most: file?.most ?? MOST };
}
