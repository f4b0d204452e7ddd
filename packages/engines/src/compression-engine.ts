import type { Awaitable, PackOptions, PackResult } from "@tokenpak/core";

/**
 * Base of all engines. Subclass it and implement {@link CompressionEngine.pack} for a strategy of your own; `compress` then
 * works, synchronously where `pack` is.
 */
export abstract class CompressionEngine {
  /** The engine's name, as in `getEngine(name)`. */
  abstract readonly name: string;

  /** Packs a content and answers the text with everything that is known of it. */
  abstract pack(content: string, options?: PackOptions): Awaitable<PackResult>;

  /** The text of {@link CompressionEngine.pack}. */
  compress(content: string, options?: PackOptions): Awaitable<string> {
    const result = this.pack(content, options);
    return result instanceof Promise ? result.then(({ text }) => text) : result.text;
  }
}
