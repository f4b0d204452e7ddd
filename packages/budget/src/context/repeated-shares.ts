/**
 * What share of each text stands in the texts before it, 0 to 1. Compares hashes of 32 characters, white space folded, of which a
 * part is taken that depends on their content alone, so that moved text is recognised; 0 where a text has none.
 *
 * Linear: of each text at most its share of two million characters is read, but 512 at least, and what lies behind that is taken to
 * be as what was read.
 */
export function repeatedShares(texts: readonly string[]): Float64Array {
  const most = Math.max(LEAST_READ, Math.floor(MOST_READ / Math.max(1, texts.length)));
  let read = 0;
  for (const text of texts) read += Math.min(most, text.length);
  const seen = createSeen(read);
  const shift = shiftFor(read);
  return Float64Array.from(texts, (text) => {
    const samples = samplesOf(text, { most, shift });
    if (samples.length === 0) return 0;
    let repeated = 0;
    for (const sample of samples) if (seen.has(sample)) repeated++;
    for (const sample of samples) seen.add(sample);
    return repeated / samples.length;
  });
}

const MOST_READ = 1 << 21;
const LEAST_READ = 512;
/** Characters that a hash is of: as many as it has bits. */
const WINDOW = 32;
const MOST_SAMPLES = 1 << 15;

/** A number of random bits for each character, by its low byte: the finalizer of MurmurHash3 (Appleby, public domain). */
const GEARS = Int32Array.from({ length: 256 }, (_, code) => {
  let bits = Math.imul(code + 1, 0x9e3779b1);
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return bits ^ (bits >>> 16);
});

/** How far a hash is shifted to see whether it is taken: one in eight is, fewer where that would be over 32,768 of all texts. */
function shiftFor(read: number): number {
  let bits = 3;
  while (read / 2 ** bits > MOST_SAMPLES) bits++;
  return 32 - bits;
}

/**
 * Hashes whose first bits are 0. A gear hash (Xia et al. 2014, Ddelta): each character shifts the ones before it by a bit, so that
 * one that is 32 back is out of it.
 */
function samplesOf(
  text: string,
  { most, shift }: { readonly most: number; readonly shift: number },
): readonly number[] {
  const samples: number[] = [];
  const end = Math.min(most, text.length);
  let hash = 0;
  let taken = 0;
  let wasSpace = true;
  for (let at = 0; at < end; at++) {
    const code = text.charCodeAt(at);
    const isSpace = code <= 32;
    if (isSpace && wasSpace) continue;
    wasSpace = isSpace;
    hash = ((hash << 1) + (GEARS[isSpace ? 32 : (code ^ (code >> 8)) & 255] as number)) | 0;
    if (++taken >= WINDOW && hash >>> shift === 0) samples.push(hash);
  }
  return samples;
}

interface Seen {
  has(hash: number): boolean;
  add(hash: number): void;
}

/** A set of 32-bit numbers in an array: a `Set` of a hundred thousand takes longer than all the rest. */
function createSeen(read: number): Seen {
  let size = 1024;
  while (size < 4 * Math.min(MOST_SAMPLES, read)) size *= 2;
  const slots = new Int32Array(size);
  const last = size - 1;
  let hasZero = false;
  // A full table would be searched for ever: texts made to be sampled everywhere are compared in part.
  let free = size / 2;
  const placeOf = (hash: number): number => {
    let place = (Math.imul(hash, 0x9e3779b1) >>> 8) & last;
    while (slots[place] !== 0 && slots[place] !== hash) place = (place + 1) & last;
    return place;
  };
  return {
    has: (hash) => (hash === 0 ? hasZero : slots[placeOf(hash)] === hash),
    add(hash) {
      if (hash === 0) hasZero = true;
      else if (free > 0) {
        const place = placeOf(hash);
        if (slots[place] === 0) free--;
        slots[place] = hash;
      }
    },
  };
}
