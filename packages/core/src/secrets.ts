/** A credential found in a text. */
export interface SecretMatch {
  /** What it looks like, for example `private key`, `GitHub token`. */
  readonly name: string;
  /** UTF-16 offset of its first character. */
  readonly index: number;
  readonly length: number;
}

/**
 * Published shapes of credentials. Each pattern begins with a literal and has bounded repeats, so a scan is linear.
 * Sources: the vendors' documentation of their token formats, November 2026.
 */
const PATTERNS: readonly (readonly [name: string, pattern: RegExp])[] = [
  ["private key", /-----BEGIN (?:[A-Z0-9]{1,20} ){0,3}PRIVATE KEY(?: BLOCK)?-----/g],
  ["AWS access key", /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g],
  ["GitHub token", /\b(?:gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_[A-Za-z0-9_]{60,255})\b/g],
  ["GitLab token", /\bglpat-[A-Za-z0-9_-]{20,64}\b/g],
  ["Anthropic key", /\bsk-ant-[A-Za-z0-9_-]{24,200}/g],
  ["OpenAI key", /\bsk-(?:proj-|svcacct-|admin-)?[A-Za-z0-9_-]{40,200}/g],
  ["Google API key", /\bAIza[A-Za-z0-9_-]{35}\b/g],
  ["Slack token", /\bxox[abeoprs]-[A-Za-z0-9-]{20,250}/g],
  ["Stripe key", /\b[rs]k_live_[A-Za-z0-9]{20,250}\b/g],
  ["npm token", /\bnpm_[A-Za-z0-9]{36}\b/g],
  ["Hugging Face token", /\bhf_[A-Za-z]{34}\b/g],
];

/** The first credential in a text, or `undefined`. Looks for published token shapes; a password in prose has none. */
export function findSecret(text: string): SecretMatch | undefined {
  let first: SecretMatch | undefined;
  for (const [name, pattern] of PATTERNS) {
    pattern.lastIndex = 0;
    const match = pattern.exec(text);
    if (match !== null && (first === undefined || match.index < first.index)) {
      first = { name, index: match.index, length: match[0].length };
    }
  }
  return first;
}
