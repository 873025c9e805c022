// Which incidents freeze a repository's pull requests, as the configuration file writes it.
import { z } from "zod";

export function freezeSchemaOf<Name extends z.ZodType<string>>(severityName: Name) {
  return z.union([
    z.strictObject({
      severities: z.array(severityName).optional().describe("The severities that do. Default: the most severe one."),
      drills: z.boolean().optional().describe("Whether exercises freeze as well.").meta({ default: false }),
    }),
    z.literal(false),
  ]);
}

export interface FreezePolicy {
  readonly severities: readonly string[];
  readonly drills: boolean;
}

/** `severities` are all there are, most severe first. Undefined: nothing freezes anything. */
export function freezePolicyOf(
  file: { severities?: readonly string[] | undefined; drills?: boolean | undefined } | false | undefined,
  severities: readonly { readonly name: string }[],
): FreezePolicy | undefined {
  if (!file) return undefined;
  const names = file.severities ?? severities.slice(0, 1).map(({ name }) => name);
  return { severities: names, drills: file.drills ?? false };
}
