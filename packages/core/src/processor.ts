import type { ContentKind } from "./content-kind.ts";
import type { PackOptions, Rendition } from "./rendition.ts";

/** Turns content of one kind into a ladder of renditions, from the most faithful to the smallest. */
export interface Processor {
  readonly name: string;
  readonly kind: ContentKind;
  /** Version of the output format, from 1. */
  readonly version: number;
  /** Built lazily, most faithful first; tokens fall strictly, grades never rise, each rung is verified. */
  ladder(content: string, options?: PackOptions): Iterable<Rendition>;
  /** The text of the smallest rung at grade `facts-verified` or above. */
  process(content: string, path?: string): string;
}
