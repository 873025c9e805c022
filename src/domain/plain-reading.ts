// A text as a reader's eye or a browser takes it: nothing hidden in entities, comments, invisible signs or lookalikes.

/** Names of entities that stand for what addresses and mentions are made of. */
const NAMED: Readonly<Record<string, string>> = {
  ...{ commat: "@", num: "#", sol: "/", colon: ":", period: ".", amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" },
  ...{ lowbar: "_", hyphen: "-", dash: "-", nbsp: " ", lpar: "(", rpar: ")", lsqb: "[", rsqb: "]" },
};
const ENTITY = /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,31}));/gi;
/** Letters and signs that are only drawn differently: full width, small, ringed, mathematical. */
const LOOKALIKE = /[\u2460-\u24ff\ufe50-\ufe6f\uff01-\uff5e\u{1d400}-\u{1d7ff}]/gu;
/** Rounds of decoding; what is wrapped deeper was not written by accident. */
const MOST_ROUNDS = 5;

/** The text with all of that undone; the rest of it stays as it is. */
export function plainReading(text: string): string {
  let read = text.toWellFormed();
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const before = read;
    read = read
      .replace(ENTITY, decoded)
      .replace(/\p{Default_Ignorable_Code_Point}|\p{Cf}|\p{Noncharacter_Code_Point}/gu, "")
      .replace(/\p{Cc}/gu, " ")
      .replace(LOOKALIKE, (sign) => sign.normalize("NFKC"))
      .replace(/[\u2044\u2215]/g, "/")
      .replace(/<!--.*?(?:-->|$)/gs, " ")
      .replace(/<\/?[a-z][^<>]*>/gi, " ");
    if (read === before) return read;
  }
  return "";
}

function decoded(whole: string, ...[decimal, hexadecimal, name]: (string | undefined)[]): string {
  const named = (name ?? "").toLowerCase();
  if (name) return Object.hasOwn(NAMED, named) ? (NAMED[named] ?? "") : whole;
  const code = decimal ? Number(decimal) : Number.parseInt(hexadecimal ?? "", 16);
  return code <= 0x10ffff ? String.fromCodePoint(code).toWellFormed() : "";
}
