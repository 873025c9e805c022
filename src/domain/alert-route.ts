// The routes by which alerts come in, as the environment names them: each has a repository and a token.

export interface AlertRoute {
  readonly name: string;
  /** `owner/name`. */
  readonly repository: string;
  readonly token: string;
}

const ROUTE = /^([A-Za-z0-9][\w-]{0,39})=([A-Za-z0-9][A-Za-z0-9-]{0,38}\/[A-Za-z0-9._-]{1,100}):(\S{16,200})$/;

/**
 * Reads `route=owner/repo:token,…`. A route may have several tokens, one entry each, while they are exchanged.
 * Undefined when it is written wrongly, or names two repositories for one route.
 */
export function parseAlertRoutes(text: string): readonly AlertRoute[] | undefined {
  const routes = text.split(",").flatMap((part) => {
    const [, name = "", repository = "", token = ""] = ROUTE.exec(part.trim()) ?? [];
    return name ? [{ name, repository, token }] : [];
  });
  const isClear = routes.every(({ name, repository }) =>
    routes.every((other) => other.name !== name || other.repository === repository),
  );
  return isClear && routes.length === text.split(",").length ? routes : undefined;
}
