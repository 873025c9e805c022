// The error of a worker that writes for a lane somebody else has taken over, or that it has already given back.

/** Thrown when a claim no longer holds its lane; the only right answer is to drop the work. */
export class StaleClaim extends Error {
  override readonly name = "StaleClaim";

  constructor(lane: string, fence: number) {
    super(`claim ${fence} of lane ${lane} is over: another claim was made, or this one was given back or has run out`);
  }
}
