// Issues under an issue: opened, put there, listed.
import { type As, addressOf } from "./address.ts";
import type { GitHub } from "./port.ts";
import { homeOf, type IssueJson, readIssue } from "./shapes.ts";

const PAGE = 100;
const SUB_ISSUES = "/repos/{owner}/{repo}/issues/{issue_number}/sub_issues";

export function createSubIssues(as: As, ours: string): Pick<GitHub, "openIssue" | "addSubIssue" | "subIssues"> {
  return {
    async openIssue(place, { title, body, labels, assignees }) {
      const { owner, repo } = addressOf(place);
      const issue = { owner, repo, title, body, labels: [...labels], assignees: [...assignees] };
      const { data } = await (await as(place)).request("POST /repos/{owner}/{repo}/issues", issue);
      if (typeof data?.number !== "number") throw new TypeError("GitHub answered a new issue without its number");
      return { number: data.number, id: Number(data.id) };
    },
    async addSubIssue(place, sub_issue_id) {
      await (await as(place)).request(`POST ${SUB_ISSUES}`, { ...addressOf(place), sub_issue_id });
    },
    async subIssues(place) {
      const { owner, repo } = addressOf(place);
      const items = await (await as(place)).paginate(`GET ${SUB_ISSUES}`, { ...addressOf(place), per_page: PAGE });
      const issues = (items as unknown as IssueJson[]).map((json) => readIssue(json, homeOf(json), ours));
      // One of another repository has a number that means something else here.
      return issues.filter(
        ({ repository: { owner: one, name } }) => `${one}/${name}`.toLowerCase() === `${owner}/${repo}`.toLowerCase(),
      );
    },
  };
}
