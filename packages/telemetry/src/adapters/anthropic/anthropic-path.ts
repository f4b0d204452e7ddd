/** What the path of a request says of it. */
export interface AnthropicPath {
  /** `messages`: the Messages API. `other`: something beside it, such as counting tokens or batches. `unknown`: neither. */
  readonly endpoint: "messages" | "other" | "unknown";
  /** The model, where the path names it: Amazon Bedrock and Google Vertex AI. */
  readonly model?: string | undefined;
  /** The path asks for a stream. */
  readonly stream: boolean;
}

/**
 * Reads a path with or without host, prefix and query: `/v1/messages` and what lies below it, Bedrock's `/model/<model>/invoke` and
 * Vertex AI's `/publishers/anthropic/models/<model>:rawPredict`, with their streaming forms.
 */
export function readAnthropicPath(path: string | undefined): AnthropicPath {
  const name = pathName(path ?? "");
  if (/(?:^|\/)v1\/messages$/.test(name)) return { endpoint: "messages", stream: false };
  if (/(?:^|\/)v1\/messages\//.test(name)) return { endpoint: "other", stream: false };
  const hosted = BEDROCK.exec(name) ?? VERTEX.exec(name);
  if (hosted === null) return { endpoint: "unknown", stream: false };
  const [, model = "", action = ""] = hosted;
  return { endpoint: "messages", model: decoded(model), stream: action.includes("tream") };
}

const BEDROCK = /\/model\/([^/]*anthropic\.[^/]*)\/(invoke|invoke-with-response-stream)$/;

const VERTEX = /\/publishers\/anthropic\/models\/([^/:]*):(rawPredict|streamRawPredict)$/;

/** Longer than any path; what is longer is not looked at. */
const MOST_CHARACTERS = 8_192;

function pathName(path: string): string {
  const [name = ""] = path.slice(0, MOST_CHARACTERS).split(/[?#]/, 1);
  return name.endsWith("/") ? name.slice(0, -1) : name;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
