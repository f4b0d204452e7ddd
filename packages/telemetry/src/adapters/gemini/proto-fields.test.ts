import { describe, expect, it } from "vitest";
import { protoFields } from "./proto-fields.ts";

describe("protoFields", () => {
  it("has fields in snake case under their names in camel case, but not what is in them", () => {
    const inner = { not_this: 1 };
    expect(protoFields({ mime_type: "a", tool_use_prompt_token_count: 1, data: inner })).toEqual({
      mimeType: "a",
      toolUsePromptTokenCount: 1,
      data: inner,
    });
  });

  it("is the object itself where nothing is in snake case", () => {
    const fields = { mimeType: "a", __proto: 1, _x: 2 };
    expect(protoFields(fields)).toBe(fields);
  });

  it("keeps what camel case says where a name stands there in both ways", () => {
    expect(protoFields({ mimeType: "a", mime_type: "b" })).toEqual({ mimeType: "a" });
  });
});
