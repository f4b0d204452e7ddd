import { createHash } from "node:crypto";

/** A name of a record that has none of its own: the same `facts` give the same key, whoever reads them. */
export function recordKey(observer: string, facts: unknown): string {
  const digest = createHash("sha256").update(JSON.stringify(facts)).digest("hex");
  return `${observer}:${digest.slice(0, 32)}`;
}
