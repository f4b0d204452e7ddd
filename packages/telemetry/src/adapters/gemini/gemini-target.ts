import type { WireHints } from "../provider-adapter.ts";
import { decodedPart, pathOf } from "../wire/request-target.ts";

/** What the path of a request says. */
export interface GeminiTarget {
  /** Empty where the path names none, as that of Code Assist. */
  readonly model: string;
  readonly stream: boolean;
}

/**
 * Reads a path of Gemini's: `/v1beta/models/<model>:generateContent`, `:streamGenerateContent`, of Vertex AI below a project, and of Code
 * Assist (`/v1internal:generateContent`); `undefined` for every other one.
 */
export function geminiTarget(hints: WireHints | undefined): GeminiTarget | undefined {
  const last = /[^/]*$/.exec(pathOf(hints) ?? "")?.[0] ?? "";
  const colon = last.lastIndexOf(":");
  const method = last.slice(colon + 1);
  if (colon < 0 || (method !== "generateContent" && method !== STREAM)) return undefined;
  const name = last.slice(0, colon);
  return { model: name === "v1internal" ? "" : decodedPart(name), stream: method === STREAM };
}

const STREAM = "streamGenerateContent";
