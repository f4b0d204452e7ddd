import type { Format } from "./client.ts";
import type { Reply } from "./replay-server.ts";

/** An answer to be replayed. */
export interface Answer {
  readonly name: string;
  readonly format: Format;
  /** It answers a request for a stream. */
  readonly stream: boolean;
  readonly reply: Reply;
}

/** A whole answer; one that is nothing but an error has the status of one. */
export function wholeAnswer(format: Format, name: string, body: object): Answer {
  const { error, object, content, candidates } = body as Readonly<Record<string, unknown>>;
  const isError = Boolean(error) && !(object || content || candidates);
  const text = Buffer.from(JSON.stringify(body));
  const status = isError ? 400 : 200;
  const reply: Reply = { status, type: "application/json", body: text, breaks: false };
  return { name, format, stream: false, reply };
}

/** How a stream ends, where not as it should. */
export interface StreamEnd {
  /** The body is cut off after this part of it, from 0 to 1, and the connection breaks. */
  readonly brokenAt?: number;
  /** Nothing follows the last event (`data: [DONE]`, where the format has it). */
  readonly bare?: boolean;
}

/** A stream of events, each the text of its JSON. */
export function streamedAnswer(
  { format, name }: Pick<Answer, "format" | "name">,
  events: readonly string[],
  { brokenAt, bare = false }: StreamEnd = {},
): Answer {
  const end = format === "openai-chat" && !bare ? ["data: [DONE]\n\n"] : [];
  const whole = Buffer.from([...events.map((event) => sse(format, event)), ...end].join(""));
  const body =
    brokenAt === undefined ? whole : whole.subarray(0, Math.floor(whole.length * brokenAt));
  const breaks = brokenAt !== undefined;
  const reply: Reply = { status: 200, type: "text/event-stream", body, breaks };
  return { name, format, stream: true, reply };
}

/** As each API writes it: with the name of the event or without, and with its line ends. */
function sse(format: Format, data: string): string {
  if (format === "gemini") return `data: ${data}\r\n\r\n`;
  if (format === "openai-chat") return `data: ${data}\n\n`;
  return `event: ${typeOf(data)}\ndata: ${data}\n\n`;
}

/** Of a recorded event that is damaged as well. */
function typeOf(data: string): string {
  return /"type"\s*:\s*"([^"]*)"/.exec(data)?.[1] ?? "message";
}
