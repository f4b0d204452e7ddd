import { createHash } from "node:crypto";
import type { Format } from "./client.ts";

/** A conversation to be sent, in no library's form. */
export interface Talk {
  readonly name: string;
  readonly system: string;
  /** The system text and the first message of the user are marked as ends of what is to be cached, where the format can. */
  readonly cached: boolean;
  readonly text: string;
  /** Media that stand in the first message, after its text. */
  readonly media: readonly Medium[];
  /** A tool is offered; it was called and answered. */
  readonly call: ToolCall | undefined;
  /** What the model thought before the call, sealed; sent back with it. */
  readonly thought: Thought | undefined;
}

/** An image, a sound or a document. */
export interface Medium {
  readonly type: "image" | "audio" | "document";
  readonly mediaType: string;
  readonly source: { readonly base64: string } | { readonly url: string };
}

/** A call of the tool that is offered, and its result. */
export interface ToolCall {
  readonly id: string;
  readonly name: string;
  readonly input: Readonly<Record<string, string | number>>;
  readonly result: string;
}

/** Reasoning as it must come back, unchanged. */
export interface Thought {
  readonly text: string;
  /** Signature, or encrypted form. */
  readonly seal: string;
}

/** JSON Schema of the tool's input. */
export const TOOL_SCHEMA = {
  type: "object",
  properties: { city: { type: "string" }, days: { type: "number" } },
  required: ["city"],
} as const;

export const TOOL_DESCRIPTION = "Says what the weather will be.";

/** The conversations that a format can carry. */
export function talksOf(format: Format): readonly Talk[] {
  const media = format === "openai-chat" || format === "gemini" ? [audio] : [];
  const linked = {
    ...image,
    source: { url: format === "gemini" ? GOOGLE_FILE : "https://example.com/a.png" },
  };
  return [
    plain,
    { ...plain, name: "cached", cached: format !== "gemini" },
    { ...plain, name: "media", media: [image, linked, document, ...media] },
    { ...plain, name: "tools", call: CALL },
    ...(format === "openai-chat"
      ? []
      : [{ ...plain, name: "thoughts", call: CALL, thought: THOUGHT }]),
    { ...plain, name: "all", cached: format !== "gemini", media: [image], call: CALL },
  ];
}

/** As the canonical form refers to it: never by its bytes. */
export function mediaRefOf({ source }: Medium): Readonly<Record<string, unknown>> {
  if ("url" in source) return { by: "url", url: source.url };
  const bytes = Buffer.from(source.base64, "base64");
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return { by: "bytes", sha256, size: bytes.length };
}

const GOOGLE_FILE = "https://generativelanguage.googleapis.com/v1beta/files/abc";

const CALL: ToolCall = {
  id: "call_01weather",
  name: "get_weather",
  input: { city: "Köln", days: 2 },
  result: "Rain, then “sun” ☀️",
};

const THOUGHT: Thought = {
  text: "The user asks for the weather.",
  seal: Buffer.from("sealed: größe").toString("base64"),
};

/** The least PNG: one transparent dot. */
const image: Medium = {
  type: "image",
  mediaType: "image/png",
  source: {
    base64:
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==",
  },
};

const document: Medium = {
  type: "document",
  mediaType: "application/pdf",
  source: { base64: Buffer.from("%PDF-1.4\n1 0 obj<<>>endobj\n%%EOF\n").toString("base64") },
};

const audio: Medium = {
  type: "audio",
  mediaType: "audio/wav",
  source: {
    base64: Buffer.from("RIFF\u0024\0\0\0WAVEfmt \u0010\0\0\0", "latin1").toString("base64"),
  },
};

const plain: Talk = {
  name: "plain",
  system: "You are brief. Größe zählt nicht 日本.",
  cached: false,
  text: 'Say "hello"\nin one word, \u{1F600}.',
  media: [],
  call: undefined,
  thought: undefined,
};
