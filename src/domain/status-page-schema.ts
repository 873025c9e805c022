// The public status page as the configuration file writes it: whether there is one, what it shows, where it is written to.
import { z } from "zod";

export const statusPageSchema = z.strictObject({
  enabled: z
    .boolean()
    .optional()
    .describe("Whether there is a status page. Left out: for a public repository there is, for a private one not."),
  title: z.string().min(1).max(80).optional().describe("What it is called; left out: the repository's own name."),
  components: z
    .array(z.string().min(1).max(50))
    .max(100)
    .optional()
    .describe("Which of the components it shows; left out: all of them."),
  severities: z
    .array(z.string().min(1).max(20))
    .max(20)
    .optional()
    .describe("Whose updates it shows; left out: what the plan does for P0 and P1."),
  publish: z
    .strictObject({
      path: z
        .string()
        .regex(/^(?![./])(?!.*\.\.)(?!.*\/\.)[\w./-]{1,200}\.(?:json|md)$/, "not-a-status-file")
        .describe("The file that it is written to, for a static site: .json as the feed, .md to be read."),
      repository: z
        .string()
        .regex(/^[A-Za-z0-9-]{1,39}\/[A-Za-z0-9._-]{1,100}$/, "not-a-repository")
        .optional()
        .describe("Where the file is, if not here; the same installation must reach it."),
      branch: z.string().min(1).max(200).optional().describe("Its branch, if not the default one."),
    })
    .optional()
    .describe("A file that always says what the status page says."),
});
