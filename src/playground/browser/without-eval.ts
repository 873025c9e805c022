// Imported before everything else: the page may make no code at run time, and zod need not find that out by trying.
import { config } from "zod";

config({ jitless: true });
