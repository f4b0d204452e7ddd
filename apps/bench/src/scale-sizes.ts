/**
 * Numbers of blocks to measure: what `TOKENPAK_BENCH_SCALE` lists, separated by commas, else 2,000 and 100,000. A million takes
 * about ten minutes and 3 GB of disk.
 */
export function readScaleSizes(): readonly number[] {
  // biome-ignore lint/complexity/useLiteralKeys: the compiler wants index access on an index signature
  const listed = process.env["TOKENPAK_BENCH_SCALE"] ?? "2000,100000";
  return listed.split(",").map((size) => {
    const blocks = Number(size);
    if (!Number.isSafeInteger(blocks) || blocks < 1) {
      throw new RangeError(`TOKENPAK_BENCH_SCALE must list numbers of blocks, not "${size}".`);
    }
    return blocks;
  });
}
