import { setImmediate } from "node:timers/promises";
import { createTokenCounter, type JsonValue, TokenPakError } from "@tokenpak/core";
import type { Connector, ConnectorContext, SyncEvent } from "../connector.ts";
import { skipReport } from "../walk/skip-report.ts";
import { DocumentIntake } from "./document-intake.ts";
import { documentMarks } from "./document-marks.ts";
import { IndexWriter } from "./index-writer.ts";
import { guardedContext } from "./sync-context.ts";
import type { SyncOptions, SyncResult } from "./sync-options.ts";

/**
 * Brings a store up to date with a source: packs what is new or changed, removes what is gone, and does nothing for the rest,
 * which it tells by marks without reading. Every batch is one transaction, with the cursor that it reaches in it: a sync that
 * ends half way, however, leaves a sound index, and the next one goes on. The rows are the same for any number of packs at once
 * and any size of batch.
 *
 * What goes wrong with single documents is in the result and, where the connector can `fetch`, tried again by the next sync.
 * Throws `ABORTED`, what the connector throws when it cannot go on, and the store's own errors; what was read until then is
 * committed, except after an error of the store.
 */
export async function syncDocuments(
  connector: Connector,
  options: SyncOptions,
): Promise<SyncResult> {
  const run = await startRun(connector, options);
  const { intake, writer, signal } = run;
  const errors: unknown[] = [];
  for await (const event of eventsUntilError(run, errors)) await intake.take(event);
  if (errors.length === 0) await retryFailures(run);
  await intake.drain();
  await writer.finish();
  if (signal.aborted) throw aborted(signal);
  if (errors.length > 0) throw errors[0];
  return { ...writer.report, skipped: skipReport(intake.skipped) };
}

interface Run {
  readonly connector: Connector;
  readonly context: ConnectorContext;
  readonly signal: AbortSignal;
  readonly writer: IndexWriter;
  readonly intake: DocumentIntake;
}

async function startRun(connector: Connector, options: SyncOptions): Promise<Run> {
  const { store, engine, engineVersion = "", measureQuality = false } = options;
  const { type, source, pathPrefix } = connector;
  const { context, messageOf } = guardedContext(options);
  const counter = options.counter ?? createTokenCounter();
  const quality = measureQuality ? "quality" : "";
  const marks = documentMarks(type, [engine.name, engineVersion, counter.encoding, quality]);
  const stored = await store.listMarks({ pathPrefix });
  const writer = new IndexWriter({
    store,
    source,
    pathPrefix,
    marks: [...stored].filter(([, mark]) => marks.isOurs(mark)),
    saved: await store.readCursor(source),
    recipe: marks.recipe,
    canRetry: connector.fetch !== undefined,
    full: options.full ?? false,
    batchDocuments: batchSize(options.batchDocuments),
  });
  const intake = new DocumentIntake({
    writer,
    store,
    sourceType: type,
    context,
    marks,
    pack: { engine, counter, measureQuality, now: context.now },
    messageOf,
    onProgress: options.onProgress,
  });
  return { connector, context, signal: context.signal, writer, intake };
}

/**
 * The events of the source, up to where it is stopped or fails. Its error goes to `errors`, so that it is told from those of the
 * loop's body.
 */
async function* eventsUntilError(
  { connector, context, signal, writer }: Run,
  errors: unknown[],
): AsyncGenerator<SyncEvent<JsonValue>> {
  let count = 0;
  try {
    for await (const event of connector.sync({ ...context, cursor: writer.cursor })) {
      // A signal can only be raised, and progress only be shown, when the event loop turns.
      if (++count % 32 === 0) await setImmediate();
      if (signal.aborted) return;
      yield event;
    }
  } catch (error) {
    errors.push(error);
  }
}

/** Tries the documents again that failed in earlier syncs and that this one did not name. */
async function retryFailures({ connector, context, signal, writer, intake }: Run): Promise<void> {
  if (connector.fetch === undefined) return;
  await intake.drain();
  for (const id of writer.leftToRetry) {
    if (signal.aborted) return;
    const event = await fetchAgain({ connector, context }, id);
    if (!signal.aborted) await intake.take(event);
  }
}

async function fetchAgain(
  { connector, context }: Pick<Run, "connector" | "context">,
  id: string,
): Promise<SyncEvent> {
  try {
    return (await connector.fetch?.(id, context)) ?? { type: "delete", id };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { type: "failure", id, error: message, retryable: true };
  }
}

function batchSize(documents = 200): number {
  if (Number.isSafeInteger(documents) && documents >= 1) return documents;
  throw new TokenPakError(
    "INVALID_OPTION",
    `A batch must be a whole number of documents from 1, not ${String(documents)}.`,
  );
}

function aborted(signal: AbortSignal): TokenPakError {
  return new TokenPakError(
    "ABORTED",
    "Indexing was stopped. What was done is kept; run it again to finish.",
    { cause: signal.reason },
  );
}
