// A refusal: the polite reply that says what to type instead. Every other failure is thrown, logged and retried.

/** Thrown by a command's `parse` or `effect`; `reason` names the template `refusals/<reason>`. */
export class Refusal extends Error {
  readonly reason: string;
  readonly data: Record<string, unknown>;
  constructor(reason: string, data: Record<string, unknown> = {}) {
    super(reason);
    this.name = "Refusal";
    this.reason = reason;
    this.data = data;
  }
}
