import type { JsonValue } from "@tokenpak/core";
import type { GitHubComment, GitHubIssue, GitHubReviewComment } from "./github-shapes.ts";

/** An issue or a pull request with all that was said about it. */
export interface Conversation {
  readonly issue: GitHubIssue;
  readonly comments: readonly GitHubComment[];
  /** Of pull requests alone. */
  readonly reviewComments: readonly GitHubReviewComment[];
}

/** A conversation as Markdown: title, one line on its state, labels, the description, each comment in order of time. */
export function conversationText(conversation: Conversation): string {
  const { issue } = conversation;
  const labels = labelsOf(issue);
  const parts = [
    `# ${issue.title}`,
    `${isPull(issue) ? "Pull request" : "Issue"} #${issue.number}, ${stateOf(issue)}, by ${nameOf(issue.user)}, ${issue.created_at}`,
    ...(labels.length === 0 ? [] : [`Labels: ${labels.join(", ")}`]),
    bodyOf(issue.body),
    ...remarksOf(conversation).flatMap(({ heading, body }) => [`## ${heading}`, bodyOf(body)]),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

/** What a search may filter by. */
export function conversationMetadata(issue: GitHubIssue): Readonly<Record<string, JsonValue>> {
  return {
    number: issue.number,
    state: stateOf(issue),
    author: nameOf(issue.user),
    labels: labelsOf(issue),
    assignees: (issue.assignees ?? []).map(({ login }) => login),
    createdAt: issue.created_at,
    ...(typeof issue.closed_at === "string" ? { closedAt: issue.closed_at } : {}),
  };
}

/** Lists of issues hold pull requests too, which are told by this alone. */
export function isPull(issue: GitHubIssue): boolean {
  return typeof issue.pull_request === "object" && issue.pull_request !== null;
}

function stateOf(issue: GitHubIssue): string {
  if (typeof issue.pull_request?.merged_at === "string") return "merged";
  if (issue.draft === true && issue.state === "open") return "draft";
  return issue.state_reason === "not_planned" ? `${issue.state} as not planned` : issue.state;
}

function labelsOf(issue: GitHubIssue): readonly string[] {
  return issue.labels
    .map((label) => (typeof label === "string" ? label : (label.name ?? "")))
    .filter((label) => label !== "");
}

interface Remark {
  readonly at: string;
  readonly id: number;
  readonly heading: string;
  readonly body: string | null | undefined;
}

/** Comments and review comments by time; ids decide within a second. */
function remarksOf({ comments, reviewComments }: Conversation): readonly Remark[] {
  const remarks: Remark[] = [
    ...comments.map(({ id, user, created_at, body }) => ({
      at: created_at,
      id,
      heading: `Comment by ${nameOf(user)}, ${created_at}`,
      body,
    })),
    ...reviewComments.map(({ id, user, created_at, body, path, line }) => ({
      at: created_at,
      id,
      heading: `Review comment by ${nameOf(user)} on ${path}${typeof line === "number" ? `:${line}` : ""}, ${created_at}`,
      body,
    })),
  ];
  return remarks.sort((a, b) => (a.at === b.at ? a.id - b.id : a.at < b.at ? -1 : 1));
}

/** `ghost` is what GitHub itself shows for an account that is gone. */
function nameOf(user: GitHubIssue["user"]): string {
  return user?.login ?? "ghost";
}

function bodyOf(body: string | null | undefined): string {
  return (body ?? "").replaceAll("\r\n", "\n").trim();
}
