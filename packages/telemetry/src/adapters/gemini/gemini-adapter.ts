import type { ProviderAdapter } from "../provider-adapter.ts";
import { geminiLikeness } from "./gemini-likeness.ts";
import { geminiRequest } from "./gemini-request.ts";
import { geminiResponse, wholeGeminiUsage } from "./gemini-response.ts";
import { geminiUsageStream } from "./gemini-usage-stream.ts";

/**
 * Gemini's `generateContent` and `streamGenerateContent`: of the Gemini API, of Vertex AI and, with everything in one more field, of Code
 * Assist, which Gemini CLI talks to. Prompts include what was cached; candidates exclude thoughts. Its OpenAI-compatible endpoint is not
 * it.
 */
export const gemini: ProviderAdapter = {
  name: "gemini",
  provider: "google",
  detect: geminiLikeness,
  toCanonicalRequest: geminiRequest,
  toCanonicalResponse: geminiResponse,
  extractUsage: wholeGeminiUsage,
  usageStream: geminiUsageStream,
};
