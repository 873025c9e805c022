// A post-mortem as people fill it in.

/** The draft with every placeholder replaced and two action items. */
export function filled(body: string): string {
  return body
    .replace(
      /(## Root Cause\s*\n)[\s\S]*?(?=\n#{2,3} What went well)/,
      "$1\nThe connection pool (10) was too small for the peak load.\n",
    )
    .replace(/(What went well\s*\n)[\s\S]*?(?=\n#{2,3} Where)/, "$1\nThe alert fired at once.\n")
    .replace(/(Where we were lucky\s*\n)[\s\S]*?(?=\n#{2,3} Action)/, "$1\nIt was a quiet hour.\n")
    .replace(
      /(Action Items\s*\n)[\s\S]*?(?=\n#{2,3} Runbooks)/,
      "$1\n- [ ] Raise the pool to 20 @bob 2025-11-20\n- [ ] Alert on pool usage @carol 2025-11-25\n",
    )
    .replace(/(Runbooks\s*\n)[\s\S]*?(?=\n<!--|$)/, "$1\nUpdated.\n");
}
