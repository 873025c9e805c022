// Who edited a comment last. Only GraphQL knows; REST tells that it was edited, and its webhook may never come.
import type { As } from "./address.ts";
import { isLimit } from "./outcome.ts";
import type { GitHub } from "./port.ts";
import { instant } from "./shapes.ts";

const QUERY = `query ($id: ID!) {
  node(id: $id) { ... on IssueComment { body lastEditedAt editor { __typename login } } }
}`;

interface Answer {
  readonly node?: {
    readonly body: string;
    readonly lastEditedAt: string | null;
    readonly editor: { readonly __typename: string; readonly login: string } | null;
  } | null;
}

interface Failure {
  readonly status?: number;
  readonly errors?: readonly { readonly type?: string }[];
}

export function createLastEdit(as: As): Pick<GitHub, "lastEdit"> {
  return {
    async lastEdit(place, comment) {
      const octokit = await as(place);
      try {
        const { node } = await octokit.graphql<Answer>(QUERY, { id: comment });
        if (!node) return undefined;
        const { body, lastEditedAt, editor } = node;
        return { body, at: lastEditedAt === null ? undefined : instant(lastEditedAt), by: personIn(editor) };
      } catch (error) {
        if (mayPass(error as Failure)) throw error;
        // A server without GraphQL, or a comment that is gone by now.
        return undefined;
      }
    },
  };
}

/** GraphQL names bots without what REST puts behind their names. */
function personIn(editor: NonNullable<Answer["node"]>["editor"]) {
  const isBot = editor?.__typename === "Bot";
  return editor && { login: isBot ? `${editor.login}[bot]` : editor.login, isBot };
}

function mayPass(error: Failure): boolean {
  const { status, errors } = error;
  if (errors) return errors.some(({ type }) => type === "RATE_LIMITED");
  return !status || status >= 500 || status === 401 || isLimit(error);
}
