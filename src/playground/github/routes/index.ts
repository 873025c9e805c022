// The whole routing table.
import type { Call, RepositoryCall, Row } from "../router.ts";
import { appRepositoryRows, appRows } from "./apps.ts";
import { assigneeRows } from "./assignees.ts";
import { checkRunRows } from "./check-runs.ts";
import { commentRows } from "./comments.ts";
import { contentRows } from "./contents.ts";
import { deliveryRows } from "./deliveries.ts";
import { deploymentRows } from "./deployments.ts";
import { gitRows } from "./git.ts";
import { graphqlRows } from "./graphql.ts";
import { issueRows } from "./issues.ts";
import { labelRows } from "./labels.ts";
import { organizationRows } from "./organizations.ts";
import { pullRows } from "./pulls.ts";
import { reactionRows } from "./reactions.ts";
import { releaseRows } from "./releases.ts";
import { repositoryRows } from "./repositories.ts";
import { serviceRows } from "./service.ts";
import { subIssueRows } from "./sub-issues.ts";
import { timelineRows } from "./timeline.ts";
import { userRows } from "./user.ts";

export const GLOBAL_ROWS: Row<Call>[] = [
  ...appRows,
  ...deliveryRows,
  ...organizationRows,
  ...serviceRows,
  ...graphqlRows,
  ...userRows,
];

/** Rows whose path continues `/repos/:owner/:repo`; where two fit, the first wins. */
export const REPOSITORY_ROWS: Row<RepositoryCall>[] = [
  ...appRepositoryRows,
  ...repositoryRows,
  ...commentRows,
  ...timelineRows,
  ...issueRows,
  ...labelRows,
  ...assigneeRows,
  ...reactionRows,
  ...subIssueRows,
  ...contentRows,
  ...gitRows,
  ...deploymentRows,
  ...releaseRows,
  ...pullRows,
  ...checkRunRows,
];
