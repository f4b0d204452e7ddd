import { type Finding, failed } from "./finding.ts";

/** Node, SQLite and the tokenizer: what every command stands on. `nodeVersion` is without `v`. */
export async function checkInstallation(nodeVersion: string): Promise<readonly Finding[]> {
  return [checkNode(nodeVersion), await checkSqlite(), await checkTokenizer()];
}

/** As in the packages' `engines`. */
const OLDEST_NODE = [20, 19] as const;

function checkNode(version: string): Finding {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [oldestMajor, oldestMinor] = OLDEST_NODE;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) {
    return { name: "node", status: "ok", detail: version };
  }
  const needed = OLDEST_NODE.join(".");
  return {
    name: "node",
    status: "fail",
    detail: `${version} is too old`,
    fix: `Install Node ${needed} or newer.`,
  };
}

async function checkSqlite(): Promise<Finding> {
  try {
    const { sqliteVersion } = await import("@tokenpak/registry");
    return {
      name: "sqlite",
      status: "ok",
      detail: `better-sqlite3 loads, SQLite ${sqliteVersion()}`,
    };
  } catch (error) {
    return failed("sqlite", error);
  }
}

/** A text with its count in o200k_base, as @dqbd/tiktoken 1.0.22 gives it. */
const KNOWN = { text: "Nothing is lost: naïve café 你好, 1234567 🙂\n", tokens: 15 };

async function checkTokenizer(): Promise<Finding> {
  try {
    const { countTokens } = await import("@tokenpak/core");
    const tokens = countTokens(KNOWN.text);
    if (tokens === KNOWN.tokens) {
      return { name: "tokenizer", status: "ok", detail: "o200k_base counts a known text rightly" };
    }
    return {
      name: "tokenizer",
      status: "fail",
      detail: `o200k_base counts ${tokens} tokens in a text of ${KNOWN.tokens}`,
      fix: "The vocabulary is damaged. Install TokenPak again.",
    };
  } catch (error) {
    return failed("tokenizer", error);
  }
}
