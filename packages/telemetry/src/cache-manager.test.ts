import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CacheManager, type CacheOptions } from "./cache-manager.ts";

/** A cache whose clock stands still until it is set. */
function cacheAt(options: CacheOptions = {}) {
  const time = { now: 0 };
  return { time, cache: new CacheManager<unknown>({ ...options, clock: () => time.now }) };
}

const filled = (maxEntries: number, keys: readonly string[]): CacheManager<string> => {
  const cache = new CacheManager<string>({ maxEntries });
  for (const key of keys) cache.set(key, `of ${key}`);
  return cache;
};

const keysOf = (cache: Pick<CacheManager, "has">, keys: readonly string[]): readonly string[] =>
  keys.filter((key) => cache.has(key));

describe("CacheManager", () => {
  it("gives back the value itself, as in the reference's example", () => {
    const cache = new CacheManager();
    const value = { response: "data" };
    cache.set("key", value);
    expect(cache.get("key")).toBe(value);
    expect(cache.get("other")).toBeUndefined();
  });

  it("keeps any value and any key: a stored undefined, null, 0 or empty text is a hit", () => {
    const cache = new CacheManager();
    const values = [undefined, null, 0, "", false, Number.NaN];
    const keys = ["", "__proto__", "constructor", "a\0b", "\uD800", "k"];
    for (const [index, key] of keys.entries()) cache.set(key, values[index]);
    for (const [index, key] of keys.entries()) {
      expect(cache.has(key)).toBe(true);
      expect(cache.get(key)).toEqual(values[index]);
    }
    expect(cache.stats()).toMatchObject({ size: 6, hits: 6, misses: 0, hitRate: 1 });
  });

  it("counts hits and misses of get alone, from 0 before the first", () => {
    const cache = new CacheManager();
    expect(cache.stats()).toEqual({
      size: 0,
      maxEntries: 1000,
      hits: 0,
      misses: 0,
      hitRate: 0,
      evictions: 0,
    });
    cache.set("a", 1);
    cache.has("a");
    cache.has("b");
    for (const key of ["a", "a", "b", "a"]) cache.get(key);
    expect(cache.stats()).toMatchObject({ hits: 3, misses: 1, hitRate: 0.75 });
  });

  it("lets the least recently used entry go, not the oldest", () => {
    const cache = filled(3, ["a", "b", "c"]);
    cache.get("a");
    cache.set("d", "of d");
    expect(keysOf(cache, ["a", "b", "c", "d"])).toEqual(["a", "c", "d"]);
    expect(cache.stats()).toMatchObject({ size: 3, maxEntries: 3, evictions: 1 });
  });

  it("evicts nothing when an entry is overwritten in a full cache", () => {
    const cache = filled(2, ["a", "b"]);
    cache.set("a", "new");
    expect([cache.get("a"), cache.get("b")]).toEqual(["new", "of b"]);
    expect(cache.stats()).toMatchObject({ size: 2, evictions: 0 });
  });

  it("evicts one entry at a time, however large it is", () => {
    const keys = Array.from({ length: 1001 }, (_, index) => `${index}`);
    expect(filled(1000, keys).stats()).toMatchObject({ size: 1000, evictions: 1 });
  });

  it("lets entries expire: default, of the cache, and of the entry; get does not prolong", () => {
    const { cache: usual, time: usualTime } = cacheAt();
    usual.set("a", 1);
    usualTime.now = 300_000;
    expect(usual.get("a")).toBe(1);
    usualTime.now = 300_001;
    expect(usual.has("a")).toBe(false);
    expect(usual.get("a")).toBeUndefined();

    const { cache, time } = cacheAt({ ttlMs: 100 });
    cache.set("cache", 1);
    cache.set("short", 2, { ttlMs: 10 });
    cache.set("ever", 3, { ttlMs: Number.POSITIVE_INFINITY });
    const left = (now: number): readonly string[] => {
      time.now = now;
      return keysOf(cache, ["cache", "short", "ever"]);
    };
    expect(left(10)).toEqual(["cache", "short", "ever"]);
    expect(left(11)).toEqual(["cache", "ever"]);
    expect(left(101)).toEqual(["ever"]);
    expect(left(1e14)).toEqual(["ever"]);
  });

  it("starts an entry's time anew when it is overwritten, with the cache's own", () => {
    const { cache, time } = cacheAt({ ttlMs: 100 });
    cache.set("a", 1, { ttlMs: 10 });
    time.now = 5;
    cache.set("a", 2);
    time.now = 105;
    expect(cache.get("a")).toBe(2);
    time.now = 106;
    expect(cache.get("a")).toBeUndefined();
  });

  it("never lets anything expire with a time of Infinity, except what has its own", () => {
    const { cache, time } = cacheAt({ ttlMs: Number.POSITIVE_INFINITY });
    cache.set("ever", 1).set("short", 2, { ttlMs: 0.5 });
    time.now = 2;
    expect([cache.get("ever"), cache.get("short")]).toEqual([1, undefined]);
  });

  it("counts what expired as a miss and no eviction, and not in its size", () => {
    const { cache, time } = cacheAt({ ttlMs: 10, maxEntries: 2 });
    cache.set("a", 1).set("b", 2);
    time.now = 11;
    expect(cache.get("a")).toBeUndefined();
    expect(cache.stats()).toMatchObject({ size: 0, hits: 0, misses: 1, evictions: 0 });
    cache.set("c", 1).set("d", 2);
    time.now = 22;
    cache.set("e", 3).set("f", 4);
    expect(cache.stats()).toMatchObject({ size: 2, evictions: 0 });
    cache.set("g", 5);
    expect(cache.stats()).toMatchObject({ size: 2, evictions: 1 });
  });

  it("deletes by key, by prefix and all, and says how much was there", () => {
    const { cache, time } = cacheAt({ ttlMs: 100 });
    for (const key of ["user:1", "user:2", "user", "other"]) cache.set(key, key);
    cache.set("user:old", 1, { ttlMs: 1 });
    time.now = 2;
    expect(cache.delete("user:old")).toBe(false);
    expect(cache.delete("absent")).toBe(false);
    expect(cache.delete("user")).toBe(true);
    expect(cache.invalidatePrefix("user:")).toBe(2);
    expect(keysOf(cache, ["user:1", "user:2", "user", "other"])).toEqual(["other"]);
    cache.set("user:1", 1);
    expect(cache.clear()).toBe(2);
    expect(cache.clear()).toBe(0);
    expect(cache.stats()).toMatchObject({ size: 0, evictions: 0 });
  });

  it.each([
    ["maxEntries", [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 24 + 1, "5"]],
    ["ttlMs", [0, -1, Number.NaN, "5", null]],
  ])("refuses a %s out of range, naming it", (name, values) => {
    for (const value of values) {
      expect(() => new CacheManager({ [name]: value })).toThrow(
        expect.objectContaining({
          code: "INVALID_OPTION",
          message: expect.stringMatching(`${name} must be .*${value}`),
        }),
      );
    }
  });

  it("refuses a time of an entry that is out of range, and keeps what was there", () => {
    const cache = filled(2, ["a"]);
    for (const ttlMs of [0, -1, Number.NaN]) {
      expect(() => cache.set("a", "new", { ttlMs })).toThrow(/ttlMs must be/);
    }
    expect(cache.get("a")).toBe("of a");
  });

  it("holds, after any calls, what a list in the order of use would", () => {
    const key = fc.constantFrom("a", "b", "c", "d", "e");
    const call = fc.record({ do: fc.constantFrom("set", "get", "has", "delete"), key });
    fc.assert(
      fc.property(
        fc.array(call, { maxLength: 60 }),
        fc.integer({ min: 1, max: 4 }),
        (calls, max) => {
          const cache = new CacheManager<number>({ maxEntries: max });
          let list: (readonly [string, number])[] = [];
          let evictions = 0;
          for (const [index, one] of calls.entries()) {
            const found = list.find(([name]) => name === one.key);
            const others = list.filter((entry) => entry !== found);
            if (one.do === "has") expect(cache.has(one.key)).toBe(found !== undefined);
            if (one.do === "delete") {
              expect(cache.delete(one.key)).toBe(found !== undefined);
              list = others;
            }
            if (one.do === "get") {
              expect(cache.get(one.key)).toBe(found?.[1]);
              if (found !== undefined) list = [...others, found];
            }
            if (one.do === "set") {
              cache.set(one.key, index);
              evictions += others.length === max ? 1 : 0;
              list = [...others.slice(others.length === max ? 1 : 0), [one.key, index]];
            }
          }
          for (const [name, value] of list) expect(cache.get(name)).toBe(value);
          expect(cache.stats()).toMatchObject({ size: list.length, evictions });
        },
      ),
      { numRuns: 200 },
    );
  });
});
