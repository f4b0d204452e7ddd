import { describe, expect, it } from "vitest";
import { findSecret } from "./secrets.ts";

/** Written in halves so that no scanner takes this file for a leak. */
const SECRETS: readonly (readonly [name: string, secret: string])[] = [
  ["private key", `-----BEGIN RSA ${"PRIVATE KEY"}-----`],
  ["private key", `-----BEGIN ${"PRIVATE KEY"}-----`],
  ["AWS access key", `AKIA${"IOSFODNN7EXAMPLE"}`],
  ["GitHub token", `ghp_${"a1B2".repeat(9)}`],
  ["Anthropic key", `sk-ant-${"api03-abcdefghijklmnopqrstuvwx"}`],
  ["OpenAI key", `sk-proj-${"Ab1_".repeat(12)}`],
  ["Google API key", `AIza${"SyA1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6q"}`],
  ["npm token", `npm_${"a1B2".repeat(9)}`],
  ["GitHub token", `github_pat_${"a1B2c3_D4e".repeat(8)}`],
  ["GitLab token", `glpat-${"a1B2".repeat(5)}`],
  ["GitLab token", `glrt-${"a1B2".repeat(5)}`],
  ["OpenAI key", `sk-or-v1-${"0a1b".repeat(16)}`],
  ["Google OAuth secret", `GOCSPX-${"a1B_".repeat(7)}`],
  ["Azure storage key", `AccountKey=${"aB1/".repeat(21)}ab==`],
  ["Slack token", `xoxb-${"123456789012-".repeat(2)}abcDEF`],
  ["Slack webhook", `hooks.slack.com/services/T${"A1B2C3D4"}/B${"A1B2C3D4"}/${"a1B2".repeat(6)}`],
  ["Stripe key", `sk_live_${"a1B2".repeat(6)}`],
  ["Square token", `sq0atp-${"a1B2_-".repeat(4)}`],
  ["Shopify token", `shpat_${"0a1b".repeat(8)}`],
  ["Twilio key", `SK${"0a1b".repeat(8)}`],
  ["SendGrid key", `SG.${"a1B2_-".repeat(4).slice(0, 22)}.${"a1B2_-".repeat(8).slice(0, 43)}`],
  ["DigitalOcean token", `dop_v1_${"0a1b".repeat(16)}`],
  ["Docker token", `dckr_pat_${"a1B2c3D4e".repeat(3)}`],
  ["Databricks token", `dapi${"0a1b".repeat(8)}`],
  ["Atlassian token", `ATATT3${"xF1_-=".repeat(31)}`],
  ["HashiCorp token", `hvs.${"a1B2".repeat(24)}`],
  ["Grafana token", `glsa_${"a1B2".repeat(8)}_${"0a1b".repeat(2)}`],
  ["Sentry token", `sntryu_${"0a1b".repeat(16)}`],
  ["New Relic key", `NRAK-${"A1B".repeat(9)}`],
  ["Linear key", `lin_api_${"a1B2".repeat(10)}`],
  ["Postman key", `PMAK-${"0a1b".repeat(6)}-${"0a1b".repeat(9).slice(0, 34)}`],
  ["PyPI token", `pypi-AgEIcHlwaS5vcmc${"a1B2_".repeat(12)}`],
  ["RubyGems key", `rubygems_${"0a1b".repeat(12)}`],
  ["Hugging Face token", `hf_${"aBcD".repeat(9).slice(0, 34)}`],
  ["age key", `AGE-SECRET-KEY-1${"QPZRY9X8".repeat(8).slice(0, 58)}`],
];

describe("findSecret", () => {
  it.each(SECRETS)("finds a %s", (name, secret) => {
    const text = `before\nkey = ${secret}\nafter`;
    expect(findSecret(text)).toMatchObject({ name, index: text.indexOf(secret) });
  });

  it("finds none in ordinary text, hashes or identifiers", () => {
    const text = `sk-learn, task-force, ${"0a1b2c3d".repeat(8)}, risk-${"abc-".repeat(20)}, AIza`;
    expect(findSecret(text)).toBeUndefined();
  });

  it("finds the key in the file of a Google service account", () => {
    const file = JSON.stringify({
      type: "service_account",
      private_key: `-----BEGIN ${"PRIVATE KEY"}-----\nMIIE\n`,
    });
    expect(findSecret(file)?.name).toBe("private key");
  });

  it("finds the part of a Terraform token after the user's", () => {
    const text = `token = "a1B2c3D4e5F6g7.${"atlasv1"}.${"a1B2".repeat(16)}"`;
    expect(findSecret(text)).toMatchObject({ name: "HashiCorp token" });
  });

  it("leaves names, hashes and public keys alone that begin like one", () => {
    const texts = [
      `sk-${"very-long-name-of-a-style-class-".repeat(3)}`,
      `mask-${"a1b2".repeat(20)}`,
      `SK${"0A1B".repeat(8)}`,
      `AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6${"a".repeat(42)}==`,
      `-----BEGIN PUBLIC KEY-----`,
      `npm_config_registry_and_more_of_the_same`,
      `eyJhbGciOiJIUzI1NiJ9.${"eyJzdWIiOiIxIn0"}.${"a1B2".repeat(10)}`,
      `dapi, glpat-, hf_, SG.x.y, xoxo-xoxo`,
    ];
    for (const text of texts) expect([text, findSecret(text)]).toEqual([text, undefined]);
  });

  it("reads in linear time what begins like one again and again", () => {
    const starts = ["-----BEGIN ", "sk-", "xoxb-", "gl", "SK0", "AccountKey=", "hvs.", "AKIA"];
    for (const start of starts) {
      expect(findSecret(`${start} `.repeat(200_000))).toBeUndefined();
    }
    expect(findSecret("sk-a".repeat(300_000))).toBeUndefined();
  });

  it("answers the first of several, the same at every call", () => {
    const text = SECRETS.map(([, secret]) => secret).join("\n");
    expect(findSecret(text)).toEqual(findSecret(text));
    expect(findSecret(text)?.index).toBe(0);
  });
});
