import { TokenPakError } from "@tokenpak/core";
import { LRUCache } from "lru-cache";

/** How much a cache keeps, and for how long. */
export interface CacheOptions {
  /** Entries that it holds at most, from 1 to 2^24 (what a `Map` can hold). Default 1000. */
  readonly maxEntries?: number | undefined;
  /**
   * How long an entry can be had after `set`, in milliseconds above 0, rounded up to whole ones; `Infinity`: until it is evicted.
   * Default 300,000 (5 minutes).
   */
  readonly ttlMs?: number | undefined;
  /** A clock in milliseconds that never goes back, from any beginning at or after 0. Default: the process's monotonic clock. */
  readonly clock?: (() => number) | undefined;
}

/** What a cache did since it was made. */
export interface CacheStats {
  /** Entries that can be had now; expired ones are none. */
  readonly size: number;
  readonly maxEntries: number;
  /** Calls of `get` that found an entry, and that found none or an expired one. `has` counts as neither. */
  readonly hits: number;
  readonly misses: number;
  /** Hits among all calls of `get`, from 0 to 1; 0 before the first. */
  readonly hitRate: number;
  /** Entries that could still be had and made room for another: not those that expired, were deleted or were overwritten. */
  readonly evictions: number;
}

/**
 * Values by name, in memory: the least recently used one makes room for a new one, and each expires after its time. Any value can be
 * kept, `undefined` too: `has` tells it from a miss. Values are kept as they are, not copied. An expired entry takes room until it is
 * asked for or its turn has come.
 */
export class CacheManager<Value = unknown> {
  readonly #entries: LRUCache<string, Entry<Value>>;
  readonly #maxEntries: number;
  readonly #ttlMs: number;
  readonly #clock: () => number;
  #hits = 0;
  #misses = 0;
  #evictions = 0;

  /** Throws `INVALID_OPTION` for an option out of its range. */
  constructor(options: CacheOptions = {}) {
    const { maxEntries = 1000, ttlMs = 300_000, clock = () => performance.now() } = options;
    if (!Number.isInteger(maxEntries) || maxEntries < 1 || maxEntries > MOST_ENTRIES) {
      throw invalid("maxEntries", maxEntries, `a whole number from 1 to ${MOST_ENTRIES}`);
    }
    this.#maxEntries = maxEntries;
    this.#ttlMs = checkedTtl(ttlMs);
    // To lru-cache, an entry of the time 0 never expires.
    this.#clock = () => clock() + 1;
    this.#entries = new LRUCache({
      max: maxEntries,
      ttl: FOR_EVER,
      // Otherwise the time is read at most once a millisecond, and by a timer.
      ttlResolution: 0,
      perf: { now: this.#clock },
      dispose: ({ expiresAt }, _key, reason) => {
        if (reason === "evict" && expiresAt >= this.#clock()) this.#evictions += 1;
      },
    });
  }

  /** Puts a value under a key, in the place of what was there, and starts its time; `ttlMs` for this one only, as in the constructor. */
  set(key: string, value: Value, { ttlMs }: { readonly ttlMs?: number | undefined } = {}): this {
    const ttl = ttlMs === undefined ? this.#ttlMs : checkedTtl(ttlMs);
    this.#entries.set(key, { value, expiresAt: this.#clock() + ttl }, { ttl });
    return this;
  }

  /** The value under a key, `undefined` where there is none; its time goes on. */
  get(key: string): Value | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) this.#misses += 1;
    else this.#hits += 1;
    return entry?.value;
  }

  /** Whether there is a value under a key. Does not count as a use. */
  has(key: string): boolean {
    return this.#entries.has(key);
  }

  /** Whether there was something to delete. */
  delete(key: string): boolean {
    const isThere = this.#entries.has(key);
    this.#entries.delete(key);
    return isThere;
  }

  /** Deletes everything whose key begins so, in time linear in the size of the cache; how many that were. */
  invalidatePrefix(prefix: string): number {
    this.#entries.purgeStale();
    const keys = [...this.#entries.keys()].filter((key) => key.startsWith(prefix));
    for (const key of keys) this.#entries.delete(key);
    return keys.length;
  }

  /** Deletes everything; how many entries that were. What {@link stats} counted stays. */
  clear(): number {
    return this.invalidatePrefix("");
  }

  /** What it holds and did. Takes time linear in the size of the cache. */
  stats(): CacheStats {
    this.#entries.purgeStale();
    const asked = this.#hits + this.#misses;
    return {
      size: this.#entries.size,
      maxEntries: this.#maxEntries,
      hits: this.#hits,
      misses: this.#misses,
      hitRate: asked === 0 ? 0 : this.#hits / asked,
      evictions: this.#evictions,
    };
  }
}

/** A value of its own for lru-cache, to which `undefined` is none. */
interface Entry<Value> {
  readonly value: Value;
  readonly expiresAt: number;
}

const MOST_ENTRIES = 2 ** 24;

/** lru-cache wants a whole number, or 0 for ever, which would keep it from expiring any entry that has a time of its own. */
const FOR_EVER = Number.MAX_SAFE_INTEGER;

function checkedTtl(ttlMs: number): number {
  if (typeof ttlMs === "number" && ttlMs > 0) return Math.min(FOR_EVER, Math.ceil(ttlMs));
  throw invalid("ttlMs", ttlMs, "milliseconds above 0, or Infinity");
}

function invalid(name: string, value: unknown, need: string): TokenPakError {
  return new TokenPakError("INVALID_OPTION", `${name} must be ${need}, not ${String(value)}.`);
}
