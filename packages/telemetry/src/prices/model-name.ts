/** The longest name of a model that is looked up; what is longer is no name. */
export const LONGEST_NAME = 200;

/** A name in lower case, without what Claude Code adds for a window of a million tokens (`[1m]`). */
export function cleanName(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/\[\d+[km]\]$/, "");
}

/**
 * The model's own name in the forms that platforms give it: `us.anthropic.claude-opus-4-5-20251101-v1:0` and an ARN of Bedrock,
 * `claude-opus-4-5@20251101` and `publishers/anthropic/models/...` of Vertex, `models/gemini-...`, `anthropic/claude-...`.
 */
export function bareName(name: string): string {
  return name
    .slice(name.lastIndexOf("/") + 1)
    .replace(/^(?:[a-z]{2,8}(?:-gov)?\.)?anthropic\./, "")
    .replace(BEDROCK_REGION, "")
    .replace(/-v\d{1,2}(?::\d{1,3}){0,2}$/, "")
    .replace(/@(?:default|latest)$/, "")
    .replace("@", "-");
}

/** Whether a name is one that only Bedrock gives. */
export function isBedrockName(name: string): boolean {
  return name.startsWith("arn:aws") || /^(?:[a-z]{2,8}(?:-gov)?\.)?anthropic\./.test(name);
}

/** The name without the date of a snapshot behind it. */
export function withoutDate(name: string): string {
  return name.replace(/-20\d{2}-?\d{2}-?\d{2}$/, "");
}

/**
 * Whether two names differ by more than a date: by the numbers of their versions, where `4` is the same as `4.0`. Then a price of the
 * one says little of the other.
 */
export function differInVersion(left: string, right: string): boolean {
  return version(left) !== version(right);
}

const BEDROCK_REGION = /^(?:us|eu|apac|au|jp|in|ca|sa|me|global|regional|us-gov)\./;

function version(name: string): string {
  const numbers = withoutDate(bareName(name)).match(/\d+/g) ?? [];
  while (numbers.length > 0 && Number(numbers.at(-1)) === 0) numbers.pop();
  return numbers.map(Number).join(".");
}
