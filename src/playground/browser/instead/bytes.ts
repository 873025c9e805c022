// Stands in the page for Node's Buffer: as much of it as the app uses.

class Bytes extends Uint8Array<ArrayBuffer> {
  override toString(encoding?: "base64" | "base64url" | "hex"): string {
    if (encoding === "hex") return [...this].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    if (!encoding) return new TextDecoder().decode(this);
    const base64 = btoa([...this].map((byte) => String.fromCharCode(byte)).join(""));
    return encoding === "base64" ? base64 : base64.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  }
}

/** GitHub breaks its base64 into lines; the web's own reader wants none. */
function decoded(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64.replace(/\s/g, "")), (sign) => sign.charCodeAt(0));
}

export const Buffer = {
  /** Text becomes UTF-8, unless it is base64. */
  from(value: string | ArrayBuffer | ArrayLike<number>, encoding?: "base64"): Bytes {
    if (value instanceof ArrayBuffer) return new Bytes(value);
    if (typeof value !== "string") return new Bytes(Uint8Array.from(value).buffer);
    return new Bytes((encoding ? decoded(value) : new TextEncoder().encode(value)).buffer);
  },
};
