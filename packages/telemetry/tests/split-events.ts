import fc from "fast-check";
import type { WireEvent } from "../src/adapters/provider-adapter.ts";
import type { EventSink, EventSplitter } from "../src/adapters/tap/event-splitter.ts";

/** Bytes cut at up to 60 random places, so that some chunks are empty and some a single byte. */
export function cutBytes(bytes: Uint8Array): fc.Arbitrary<readonly Uint8Array[]> {
  return fc.array(fc.nat({ max: bytes.length }), { maxLength: 60 }).map((cuts) => {
    const bounds = [0, ...cuts.sort((left, right) => left - right), bytes.length];
    return bounds.slice(1).map((end, index) => bytes.slice(bounds[index], end));
  });
}

/** The events that a splitter finds in chunks, and how many it left out; each chunk's bytes are overwritten after it was taken. */
export function splitEvents(
  Splitter: new (sink: EventSink) => EventSplitter,
  chunks: readonly Uint8Array[],
  mostCharacters: number = Number.POSITIVE_INFINITY,
): { readonly events: readonly WireEvent[]; readonly lost: number } {
  const events: WireEvent[] = [];
  let lost = 0;
  const splitter = new Splitter({
    mostCharacters,
    onEvent: (event) => events.push(event),
    onLoss: () => {
      lost += 1;
    },
  });
  for (const chunk of chunks) {
    const reused = Uint8Array.from(chunk);
    splitter.write(reused);
    reused.fill(0);
  }
  splitter.end();
  return { events, lost };
}
