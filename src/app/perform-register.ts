// Writes the register of breaches: one file on the default branch of a private repository, one part per incident.
import { outcomeOf } from "../adapters/github/outcome.ts";
import type { EffectOf } from "../domain/effects.ts";
import { withBreach } from "../domain/register.ts";
import { Hold, render, type Scene, type Tools } from "./post.ts";

/**
 * Written at once and not by a pull request: a register that waits for a merge is none. Where the branch is protected
 * GitHub refuses, which is thrown, logged and tried again; a version that somebody else has just written is read anew.
 */
export async function register({ part }: EffectOf<"register">, scene: Scene, tools: Tools): Promise<void> {
  const { claim, issue, now, policy } = scene;
  const path = policy.security.register;
  const branch = await tools.github.defaultBranch(claim);
  const file = await tools.github.fileAt(claim, path, branch);
  const before = file?.text ?? (await render({ template: "register-head", data: {} }, scene, tools));
  const text = withBreach(before, issue.number, await render(part, scene, tools));
  if (text === file?.text) return;
  const message = await render({ template: "register-commit", data: { number: issue.number } }, scene, tools);
  try {
    await tools.github.writeFile(claim, { path, branch, text, message, blob: file?.blob });
  } catch (error) {
    const isConflict = (error as { status?: number }).status === 409 && outcomeOf(error, now).kind === "permanent";
    const present = isConflict ? await tools.github.fileAt(claim, path, branch) : undefined;
    if (isConflict && present?.blob !== file?.blob) throw new Hold(now);
    throw error;
  }
}
