// Advice on wording: a post-mortem looks for what in the system let it happen, not for who was to blame.
import { type Finding, finding } from "./finding.ts";
import type { Outline } from "./outline.ts";

/** What somebody would have had to do otherwise explains nothing that happened. */
const COUNTERFACTUAL =
  /(?<!\p{L})(?:(?:should|could|would|ought to)(?: not|n['’]t)? have|aurai(?:en)?[st]?(?: pas)? (?:dû|pu)|auri(?:ons|ez)(?: pas)? (?:dû|pu)|il aurait fallu)(?!\p{L})/iu;
const BLAME =
  /(?<!\p{L})(?:human errors?|user errors?|operator errors?|(?:failed|neglected|forgot) to|careless(?:ly|ness)?|negligen(?:t|ce|tly)|(?:his|her|their) fault|to blame|erreurs? humaines?|a (?:omis|oublié|négligé) de|n['’]a pas pensé à|négligen(?:te?s?|ces?)|par (?:la )?faute de|(?:de )?sa faute)(?!\p{L})/iu;

/** The first of each kind on every line that people wrote. */
export function adviseWording({ lines, isOwned }: Outline): Finding[] {
  const spoken = lines.filter((line) => ["text", "item", "html"].includes(line.kind) && !isOwned(line));
  return spoken.flatMap(({ number, text }) => {
    const [counterfactual, blame] = [COUNTERFACTUAL.exec(text)?.[0], BLAME.exec(text)?.[0]];
    return [
      ...(counterfactual ? [advice(number, "wording-counterfactual", counterfactual)] : []),
      ...(blame ? [advice(number, "wording-blame", blame)] : []),
    ];
  });
}

function advice(line: number, reason: string, given: string): Finding {
  return { ...finding(line, reason, { given }), isAdvice: true };
}
