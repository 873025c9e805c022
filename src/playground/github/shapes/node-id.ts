// GitHub's opaque global ids: a kind, and the number behind it.

/** The node id of a thing, such as `I_kwDOMTIzNA` for issue 1234. */
export function nodeId(prefix: string, id: number): string {
  return `${prefix}_kwDO${btoa(String(id)).replaceAll("=", "")}`;
}

/** The number behind a node id of this kind, or undefined if it is of another kind. */
export function numberBehind(prefix: string, node: string): number | undefined {
  const start = `${prefix}_kwDO`;
  return node.startsWith(start) ? Number(atob(node.slice(start.length))) : undefined;
}
