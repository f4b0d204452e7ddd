/** The kinds of fact that a {@link FactReport} counts. */
export const FACT_TYPES = [
  "number",
  "identifier",
  "path",
  "url",
  "date",
  "hash",
  "error",
  "key",
  "name",
  "quoted",
] as const;

/** One of {@link FACT_TYPES}. */
export type FactType = (typeof FACT_TYPES)[number];

/** Distinct facts found in a source, and how many of them its rendition still holds. */
export interface FactCount {
  readonly extracted: number;
  readonly kept: number;
}

/** How much of what a source states is still in a rendition, measured by an extractor that no encoder shares. */
export interface FactReport extends FactCount {
  /** `kept / extracted`, 0 to 1; 1 where the source states no fact. */
  readonly recall: number;
  readonly byType: Readonly<Record<FactType, FactCount>>;
}
