// What can be made to go wrong, all of it off until a test switches it on.
import type { Delivery } from "./world.ts";

export interface ApiRequest {
  method: string;
  path: string;
  headers: Record<string, string>;
  body?: string;
}

export interface ApiResponse {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** Settable at any time. `listLag` in ms: lists do not yet show what is younger. */
export interface Faults {
  /** Deliver this webhook twice, with the same GUID. */
  duplicate?: (delivery: Delivery) => boolean;
  /** Lose this webhook without a trace in the app's delivery log. */
  drop?: (delivery: Delivery) => boolean;
  /** Hold this webhook until the promise resolves; later ones overtake it. */
  delay?: (delivery: Delivery) => Promise<void> | undefined;
  /** Which of the waiting webhooks goes next, by position; the first if absent. */
  next?: (waiting: readonly Delivery[]) => number;
  /** Answer in GitHub's place; nothing happens then. */
  before?: (request: ApiRequest) => ApiResponse | undefined;
  /** The request was carried out; replace or withhold its answer. */
  after?: (request: ApiRequest, response: ApiResponse) => ApiResponse | "hang" | "reset" | undefined;
  listLag?: number;
}

/** Carries "hang" or "reset" to the HTTP edge, in a response whose status is 0. */
export const FAULT_HEADER = "x-playground-fault";

/** The response for a fault's verdict. */
export function withheld(verdict: ApiResponse | "hang" | "reset"): ApiResponse {
  return typeof verdict === "string" ? { status: 0, headers: { [FAULT_HEADER]: verdict }, body: "" } : verdict;
}
