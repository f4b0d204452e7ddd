import { adapterContract } from "../../../tests/adapter-contract.ts";
import { recordedBodies, recordedStreams } from "../../../tests/recorded-traffic.ts";
import {
  anthropicAgentRequest,
  anthropicCachedResponse,
  anthropicError,
  anthropicIteratedResponse,
  anthropicPlainRequest,
  anthropicStream,
  asAnthropicStream,
} from "../../../tests/samples/anthropic-samples.ts";
import { anthropicMessages } from "./anthropic-messages-adapter.ts";

const recorded = recordedBodies("anthropic").map(({ content }) => content);

/** Two of the recordings hold several messages: of the last, less may be known than of an earlier one. */
const streams = recordedStreams("anthropic")
  .map(({ content }) => content)
  .filter((events) => events.filter(({ data }) => data.includes('"message_start"')).length === 1);

adapterContract({
  adapter: anthropicMessages,
  requests: [anthropicAgentRequest, anthropicPlainRequest],
  responses: [anthropicCachedResponse, anthropicIteratedResponse, ...recorded],
  errors: [anthropicError],
  streams: [anthropicStream, ...streams],
  asStream: asAnthropicStream,
  foreign: [
    { model: "gpt-5.6", messages: [{ role: "user", content: "Hi" }] },
    { model: "gpt-5.6", messages: [{ role: "user", content: "Hi" }], max_tokens: 5 },
    { error: { message: "Quota", type: "insufficient_quota", param: null, code: "x" } },
    { type: "error", sequence_number: 2, error: { type: "a", message: "b" } },
    { messages: [{ role: "user", content: [{ text: "Hi" }] }], system: [{ text: "Be brief." }] },
    { id: "x", object: "chat.completion", choices: [], usage: { prompt_tokens: 1 } },
    { candidates: [], usageMetadata: { promptTokenCount: 1 } },
  ],
});
