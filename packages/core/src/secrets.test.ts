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

  it("answers the first of several, the same at every call", () => {
    const text = SECRETS.map(([, secret]) => secret).join("\n");
    expect(findSecret(text)).toEqual(findSecret(text));
    expect(findSecret(text)?.index).toBe(0);
  });
});
