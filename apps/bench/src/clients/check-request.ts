import { isDeepStrictEqual } from "node:util";
import {
  AdapterRegistry,
  CanonicalRequest,
  type ContentPart,
  type ProviderAdapter,
  type WireHints,
} from "@tokenpak/telemetry";
import type { Answer } from "./answer.ts";
import { type Asking, type Client, HOSTS } from "./client.ts";
import type { Exchange } from "./replay-server.ts";
import { mediaRefOf, TOOL_SCHEMA } from "./talk.ts";

/** What became of the bytes that a client sent. */
export interface CheckedRequest {
  readonly adapter: ProviderAdapter;
  readonly hints: WireHints;
  /** What is read otherwise than it was asked; empty where all is right. */
  readonly faults: readonly string[];
  /** The body alone, without path, host and headers, tells the format, too. */
  readonly knownByBody: boolean;
}

const registry = AdapterRegistry.buildDefault();

/** Reads a request as a proxy would, and holds what was read to what was asked. */
export function checkRequest(
  { path, headers, body }: Exchange,
  { client, asking }: { readonly client: Client; readonly asking: Asking },
): CheckedRequest {
  const hints: WireHints = { path, headers, host: HOSTS[client.format] };
  const raw: unknown = JSON.parse(body.toString("utf8"));
  const adapter = registry.detect(raw, hints);
  const faults = faultsOf(adapter.toCanonicalRequest(raw, hints), asking);
  const misread = adapter.name === client.format ? [] : [`read as ${adapter.name}`];
  return {
    adapter,
    hints,
    faults: [...misread, ...faults],
    knownByBody: registry.detect(raw).name === client.format,
  };
}

/** Whether an answer, or the first event of a streamed one, tells its format without anything beside it. */
export function isKnownByBody({ format, reply: { type, body } }: Answer): boolean {
  const text = body.toString("utf8");
  const first = type === "text/event-stream" ? /^data: ([^\n]*)\n/m.exec(text)?.[1] : text;
  return registry.detect(parsed(first ?? "")).name === format;
}

/** Some recordings are damaged. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function faultsOf(request: CanonicalRequest, asking: Asking): readonly string[] {
  const { talk, model, stream } = asking;
  const parts = [...request.system, ...request.messages.flatMap(({ content }) => content)];
  const { call, media, cached, thought } = talk;
  const expected: Readonly<Record<string, readonly [unknown, unknown]>> = {
    model: [request.model, model],
    texts: [textsOf(parts), [talk.system, talk.text]],
    roles: [rolesOf(request), call ? ["user", "assistant", "tool"] : ["user"]],
    media: [mediaOf(parts), media.map((one) => ({ type: one.type, ref: mediaRefOf(one) }))],
    calls: [callsOf(parts), call ? [{ id: call.id, name: call.name, input: call.input }] : []],
    thoughts: [thoughtsOf(parts), thought ? [thought] : []],
    results: [resultsOf(parts), call ? [{ callId: call.id, texts: [call.result] }] : []],
    tools: [request.tools.map(({ name }) => name), call ? [call.name] : []],
    "tool input": [
      request.tools.map(({ inputSchema }) => propertiesOf(inputSchema)),
      call ? [propertiesOf(TOOL_SCHEMA)] : [],
    ],
    "cache markers": [parts.filter(({ cache }) => cache !== undefined).length, cached ? 2 : 0],
    // Gemini's request says it in its path, which the others do not.
    stream: [request.stream, stream],
    "unknown parts": [parts.filter(({ type }) => type === "other").length, 0],
    "bytes of media": [media.filter((one) => holdsBytes(request, one.source)).length, 0],
    schema: [CanonicalRequest.safeParse(request).success, true],
  };
  return Object.entries(expected)
    .filter(([, [read, asked]]) => !isDeepStrictEqual(read, asked))
    .map(
      ([name, [read, asked]]) => `${name}: ${JSON.stringify(read)}, not ${JSON.stringify(asked)}`,
    );
}

function textsOf(parts: readonly ContentPart[]): readonly string[] {
  return parts.flatMap((part) => (part.type === "text" ? [part.text] : []));
}

/**
 * Without the instructions, and messages of the same side as one: a format may have one for each item. That a result is the tool's is said
 * by the part, where there is no such role.
 */
function rolesOf({ messages }: CanonicalRequest): readonly string[] {
  return messages
    .filter(({ role }) => role !== "system" && role !== "developer")
    .map(({ role, content }) =>
      content.some(({ type }) => type === "tool_result") ? "tool" : role,
    )
    .filter((role, index, roles) => role !== roles[index - 1]);
}

function mediaOf(parts: readonly ContentPart[]): readonly object[] {
  return parts.flatMap((part) => ("ref" in part ? [{ type: part.type, ref: part.ref }] : []));
}

function thoughtsOf(parts: readonly ContentPart[]): readonly object[] {
  return parts.flatMap((part) =>
    part.type === "reasoning" ? [{ text: part.text, seal: part.seal }] : [],
  );
}

function callsOf(parts: readonly ContentPart[]): readonly object[] {
  return parts.flatMap((part) =>
    part.type === "tool_call" ? [{ id: part.id, name: part.name, input: part.input }] : [],
  );
}

function resultsOf(parts: readonly ContentPart[]): readonly object[] {
  return parts.flatMap((part) =>
    part.type === "tool_result" ? [{ callId: part.callId, texts: textsOf(part.content) }] : [],
  );
}

/** Types are in capitals in some forms, and other fields are added. */
function propertiesOf(schema: unknown): readonly string[] {
  const { properties = {} } = (schema ?? {}) as { readonly properties?: object };
  return Object.keys(properties);
}

function holdsBytes(request: CanonicalRequest, source: object): boolean {
  if (!("base64" in source)) return false;
  const { raw: _, ...read } = request;
  return JSON.stringify(read).includes(String(source.base64));
}
