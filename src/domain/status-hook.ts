// Who is told of what is published, as the environment names them: each has an address and a secret.

export interface StatusHook {
  readonly url: string;
  readonly secret: string;
}

const HOOK = /^(https?:\/\/[^\s|,]+)\|([^\s|,]{16,200})$/;

/** Reads `https://…|secret,…`; undefined when it is written wrongly. */
export function parseStatusHooks(text: string): readonly StatusHook[] | undefined {
  const parts = text.split(",");
  const hooks = parts.flatMap((part) => {
    const [, url = "", secret = ""] = HOOK.exec(part.trim()) ?? [];
    return url && URL.parse(url)?.username === "" ? [{ url, secret }] : [];
  });
  return hooks.length === parts.length ? hooks : undefined;
}
