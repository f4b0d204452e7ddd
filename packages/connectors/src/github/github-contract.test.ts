import { connectorContract } from "../__fixtures__/connector-contract.ts";
import { FixtureGitHub } from "./__fixtures__/fixture-github.ts";
import { GitHubConnector } from "./github-connector.ts";

connectorContract("GitHubConnector", async () => {
  const github = await FixtureGitHub.start();
  const connector = new GitHubConnector({
    owner: "the-owner",
    repo: "the-repo",
    apiUrl: github.apiUrl,
  });
  github.put("README.md", "# Read me");
  github.put("src/a.ts", "let a;");
  const first = github.open({ title: "First" });
  const second = github.open({ title: "Second" });
  github.comment(first, "A comment.");
  github.comment(github.open({ isPull: true }), "A remark.", { path: "src/a.ts" });
  const settle = () => {
    github.clock += 60_000;
  };
  settle();
  return {
    connector,
    options: {
      now: () => github.clock,
      sleep: async (milliseconds) => {
        github.clock += milliseconds;
      },
    },
    ids: () => [
      ...[...github.files.keys()].map((path) => `files/${path}`),
      ...[...github.issues.values()].map(
        ({ number, isPull }) => `${isPull ? "pulls" : "issues"}/${number}.md`,
      ),
    ],
    change() {
      github.comment(first, "Another comment.");
      settle();
      return `issues/${first}.md`;
    },
    remove() {
      github.delete(second);
      return `issues/${second}.md`;
    },
    add() {
      github.put("src/new.ts", "let b;");
      return "files/src/new.ts";
    },
    plant(secret) {
      github.comment(first, `My token is ${secret}, keep it to yourself.`);
      settle();
      return `issues/${first}.md`;
    },
    fail() {
      github.put("README.md", "# Read me again");
      github.fault = (request, response) => {
        const isContent = /git\/blobs\/|contents\/README/.test(request.url ?? "");
        const isOther = request.url?.endsWith(hashOfNew) ?? false;
        if (isContent && !isOther) response.writeHead(500).end();
        return isContent && !isOther;
      };
      return {
        id: "files/README.md",
        heal() {
          github.fault = () => false;
        },
      };
    },
    unusable: () => ({
      connector: new GitHubConnector({ owner: "the-owner", repo: "none", apiUrl: github.apiUrl }),
      code: "SOURCE_NOT_FOUND",
    }),
    close: () => github.close(),
  };
});

/** Git's hash of `let b;`. */
const hashOfNew = "b41d40e1b96f78a84add5a1a1ec94ec3996ecd22";
