/** What the credentials of one vendor look like. */
export interface SecretShape {
  /** For people, for example `private key`, `GitHub token`. */
  readonly name: string;
  /** How each begins, as the source of a regular expression; the texts are looked through for these first. */
  readonly start: string;
  /** How each goes on. Every repeat is bounded, so that a scan is linear. */
  readonly rest: string;
}

/**
 * Published shapes of credentials. Sources: the vendors' documentation of their token formats and, where that shows a token but
 * gives no format, the rules of gitleaks (https://github.com/gitleaks/gitleaks/blob/master/config/gitleaks.toml), November 2026.
 * Only what begins with letters of its own is here: 32 hex digits alone are a hash more often than a key. The key of a Google
 * service account is a private key in JSON.
 */
export const SECRET_SHAPES: readonly SecretShape[] = [
  shape("private key", "-----BEGIN ", "(?:[A-Z0-9]{1,20} ){0,3}PRIVATE KEY(?: BLOCK)?-----"),
  shape("AWS access key", "A(?:KIA|SIA)", "[A-Z0-9]{16}\\b"),
  shape("GitHub token", "gh[pousr]_", "[A-Za-z0-9]{36,255}\\b"),
  shape("GitHub token", "github_pat_", "[A-Za-z0-9_]{60,255}\\b"),
  shape(
    "GitLab token",
    "gl(?:agent|cbt|dt|ft|imt|oas|pat|ptt|rt|soat)-",
    "[A-Za-z0-9_-]{20,64}\\b",
  ),
  shape("Anthropic key", "sk-ant-", "[A-Za-z0-9_-]{24,200}"),
  // A long name of CSS or of a package may begin so, but has no digit.
  shape("OpenAI key", "sk-", "(?=[A-Za-z_-]{0,60}[0-9])[A-Za-z0-9_-]{40,200}"),
  shape("Google API key", "AIza", "[A-Za-z0-9_-]{35}\\b"),
  shape("Google OAuth secret", "GOCSPX-", "[A-Za-z0-9_-]{28}"),
  shape(
    "Azure storage key",
    "AccountKey=",
    `${not("Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6")}[A-Za-z0-9+/]{86}==`,
  ),
  shape("Slack token", "xox[abeoprs]-", "[A-Za-z0-9-]{20,250}"),
  shape(
    "Slack webhook",
    "hooks\\.slack\\.com/(?:services|triggers|workflows)/",
    "[A-Za-z0-9+/]{43,80}",
  ),
  shape("Stripe key", "[rs]k_live_", "[A-Za-z0-9]{20,250}\\b"),
  shape("Square token", "sq0(?:atp|csp)-", "[A-Za-z0-9_-]{22,43}"),
  shape("Shopify token", "shp(?:at|ca|pa|ss)_", "[A-Fa-f0-9]{32}\\b"),
  shape("Twilio key", "SK", "[0-9a-f]{32}\\b"),
  shape("SendGrid key", "SG\\.", "[A-Za-z0-9_-]{22}\\.[A-Za-z0-9_-]{43}"),
  shape("DigitalOcean token", "do[opr]_v1_", "[a-f0-9]{64}\\b"),
  shape("Docker token", "dckr_[op]at_", "[A-Za-z0-9_-]{27,32}"),
  shape("Databricks token", "dapi", "[0-9a-f]{32}(?:-[0-9])?\\b"),
  shape("Atlassian token", "ATATT3", "[A-Za-z0-9_=-]{186}"),
  shape("HashiCorp token", "hvs\\.", "[A-Za-z0-9_-]{90,200}"),
  shape("HashiCorp token", "\\.atlasv1\\.", "[A-Za-z0-9_=-]{60,70}"),
  shape("Grafana token", "glsa_", "[A-Za-z0-9]{32}_[A-Fa-f0-9]{8}\\b"),
  shape("Sentry token", "sntryu_", "[a-f0-9]{64}\\b"),
  shape("New Relic key", "NRAK-", "[A-Z0-9]{27}\\b"),
  shape("Linear key", "lin_api_", "[A-Za-z0-9]{40}\\b"),
  shape("Postman key", "PMAK-", "[a-f0-9]{24}-[a-f0-9]{34}\\b"),
  shape("npm token", "npm_", "[A-Za-z0-9]{36}\\b"),
  shape("PyPI token", "pypi-AgE(?:IcHlwaS5vcmc|NdGVzdC5weXBpLm9yZw)", "[A-Za-z0-9_-]{50,250}"),
  shape("RubyGems key", "rubygems_", "[a-f0-9]{48}\\b"),
  shape("Hugging Face token", "hf_", "[A-Za-z]{34}\\b"),
  shape("age key", "AGE-SECRET-KEY-1", "[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58}"),
];

function shape(name: string, start: string, rest: string): SecretShape {
  // Where it begins with a letter, that is where a word begins.
  return { name, start: /^-/.test(start) ? start : `\\b${start}`, rest };
}

/** Not this one, which is public: the key of the storage emulator (https://learn.microsoft.com/azure/storage/common/storage-use-emulator). */
function not(known: string): string {
  return `(?!${known})`;
}
