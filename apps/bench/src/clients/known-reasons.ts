import type { StreamedUsage } from "@tokenpak/telemetry";
import type { Answer } from "./answer.ts";
import type { Client } from "./client.ts";

/** A difference between what a client reports and what we read. */
export interface Difference {
  readonly client: Client;
  readonly answer: Answer;
  readonly ours: StreamedUsage;
  /** The client's error, where it rejects the answer. */
  readonly failure: string | undefined;
}

/** Why it is so, where that is known; `undefined` where it is not. */
export function reasonFor(difference: Difference): string | undefined {
  return REASONS.find(({ applies }) => applies(difference))?.reason;
}

interface Reason {
  readonly reason: string;
  readonly applies: (difference: Difference) => boolean;
}

function hasPart({ ours }: Difference, kind: string): boolean {
  return ours.usage.parts?.some((part) => part.kind === kind) ?? false;
}

function fails({ failure = "" }: Difference, text: string): boolean {
  return failure.includes(text);
}

function isAiSdk({ client }: Difference): boolean {
  return client.name.startsWith("ai,");
}

const REASONS: readonly Reason[] = [
  {
    reason: "The library's schema does not know an item of the recording",
    applies: (difference) => fails(difference, "Invalid JSON response"),
  },
  {
    reason: "The library states the totals of the answer, which leave out compaction",
    applies: (difference) => hasPart(difference, "compaction") && !isAiSdk(difference),
  },
  {
    reason: "The advisor's tokens are billed at its own price; the library leaves them out",
    applies: (difference) => hasPart(difference, "advisor_message"),
  },
  {
    reason:
      "The attempt that was declined is counted, as the answer states it; the library leaves it out (one that declined before any output is not always billed: ours is never too low)",
    applies: (difference) => hasPart(difference, "fallback_message"),
  },
  {
    reason: "The library leaves out what tools put before the model (toolUsePromptTokenCount)",
    applies: ({ answer }) => answer.name === "what tools put before the model",
  },
  {
    reason: "The library demands an order of events that a doubled beginning breaks",
    applies: (difference) => fails(difference, "Unexpected event order"),
  },
  {
    reason: "The recording has another id in every event, which the library refuses",
    applies: (difference) =>
      fails(difference, "identity changed") || fails(difference, "'summaryParts'"),
  },
  {
    reason:
      "The client is asked to run a shell or a search of tools; the library sees calls of functions alone",
    applies: (difference) =>
      isAiSdk(difference) &&
      difference.client.format === "openai-responses" &&
      difference.ours.finishReason === "tool_use",
  },
  {
    reason:
      "The stream ended before its end: the library states what it has as it stands, or nothing; ours is marked as partial",
    applies: ({ ours }) => ours.usage.partial && ours.error === undefined,
  },
  {
    reason: "The library's helper for streams does not know an event of the recording",
    applies: (difference) => fails(difference, "Unhandled response stream event"),
  },
  {
    reason: "The answer goes on from a call of an earlier one, which was not sent here",
    applies: (difference) => /Tool call \S+ not found/.test(difference.failure ?? ""),
  },
];
