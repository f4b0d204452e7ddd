import {
  type CanonicalUsage,
  type CompletionEntry,
  completionId,
  type JsonValue,
  totalTokens,
} from "@tokenpak/core";
import { anthropicUsage, readReportedUsage } from "../../adapters/anthropic/anthropic-usage.ts";
import { type Fields, fieldsOf } from "../../adapters/wire/fields.ts";
import type { LinePlace, LineState } from "../../collect/telemetry-source.ts";
import { nameOf } from "../log-name.ts";
import { readTime } from "../log-time.ts";
import { reportedNanos } from "../log-usage.ts";
import { projectOfFolder } from "./project-of-folder.ts";

/** Name of the agent, its source and the observer of its records. */
export const CLAUDE_CODE = "claude-code";

/**
 * Reads a line of a session. Only those of the assistant say what was used, one for each block of an answer with the usage of the whole
 * answer as far as it was known then: the ledger keeps the line with the most output of those with the same id.
 */
export function readClaudeLine(value: JsonValue, place: LinePlace): readonly CompletionEntry[] {
  const { type, timestamp, message, ...line } = fieldsOf(value);
  if (type !== "assistant") return [];
  const at = timeOf(timestamp, place.state);
  const answer = fieldsOf(message);
  const { id, model: servedBy } = answer;
  const { costUSD: costUsd, isApiErrorMessage: isError } = line;
  const [responseId, model] = [nameOf(id), nameOf(servedBy)];
  if (model === undefined || model === SYNTHETIC) return [];
  const usage = usageOf(answer, model);
  if (usage === undefined) return [];
  const costNanos = reportedNanos(costUsd);
  return [
    {
      ...identityOf(line, { place, responseId }),
      at,
      provider: providerOf(model, responseId),
      model,
      ...requestedModel(line, model),
      agent: CLAUDE_CODE,
      ...whereabouts(line, place),
      usage,
      ...(costNanos === undefined ? {} : { costNanos, costSource: "reported" }),
      outcome: isError === true ? "error" : "ok",
      observer: CLAUDE_CODE,
    },
  ];
}

/** Of the line, else of the last one that has any; the collector knows a better one than 1970. */
function timeOf(timestamp: JsonValue | undefined, state: LineState): number {
  const { lastAt } = state;
  const at = readTime(timestamp) ?? (typeof lastAt === "number" ? lastAt : 0);
  Object.assign(state, { lastAt: at });
  return at;
}

/** Stands for no model: what Claude Code says itself. */
const SYNTHETIC = "<synthetic>";

/** What the line says was used; `undefined` where that is nothing, as in reports of errors. */
function usageOf(answer: Fields, model: string): CanonicalUsage | undefined {
  const { usage: logged, stop_reason: stopReason } = answer;
  // Written before the answer ended: its output is a placeholder, or what had come until then.
  const partial = stopReason === null;
  const usage = anthropicUsage(readReportedUsage(logged), { model, partial });
  if (totalTokens(usage) === 0 && Object.keys(usage.serverTools).length === 0) return undefined;
  return {
    ...usage,
    geo: usage.geo === "" ? undefined : usage.geo,
    confidence: usage.confidence === "high" ? "medium" : usage.confidence,
  };
}

type Identity = Pick<CompletionEntry, "id" | "responseId" | "requestId" | "sideCopy">;

function identityOf(
  line: Fields,
  { place, responseId }: { readonly place: LinePlace; readonly responseId: string | undefined },
): Identity {
  const { requestId: request, uuid, isSidechain } = line;
  const requestId = nameOf(request);
  const sideCopy = isSidechain === true ? { sideCopy: true } : {};
  const named = requestId === undefined ? {} : { requestId };
  if (responseId !== undefined) {
    return { id: completionId({ responseId, requestId }), responseId, ...named, ...sideCopy };
  }
  const own = nameOf(uuid) ?? `${place.file.relativePath}:${place.offset}`;
  return { id: `${CLAUDE_CODE}:${requestId ?? own}`, ...named, ...sideCopy };
}

/** Who billed it, by the form of the response's id (Bedrock and Vertex AI mark theirs), else by the model. */
function providerOf(model: string, responseId: string | undefined): string {
  if (responseId?.startsWith("msg_bdrk_") || model.includes("anthropic.claude")) return "aws";
  if (responseId?.startsWith("msg_vrtx_")) return "google";
  return model.startsWith("claude") ? "anthropic" : "unknown";
}

function requestedModel(line: Fields, model: string): Pick<CompletionEntry, "modelRequested"> {
  const { requestedModel: requested } = line;
  const modelRequested = nameOf(requested);
  return modelRequested === undefined || modelRequested === model ? {} : { modelRequested };
}

/** Session, project and sub-agent. A fork's copies of lines name the session that made the request. */
function whereabouts(
  line: Fields,
  { file }: LinePlace,
): Pick<CompletionEntry, "session" | "project" | "subagent"> {
  const { requestSessionId, sessionId, cwd, attributionAgent, agentId } = line;
  const folder = file.relativePath.includes("/") ? file.relativePath.split("/", 1)[0] : undefined;
  const [, sessionOfPath, agentOfPath] = SUBAGENT.exec(file.relativePath) ?? [];
  const session = nameOf(requestSessionId) ?? nameOf(sessionId) ?? sessionOfPath;
  const project = projectOfFolder(folder, nameOf(cwd));
  const subagent = nameOf(attributionAgent) ?? nameOf(agentId) ?? agentOfPath;
  return {
    ...(session === undefined ? {} : { session }),
    ...(project === undefined ? {} : { project }),
    ...(subagent === undefined ? {} : { subagent }),
  };
}

const SUBAGENT = /([^/]+)\/subagents\/(?:[^/]+\/)*agent-([^/]+)\.jsonl$/;
