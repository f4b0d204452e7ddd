import { UNKNOWN_USAGE } from "@tokenpak/core";
import { describe, expect, it } from "vitest";
import { CanonicalRequest } from "../canonical/canonical-request.ts";
import { CanonicalResponse } from "../canonical/canonical-response.ts";
import { unknownAdapter } from "./unknown-adapter.ts";

describe("unknownAdapter", () => {
  it("abstains from everything", () => {
    expect(unknownAdapter.detect({ model: "x", messages: [] })).toBe(0);
  });

  it("reads model and stream of a request, and keeps the rest", () => {
    const raw = { model: "m", stream: true, prompt: "Hi" };
    const request = unknownAdapter.toCanonicalRequest(raw);
    expect(CanonicalRequest.parse(request)).toEqual(request);
    expect(request).toMatchObject({
      provider: "unknown",
      model: "m",
      stream: true,
      extra: { stream: true, prompt: "Hi" },
    });
    expect(request.raw).toBe(raw);
  });

  it("keeps an answer, and knows nothing of its usage", () => {
    const raw = { text: "Hello", usage: { total: 7 } };
    const response = unknownAdapter.toCanonicalResponse(raw);
    expect(CanonicalResponse.parse(response)).toEqual(response);
    expect(response).toMatchObject({ extra: raw, usage: UNKNOWN_USAGE });
    expect(response.raw).toBe(raw);
    expect(unknownAdapter.extractUsage(raw)).toEqual(UNKNOWN_USAGE);
  });

  it("reads anything", () => {
    for (const raw of [undefined, null, 7, "text", [], [1]]) {
      expect(unknownAdapter.toCanonicalRequest(raw).extra).toEqual({});
      expect(unknownAdapter.toCanonicalResponse(raw).raw).toBe(raw);
    }
  });

  it("knows nothing of a stream, not even its end", () => {
    const stream = unknownAdapter.usageStream();
    stream.write({ data: '{"usage":{"total":7}}' });
    expect(stream.result()).toEqual({
      usage: { ...UNKNOWN_USAGE, partial: true },
      finishReason: "unknown",
      complete: false,
    });
  });
});
