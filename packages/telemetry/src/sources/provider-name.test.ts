import { describe, expect, it } from "vitest";
import { providerName } from "./provider-name.ts";

describe("providerName", () => {
  it("maps the names of the AI SDK, of pi and of OpenTelemetry to those of the price table", () => {
    const names = {
      anthropic: "anthropic",
      OpenAI: "openai",
      "openai-codex": "openai",
      "google-vertex": "google",
      "google-vertex-anthropic": "anthropic",
      "gcp.gemini": "google",
      "amazon-bedrock": "aws",
      "aws.bedrock": "aws",
      "azure.ai.openai": "azure",
      github: "github-copilot",
      xai: "x-ai",
      mistral_ai: "mistral",
    };
    for (const [name, known] of Object.entries(names)) expect(providerName(name)).toBe(known);
  });

  it("keeps a name that it does not know, and calls what is none unknown", () => {
    expect(providerName(" My-Server ")).toBe("my-server");
    for (const value of ["", " ", "x".repeat(101), 7, null, undefined]) {
      expect(providerName(value)).toBe("unknown");
    }
  });
});
