// What the app asks of GitHub about check runs, the verdicts beside a commit.
import type { Place } from "./port.ts";

export interface CheckOutput {
  readonly title: string;
  readonly summary: string;
  /** At most 50; more are added by further calls. */
  readonly annotations: readonly {
    readonly path: string;
    readonly start_line: number;
    readonly end_line: number;
    readonly annotation_level: "notice" | "warning" | "failure";
    readonly message: string;
  }[];
}

export interface FoundCheckRun {
  readonly id: number;
  readonly digest: string;
  readonly annotations: number;
  /** It failed. */
  readonly isBad: boolean;
}

export interface NewCheckRun {
  readonly sha: string;
  /** What it says, as a digest: the same is not said twice of one commit. */
  readonly digest: string;
  readonly name: string;
  readonly conclusion: "success" | "failure";
  readonly output: CheckOutput;
}

export interface Checks {
  /** Newest first. */
  checkRuns(place: Place, sha: string, name: string): Promise<FoundCheckRun[]>;
  createCheckRun(place: Place, run: NewCheckRun): Promise<number>;
  /** Adds to what a check run says. */
  annotate(place: Place, checkRun: number, output: CheckOutput): Promise<void>;
  /** A check run of ours says something else from now on. */
  conclude(
    place: Place,
    checkRun: number,
    verdict: { readonly conclusion: "success" | "failure"; readonly output: CheckOutput },
  ): Promise<void>;
}
