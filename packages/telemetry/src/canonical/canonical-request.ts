import * as z from "zod/mini";
import { cacheMarker, contentPart, extraFields, jsonValue } from "./content-part.ts";

const message = z.strictObject({
  role: z.enum(["system", "developer", "user", "assistant", "tool"]),
  content: z.array(contentPart),
  extra: extraFields,
});

/** One message of a conversation. */
export type CanonicalMessage = z.infer<typeof message>;

const tool = z.strictObject({
  /** As the model calls it; the type of a tool that the provider runs. */
  name: z.string(),
  description: z.optional(z.string()),
  /** JSON Schema of its input. */
  inputSchema: z.optional(jsonValue),
  /** The provider runs it itself. */
  byProvider: z.boolean(),
  /** Up to here the provider is asked to cache. */
  cached: z.boolean(),
  extra: extraFields,
});

/** A tool that the model may call. */
export type CanonicalTool = z.infer<typeof tool>;

const params = z.strictObject({
  maxOutputTokens: z.optional(z.number()),
  temperature: z.optional(z.number()),
  topP: z.optional(z.number()),
  topK: z.optional(z.number()),
  stop: z.optional(z.array(z.string())),
  /** As the provider writes them. */
  toolChoice: z.optional(jsonValue),
  reasoning: z.optional(jsonValue),
  outputFormat: z.optional(jsonValue),
});

/** Checks a {@link CanonicalRequest} that comes from outside. Unknown fields are an error. */
export const CanonicalRequest = z.strictObject({
  /** `anthropic`, `openai`, `google`, ..., or `unknown`. */
  provider: z.string(),
  /** Empty where it is in neither body nor path. */
  model: z.string(),
  /** What stands before the messages: instructions in a field of their own. */
  system: z.array(contentPart),
  messages: z.array(message),
  tools: z.array(tool),
  params,
  /** The answer is asked for as a stream. */
  stream: z.boolean(),
  /** Caching is asked for without saying up to where: the provider chooses. */
  cache: z.optional(cacheMarker),
  /** Fields of the body that have no place above. */
  extra: extraFields,
  /** The body as it came. */
  raw: z.unknown(),
});

/** A request to a model, in one form for every provider. For reading: what is sent stays the provider's own bytes. */
export type CanonicalRequest = z.infer<typeof CanonicalRequest>;
