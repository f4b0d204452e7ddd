import type { ConnectorContext } from "../../connector.ts";

/** A context whose clock only `sleep` moves, and what it slept. */
export interface TestContext extends ConnectorContext {
  /** Milliseconds of each sleep, oldest first. */
  readonly slept: number[];
  /** Milliseconds since 1970. */
  clock: number;
  stop(reason?: unknown): void;
}

/** A context with real `fetch`, no waiting, and these secrets. */
export function testContext(secrets: Readonly<Record<string, string>> = {}): TestContext {
  const controller = new AbortController();
  const slept: number[] = [];
  return {
    slept,
    clock: Date.UTC(2026, 0, 1),
    stop: (reason) => controller.abort(reason),
    signal: controller.signal,
    fetch: globalThis.fetch,
    now() {
      return this.clock;
    },
    async sleep(milliseconds) {
      slept.push(milliseconds);
      this.clock += milliseconds;
      controller.signal.throwIfAborted();
    },
    secret: (name) => secrets[name],
    limits: { maxDocumentBytes: 10 * 1024 * 1024 },
  };
}
