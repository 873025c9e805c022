// Imported before everything else: what a page may not do, and what it may lack.
import { config } from "zod";
import { Buffer } from "./instead/bytes.ts";

// No code may be made at run time, and zod need not find that out by trying.
config({ jitless: true });

// A page that came without TLS has none.
crypto.randomUUID ??= () => {
  const hex = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
};
