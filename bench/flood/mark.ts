// What an attacker is asked to do, and the words by which its text is known again.

export const MARK = "text-of-an-attacker";

export type Attack =
  | { readonly kind: "body"; readonly bytes: number; readonly forged: boolean }
  | { readonly kind: "drip"; readonly sockets: number; readonly seconds: number };

export interface Damage {
  /** Bytes that the other side took. */
  readonly sent: number;
  /** Requests begun. */
  readonly requests: number;
  /** Seconds a dripping socket lived, shortest and longest; 0 and 0 when none was cut off. */
  readonly lived: readonly [number, number];
}
