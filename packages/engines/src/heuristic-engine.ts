import {
  createTokenCounter,
  findSecret,
  isExact,
  isTokenPakError,
  meetsFloor,
  type OriginalStore,
  type PackOptions,
  type PackResult,
  parseEnvelope,
  type Ref,
  type Rendition,
  TokenPakError,
} from "@tokenpak/core";
import { CompressionEngine } from "./compression-engine.ts";
import { ladderOf, type PackSettings, packContent, requireText } from "./pack-content.ts";
import { validatedOptions } from "./validated-options.ts";

/** Options of {@link HeuristicEngine}: defaults for every call, which a call's own options override. */
export type HeuristicEngineOptions = PackOptions;

/** {@link PackOptions} of a ladder. `store` and `facts` play no part in it. */
export interface LadderOptions extends PackOptions {
  /**
   * Sizes in tokens, integers from 0, for which selections made to measure are wanted as well, so that a budget has rungs to choose
   * from; `maxTokens` is one of them. They stand in the place of the extractive rungs that a kind has of its own.
   */
  readonly sizes?: readonly number[] | undefined;
}

/** {@link PackOptions} with a store that may answer with promises, and threads to pack in. */
export type AsyncPackOptions = Omit<PackOptions, "store"> & {
  readonly store?: OriginalStore | undefined;
  /**
   * Packs contents of more than 16,000 characters, which take more than a few milliseconds, so that a server does not stall.
   * One of `createPackPool`, without defaults of its own. `counter` must then be one of `createTokenCounter`.
   */
  readonly pool?:
    | { pack(content: string, options?: Omit<PackOptions, "store">): Promise<PackResult> }
    | undefined;
};

/** What takes more than a few milliseconds to pack: at 1,000 tokens a millisecond, about four. */
const LONG_CHARACTERS = 16_000;

/**
 * The default engine: rules per content kind, deterministic, in process, without a model. Every output carries a grade that
 * was checked; what fails its check is never returned.
 *
 * Throws `INVALID_OPTION` for wrong options, `FLOOR_UNSATISFIABLE` where an explicit floor cannot fit the limit,
 * `ORIGINAL_NOT_STORED` where a store is given and a lossy output's original cannot be kept.
 */
export class HeuristicEngine extends CompressionEngine {
  readonly name = "heuristic";
  readonly #defaults: HeuristicEngineOptions;

  constructor(options: HeuristicEngineOptions = {}) {
    super();
    this.#defaults = validatedOptions(options);
  }

  override pack(content: string, options: PackOptions = {}): PackResult {
    const settings = this.#settings(content, options);
    const store = options.store ?? this.#defaults.store;
    const ref = refToRepack(content, settings);
    const text = (ref === undefined ? undefined : store?.get(ref)) ?? content;
    const result = packContent(text, { ...settings, stored: store !== undefined });
    if (store === undefined || result.text === text) return result;
    try {
      store.put(text);
      return result;
    } catch (error) {
      return exactInstead(text, { result, settings, cause: error });
    }
  }

  override compress(content: string, options: PackOptions = {}): string {
    return this.pack(content, options).text;
  }

  /** {@link HeuristicEngine.pack} with a store that may be remote, and in threads where a pool is given. The same results. */
  async packAsync(content: string, options: AsyncPackOptions = {}): Promise<PackResult> {
    const { store = this.#defaults.store, pool, ...rest } = options;
    const settings = this.#settings(content, rest);
    const ref = refToRepack(content, settings);
    const text = (ref === undefined ? undefined : await store?.get(ref)) ?? content;
    const stored = store !== undefined;
    const result =
      pool === undefined || text.length < LONG_CHARACTERS || (stored && findSecret(text))
        ? packContent(text, { ...settings, stored })
        : await pool.pack(text, optionsFor(settings));
    if (store === undefined || result.text === text) return result;
    try {
      await store.put(text);
      return result;
    } catch (error) {
      return exactInstead(text, { result, settings, cause: error });
    }
  }

  /**
   * Every rung of a content, most faithful first, built and verified as it is asked for. With `maxTokens` those that fit, and last
   * a selection made to measure; with `sizes` one for each.
   */
  ladder(content: string, options: LadderOptions = {}): Iterable<Rendition> {
    const { sizes, ...packOptions } = options;
    return ladderOf(content, { ...this.#settings(content, packOptions), sizes: checkSizes(sizes) });
  }

  #settings(content: unknown, options: PackOptions): PackSettings {
    requireText(content);
    const merged = { ...this.#defaults, ...validatedOptions(options) };
    return { ...merged, counter: merged.counter ?? createTokenCounter(), stored: false };
  }
}

function checkSizes(sizes: readonly number[] | undefined): readonly number[] | undefined {
  const isSize = (size: unknown): boolean => Number.isSafeInteger(size) && (size as number) >= 0;
  if (sizes === undefined || (Array.isArray(sizes) && sizes.every(isSize))) return sizes;
  throw new TokenPakError(
    "INVALID_OPTION",
    "Option sizes must be a list of token counts: integers from 0.",
  );
}

/** What a thread is told: everything but the store, which cannot cross to it. */
function optionsFor({ stored, store, ...options }: PackSettings): Omit<PackOptions, "store"> {
  return options;
}

/** The ref of a packed text that must shrink further: it is its original that is packed again, so that lines keep their numbers. */
function refToRepack(content: string, { maxTokens, counter }: PackSettings): Ref | undefined {
  if (maxTokens === undefined) return undefined;
  const envelope = parseEnvelope(content);
  return envelope !== undefined && counter.count(content) > maxTokens ? envelope.ref : undefined;
}

interface FailedPut {
  readonly result: PackResult;
  readonly settings: PackSettings;
  readonly cause: unknown;
}

/** The store failed: an exact rendition needs no original; anything else would lose what it leaves out. */
function exactInstead(text: string, { result, settings, cause }: FailedPut): PackResult {
  if (isExact(result.grade)) return result;
  const floor = settings.floor ?? "facts-verified";
  try {
    return packContent(text, {
      ...settings,
      floor: meetsFloor(floor, "value-exact") ? floor : "value-exact",
    });
  } catch (error) {
    if (!isTokenPakError(error, "FLOOR_UNSATISFIABLE")) throw error;
    throw new TokenPakError(
      "ORIGINAL_NOT_STORED",
      `The original could not be stored, and no exact rendition fits into ${settings.maxTokens} tokens, so nothing was packed. Free the store, raise maxTokens, or pack without a store.`,
      { cause },
    );
  }
}
