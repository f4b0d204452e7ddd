/**
 * Which bin a latency falls into. An octave has 64 bins of equal width, so that a bin is between 0.8 and 1.6 % wide; its middle
 * is at most 0.8 % off. It is read from the first bits of the number, exactly alike on every machine.
 */
export function latencyBin(latencyMs: number): number {
  float.setFloat64(0, latencyMs);
  return float.getUint32(0) >>> UNUSED_BITS;
}

/** The middle of a bin, in milliseconds. */
export function latencyOfBin(bin: number): number {
  const low = binStart(bin);
  return low + (binStart(bin + 1) - low) / 2;
}

/** Counts by bin as bytes, in the order of bins: distance from the bin before and count, each in groups of 7 bits, low ones first. */
export function encodeLatencyCounts(counts: ReadonlyMap<number, number>): Uint8Array {
  const bytes: number[] = [];
  let before = 0;
  for (const [bin, count] of [...counts].sort(([a], [b]) => a - b)) {
    if (count === 0) continue;
    pushNumber(bytes, bin - before);
    pushNumber(bytes, count);
    before = bin;
  }
  return Uint8Array.from(bytes);
}

/** Undoes {@link encodeLatencyCounts}, adding to `counts`. */
export function decodeLatencyCounts(
  bytes: Uint8Array,
  counts: Map<number, number> = new Map(),
): Map<number, number> {
  let bin = 0;
  let isCount = false;
  let value = 0;
  let scale = 1;
  for (const byte of bytes) {
    value += (byte & 127) * scale;
    scale *= 128;
    if (byte > 127) continue;
    if (isCount) counts.set(bin, (counts.get(bin) ?? 0) + value);
    else bin += value;
    isCount = !isCount;
    value = 0;
    scale = 1;
  }
  return counts;
}

const float = new DataView(new ArrayBuffer(8));

/** Of the first 32 bits of a number: those after sign, exponent and 6 bits of the fraction. */
const UNUSED_BITS = 14;

function binStart(bin: number): number {
  float.setUint32(0, bin << UNUSED_BITS);
  float.setUint32(4, 0);
  return float.getFloat64(0);
}

function pushNumber(bytes: number[], value: number): void {
  let rest = value;
  while (rest > 127) {
    bytes.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  bytes.push(rest);
}
