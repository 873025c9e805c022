// What a policy says of security incidents, completed with the law's own figure.
import type { Duration } from "luxon";
import { lengthOf } from "./plan.ts";
import type { PolicyFile } from "./policy-schema.ts";

export interface SecurityPolicy {
  /** Who is called at once, as the policy writes people. */
  readonly escalate: readonly string[];
  /** `owner/name` of where an incident of a public repository goes on; undefined: nowhere. */
  readonly privateRepository?: string;
  /** Whom to notify of a breach of personal data, and how long after it is known. */
  readonly notices: readonly { readonly name: string; readonly within: Duration }[];
  /** Path of the register of breaches. */
  readonly register: string;
}

/** GDPR art. 33(1): the supervisory authority, not later than 72 hours after having become aware. */
const LAW = { authority: "72h" };

export function securityPolicyOf({ security = {} }: PolicyFile): SecurityPolicy {
  const clocks: Record<string, string | false> = { ...LAW, ...security.clocks };
  return {
    escalate: security.escalate ?? [],
    privateRepository: security.private_repository,
    notices: Object.entries(clocks).flatMap(([name, length]) => {
      const within = lengthOf(length);
      return within ? [{ name, within }] : [];
    }),
    register: security.register ?? "docs/security-register.md",
  };
}
