import fc from "fast-check";

/** Levels of nesting that no reader may follow by recursion. */
export const DEEP_LEVELS = 100_000;

/** JSON text of arrays within arrays, {@link DEEP_LEVELS} deep. */
export const DEEP_TEXT: string = "[".repeat(DEEP_LEVELS) + "]".repeat(DEEP_LEVELS);

/** {@link DEEP_TEXT}, parsed once. */
export const DEEP: unknown = JSON.parse(DEEP_TEXT);

/** Values that stand where something else is expected, the counts among them absurd. */
const WRONG: readonly unknown[] = [
  null,
  true,
  -1,
  0.5,
  2 ** 53,
  1e300,
  "7",
  "",
  [],
  {},
  [null],
  [[[]]],
  { type: 7 },
  { type: "text" },
  JSON.parse('{"__proto__":{"type":"text"},"constructor":1,"toString":null}'),
];

/** Any JSON, of itself or as one of `bodies` of which up to three values, anywhere, were replaced by wrong ones. */
export function hostileJson(bodies: readonly unknown[]): fc.Arbitrary<unknown> {
  const value = fc.oneof(fc.constantFrom(...WRONG), fc.jsonValue({ maxDepth: 3 }));
  if (bodies.length === 0) return value;
  const places = fc.array(fc.record({ place: fc.nat(), value }), { minLength: 1, maxLength: 3 });
  const damaged = fc
    .record({ body: fc.constantFrom(...bodies), places })
    .map(({ body, places: replaced }) =>
      replaced.reduce((whole, { place, value: wrong }) => withValueAt(whole, place, wrong), body),
    );
  return fc.oneof(value, { arbitrary: damaged, weight: 5 });
}

/** Every body that differs from `body` in one top-level field, which is nested {@link DEEP_LEVELS} deep. */
export function deepVariants(body: unknown): readonly unknown[] {
  if (typeof body !== "object" || body === null || Array.isArray(body)) return [];
  return Object.keys(body).map((name) => ({ ...body, [name]: DEEP }));
}

interface Slot {
  readonly holder: Record<string, unknown>;
  readonly name: string;
}

/** `body` with one value replaced; `place` counts through all values, beginning anew at the end. */
function withValueAt(body: unknown, place: number, value: unknown): unknown {
  const root = { body: structuredClone(body) };
  const slots = slotsOf(root as unknown as Record<string, unknown>);
  const slot = slots[place % slots.length] as Slot;
  slot.holder[slot.name] = value;
  return root.body;
}

function slotsOf(root: Record<string, unknown>): readonly Slot[] {
  const slots: Slot[] = [];
  const open = [root];
  for (let holder = open.pop(); holder !== undefined; holder = open.pop()) {
    for (const [name, value] of Object.entries(holder)) {
      slots.push({ holder, name });
      if (typeof value === "object" && value !== null) open.push(value as Record<string, unknown>);
    }
  }
  return slots;
}
