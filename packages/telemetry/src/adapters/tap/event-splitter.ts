import type { WireEvent } from "../provider-adapter.ts";

/** Cuts the bytes of a body into events, for whatever chunks they come in. */
export interface EventSplitter {
  write(bytes: Uint8Array): void;
  /** The body has ended: what is left may be an event. */
  end(): void;
}

/** What a splitter works for. */
export interface EventSink {
  /** An event of more characters than this is left out. */
  readonly mostCharacters: number;
  onEvent(event: WireEvent): void;
  /** An event was left out for its length. */
  onLoss(): void;
}
