// GitHub through Octokit: check runs, the verdict beside a commit.
import { type As, addressOf } from "./address.ts";
import type { GitHub } from "./port.ts";

export function createChecks(as: As): Pick<GitHub, "checkRuns" | "createCheckRun" | "annotate" | "conclude"> {
  return {
    async checkRuns(place, sha, name) {
      const { owner, repo } = addressOf(place);
      const query = { owner, repo, ref: sha, check_name: name, per_page: 100 };
      const { data } = await (await as(place)).request("GET /repos/{owner}/{repo}/commits/{ref}/check-runs", query);
      return data.check_runs.map(({ id, external_id, output, conclusion }) => {
        const isBad = conclusion === "failure";
        return { id: Number(id), digest: external_id ?? "", annotations: output.annotations_count, isBad };
      });
    },
    async createCheckRun(place, { sha, digest, name, conclusion, output }) {
      const { owner, repo } = addressOf(place);
      const run = { owner, repo, name, head_sha: sha, external_id: digest, status: "completed" as const, conclusion };
      const { data } = await (await as(place)).request("POST /repos/{owner}/{repo}/check-runs", {
        ...run,
        output: { ...output, annotations: [...output.annotations] },
      });
      return Number(data.id);
    },
    async conclude(place, check_run_id, { conclusion, output }) {
      const { owner, repo } = addressOf(place);
      await (await as(place)).request("PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}", {
        ...{ owner, repo, check_run_id, conclusion, status: "completed" as const },
        output: { title: output.title, summary: output.summary },
      });
    },
    async annotate(place, check_run_id, output) {
      const { owner, repo } = addressOf(place);
      await (await as(place)).request("PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}", {
        owner,
        repo,
        check_run_id,
        output: { ...output, annotations: [...output.annotations] },
      });
    },
  };
}
