// Every way in which GitHub says no, as an error that carries the answer.
export interface FieldError {
  resource: string;
  field: string;
  code: string;
  message?: string;
  value?: unknown;
}

/** A refusal: the HTTP answer, and for a person's action the error that the test sees. */
export class Refusal extends Error {
  status: number;
  body: Record<string, unknown>;
  headers: Record<string, string>;

  constructor(status: number, body: Record<string, unknown>, headers: Record<string, string> = {}) {
    super(`${status} ${String(body.message)}`);
    this.name = "Refusal";
    this.status = status;
    this.body = body;
    this.headers = headers;
  }
}

const DOCS = "https://docs.github.com/rest";

/** A refusal with GitHub's usual body. */
export function refusal(status: number, message: string, documentation = DOCS): Refusal {
  return new Refusal(status, { message, documentation_url: documentation, status: String(status) });
}

/** 404, which GitHub also answers where it does not want to say that something exists. */
export function notFound(message = "Not Found"): Refusal {
  return refusal(404, message);
}

/** 403 for an app whose permissions do not cover the endpoint. */
export function notAccessible(): Refusal {
  return refusal(403, "Resource not accessible by integration");
}

/** 403 for a person whose role is too low. */
export function forbidden(message = "Must have admin rights to Repository."): Refusal {
  return refusal(403, message);
}

/** 422 with GitHub's list of what is wrong. */
export function invalid(...errors: FieldError[]): Refusal {
  return new Refusal(422, { message: "Validation Failed", errors, documentation_url: DOCS, status: "422" });
}

/** 422 for a body whose shape is wrong. */
export function malformed(message: string): Refusal {
  return refusal(422, `Invalid request.\n\n${message}`);
}

/** 422 for a field that is too long: the limit is part of the message, as on GitHub. */
export function tooLong(resource: string, field: string, limit: number): Refusal {
  return invalid({ resource, field, code: "custom", message: `${field} is too long (maximum is ${limit} characters)` });
}
