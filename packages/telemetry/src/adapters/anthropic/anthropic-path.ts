import { decodedPart } from "../wire/request-target.ts";

/** What the path of a request says of it. */
export interface AnthropicPath {
  /** It is the Messages API. */
  readonly isMessages: boolean;
  /** Who bills it: the cloud that the path is of. */
  readonly provider: "anthropic" | "aws" | "google";
  /** The model, where the path names it: Amazon Bedrock and Google Vertex AI. */
  readonly model?: string | undefined;
  /** The path asks for a stream. */
  readonly stream: boolean;
}

/**
 * Reads a path without query, with or without host and prefix: `/v1/messages`, Bedrock's `/model/<model>/invoke` and Vertex AI's
 * `/publishers/anthropic/models/<model>:rawPredict`, with their streaming forms. What lies below `/v1/messages`, such as counting tokens
 * and batches, is something else.
 */
export function readAnthropicPath(path: string | undefined): AnthropicPath {
  if (path === undefined) return NONE;
  const [third, second, last = ""] = ["", "", "", ...path.split("/")].slice(-3);
  if (second === "v1" && last === "messages") return { ...NONE, isMessages: true };
  if (third === "model" && second?.includes("anthropic.")) return bedrock(second, last);
  return second === "models" && /\/publishers\/anthropic\/models\//.test(path)
    ? vertex(last)
    : NONE;
}

const NONE: AnthropicPath = { isMessages: false, provider: "anthropic", stream: false };

function bedrock(model: string, action: string): AnthropicPath {
  const stream = action === "invoke-with-response-stream";
  if (action !== "invoke" && !stream) return NONE;
  return { isMessages: true, provider: "aws", model: decodedPart(model), stream };
}

function vertex(target: string): AnthropicPath {
  const colon = target.lastIndexOf(":");
  const stream = target.endsWith(":streamRawPredict");
  if (!target.endsWith(":rawPredict") && !stream) return NONE;
  const model = decodedPart(target.slice(0, colon));
  return { isMessages: true, provider: "google", model, stream };
}
