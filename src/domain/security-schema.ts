// The policy's words about security incidents: whom to call, where to go on unseen, which notices the law asks for.
import { z } from "zod";

/** The part of the policy's schema, from its own words for a length, a target and a repository. */
export function securitySchemaOf(length: z.ZodString, target: z.ZodString) {
  return z.strictObject({
    escalate: z
      .array(target)
      .optional()
      .describe("Who is called at once when an incident is marked as one of security."),
    private_repository: z
      .string()
      .regex(/^[A-Za-z0-9-]{1,39}\/[A-Za-z0-9._-]{1,100}$/, "not-a-repository")
      .optional()
      .describe("Where a security incident of a public repository goes on; the app must be installed there."),
    clocks: z
      .record(z.string().regex(/^[a-z][a-z-]{0,29}$/, "not-a-notice"), z.union([length, z.literal(false)]))
      .optional()
      .describe("Who is to be notified of a breach of personal data, each with its time from the awareness of it."),
    register: z
      .string()
      .regex(/^(?!\/)(?!.*\.\.)[\w./-]{1,200}\.md$/, "not-a-register")
      .optional()
      .describe("The file of a private repository in which breaches of personal data are documented."),
  });
}
