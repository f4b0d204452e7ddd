import { type Awaitable, contentHash, type OriginalStore, refOf } from "@tokenpak/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

/** What every {@link OriginalStore} does. `open` gives a new, empty store. */
export function originalStoreContract(name: string, open: () => Awaitable<OriginalStore>): void {
  describe(`${name} as an OriginalStore`, () => {
    givesBack(open);
    resolvesRefs(open);
    cutsLines(open);
    refusesSecrets(open);
  });
}

type Open = () => Awaitable<OriginalStore>;

function givesBack(open: Open): void {
  it("gives back any text, whole, under the ref of its hash", async () => {
    const store = await open();
    const anyText = fc.oneof(
      fc.string(),
      fc.string({ unit: "binary", maxLength: 50 }),
      fc
        .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 20 })
        .map((units) => String.fromCharCode(...units)),
    );
    await fc.assert(
      fc.asyncProperty(anyText, async (text) => {
        const ref = await store.put(text);
        expect(ref).toBe(refOf(text));
        expect(await store.get(ref)).toBe(text);
      }),
      { numRuns: 100 },
    );
  });

  it("keeps BOM, CRLF, NUL, lone surrogates and long repetitive text as they are", async () => {
    const store = await open();
    for (const text of [
      "\uFEFFa\r\nb\rc\n",
      "a\0b",
      "x\uD800y\uDC00",
      "",
      "ab\n".repeat(100_000),
    ]) {
      expect(await store.get(await store.put(text))).toBe(text);
    }
  });
}

function resolvesRefs(open: Open): void {
  it("finds by any unambiguous prefix, with or without tp:, in any case", async () => {
    const store = await open();
    await store.put("some text");
    const hash = contentHash("some text");
    for (const ref of [
      `tp:${hash}`,
      hash,
      hash.slice(0, 4),
      `TP:${hash.slice(0, 7)}`.toLowerCase(),
    ]) {
      expect(await store.get(ref)).toBe("some text");
    }
    expect(await store.get(hash.slice(0, 9).toUpperCase())).toBe("some text");
  });

  it("answers undefined for a ref that nothing has", async () => {
    const store = await open();
    await store.put("some text");
    expect(await store.get("tp:0123456789")).toBeUndefined();
    expect(await store.get(`${contentHash("some text").slice(0, 10)}00`)).toBeUndefined();
  });

  it("refuses what is no ref", async () => {
    const store = await open();
    for (const ref of ["", "tp:", "tp:abc", "tp:xyz1234567", "../../etc/passwd", "a".repeat(65)]) {
      await expect(async () => store.get(ref)).rejects.toMatchObject({ code: "REF_INVALID" });
    }
  });

  it("says how many more digits an ambiguous ref needs, and no more", async () => {
    const store = await open();
    const [first, second] = await twoThatShare(4);
    await store.put(first);
    await store.put(second);
    const a = contentHash(first);
    const b = contentHash(second);
    let same = 4;
    while (a[same] === b[same]) same++;
    const error = await Promise.resolve()
      .then(() => store.get(a.slice(0, 4)))
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: "REF_AMBIGUOUS" });
    expect((error as Error).message).toMatch(new RegExp(`\\b${same + 1 - 4} more digit`));
    expect((error as Error).message).not.toContain(a.slice(0, same + 1));
    expect(await store.get(a.slice(0, same + 1))).toBe(first);
    expect(await store.get(b.slice(0, same + 1))).toBe(second);
  });
}

function cutsLines(open: Open): void {
  it("cuts lines out of the text, ends of lines included, so that ranges join", async () => {
    const store = await open();
    const ref = await store.put("one\ntwo\r\nthree");
    expect(await store.get(ref, { lines: [1, 1] })).toBe("one\n");
    expect(await store.get(ref, { lines: [2, 3] })).toBe("two\r\nthree");
    expect(await store.get(ref, { lines: [2, 99] })).toBe("two\r\nthree");
    expect(await store.get(ref, { lines: [4, 9] })).toBe("");
    expect(await store.get(ref, {})).toBe("one\ntwo\r\nthree");
  });

  it("refuses line numbers that are no range", async () => {
    const store = await open();
    const ref = await store.put("one\ntwo");
    for (const lines of [
      [0, 1],
      [2, 1],
      [1.5, 2],
      [1, Number.NaN],
    ] as [number, number][]) {
      await expect(async () => store.get(ref, { lines })).rejects.toMatchObject({
        code: "INVALID_OPTION",
      });
    }
  });
}

function refusesSecrets(open: Open): void {
  it("does not store a text with a secret, and does not repeat the secret", async () => {
    const store = await open();
    const secret = `ghp_${"a1B2c3D4e5".repeat(4)}`;
    const text = `token = ${secret}\n`;
    const error = await Promise.resolve()
      .then(() => store.put(text))
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: "ORIGINAL_NOT_STORED" });
    expect((error as Error).message).not.toContain(secret);
    expect(await store.get(contentHash(text))).toBeUndefined();
  });
}

/** Two texts whose hashes share so many digits. */
async function twoThatShare(digits: number): Promise<[string, string]> {
  const seen = new Map<string, string>();
  for (let number = 0; ; number++) {
    const text = `text ${number}`;
    const prefix = contentHash(text).slice(0, digits);
    const other = seen.get(prefix);
    if (other !== undefined) return [other, text];
    seen.set(prefix, text);
  }
}
