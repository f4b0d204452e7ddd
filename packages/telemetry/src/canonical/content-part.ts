import type { JsonValue } from "@tokenpak/core";
import * as z from "zod/mini";

/** Any JSON value. */
export const jsonValue: z.ZodMiniType<JsonValue> = z.json() as never;

/** Fields that have no canonical place, by their names: nothing that was said is dropped. */
export const extraFields = z.record(z.string(), jsonValue);

/** Checks a {@link CacheMarker}. */
export const cacheMarker = z.strictObject({
  /** Life time as the provider writes it: `5m`, `1h`, `30m`; its default where it is not said. */
  ttl: z.optional(z.string()),
  extra: extraFields,
});

/** A place up to which the provider is asked to cache. */
export type CacheMarker = z.infer<typeof cacheMarker>;

const mediaRef = z.discriminatedUnion("by", [
  z.strictObject({ by: z.literal("url"), url: z.string() }),
  z.strictObject({ by: z.literal("file"), fileId: z.string() }),
  /** Bytes that stood in the request: their SHA-256 as hex and their number. They themselves are in `raw` alone. */
  z.strictObject({ by: z.literal("bytes"), sha256: z.string(), size: z.int() }),
]);

/** Where an image, a sound or a document is: never its bytes. */
export type MediaRef = z.infer<typeof mediaRef>;

const shared = { cache: z.optional(cacheMarker), extra: extraFields };

const textPart = z.strictObject({ type: z.literal("text"), text: z.string(), ...shared });

const mediaPart = z.strictObject({
  type: z.enum(["image", "audio", "video", "document"]),
  ref: mediaRef,
  mediaType: z.optional(z.string()),
  ...shared,
});

const toolCallPart = z.strictObject({
  type: z.literal("tool_call"),
  /** What the result names; `undefined` where the provider has no ids. */
  id: z.optional(z.string()),
  name: z.string(),
  /** The arguments: what their JSON says, or their text where it is no JSON. */
  input: jsonValue,
  /** The provider runs the tool itself. */
  byProvider: z.boolean(),
  ...shared,
});

const reasoningPart = z.strictObject({
  type: z.literal("reasoning"),
  /** What may be read of it; empty where it is hidden or encrypted. */
  text: z.string(),
  /** Signature, or encrypted form: bound to what stands around it, never to be changed. */
  seal: z.optional(z.string()),
  ...shared,
});

/** A part of a kind that is not known here, whole. */
const otherPart = z.strictObject({
  type: z.literal("other"),
  raw: jsonValue,
  cache: z.optional(cacheMarker),
});

const plainPart = z.discriminatedUnion("type", [
  textPart,
  mediaPart,
  toolCallPart,
  reasoningPart,
  otherPart,
]);

const toolResultPart = z.strictObject({
  type: z.literal("tool_result"),
  /** Id of the call, or the tool's name where the provider has no ids. */
  callId: z.string(),
  content: z.array(plainPart),
  isError: z.boolean(),
  /** The provider ran the tool itself. */
  byProvider: z.boolean(),
  ...shared,
});

/** Checks a {@link ContentPart}. */
export const contentPart = z.union([plainPart, toolResultPart]);

/** One piece of what is said. */
export type ContentPart = z.infer<typeof contentPart>;

/** A part that may stand in the result of a tool: every one but another result. */
export type PlainPart = z.infer<typeof plainPart>;
