import { CONTENT_KINDS } from "@tokenpak/core";
import { describe, expect, it } from "vitest";
import { engineFingerprint } from "./engine-fingerprint.ts";
import { getProcessor } from "./get-processor.ts";

describe("engineFingerprint", () => {
  it("names the processor of every kind with the version of its format, each once and in order", () => {
    const words = engineFingerprint().split(" ");
    expect(words).toEqual([...new Set(words)].sort());
    for (const kind of CONTENT_KINDS) {
      const { name, version } = getProcessor(kind) ?? {};
      expect(words).toContain(`${name}${version}`);
    }
  });
});
