/** Whether `low` and `high` are the least and greatest of JSON numbers, and `sum` their sum, all exactly. */
export function isExactRange(
  numbers: readonly string[],
  stated: { readonly low: string; readonly high: string; readonly sum: string },
): boolean {
  const all = [...numbers, stated.low, stated.high, stated.sum].map(split);
  if (all.some((each) => each === undefined)) return false;
  const exponent = (all as Split[]).reduce((least, each) => Math.min(least, each.exponent), 0);
  const whole = (all as Split[]).map(
    (each) => each.mantissa * 10n ** BigInt(each.exponent - exponent),
  );
  const sum = whole.pop() as bigint;
  const high = whole.pop() as bigint;
  const low = whole.pop() as bigint;
  let total = 0n;
  let seen = 0;
  for (const value of whole) {
    if (value < low || value > high) return false;
    if (value === low) seen |= 1;
    if (value === high) seen |= 2;
    total += value;
  }
  return seen === 3 && total === sum;
}

interface Split {
  readonly mantissa: bigint;
  readonly exponent: number;
}

/** A number as a whole one times a power of ten; `undefined` for text that is none, or that is absurdly long. */
function split(lexeme: string): Split | undefined {
  const [base = "", power = "0", more] = lexeme.toLowerCase().split("e");
  const [whole = "", fraction = "", other] = base.split(".");
  const exponent = Number(power) - fraction.length;
  const digits = whole + fraction;
  if (more !== undefined || other !== undefined || !/^-?[0-9]+$/.test(digits)) return undefined;
  if (digits.length > 800 || !(Math.abs(exponent) <= 800)) return undefined;
  return { mantissa: BigInt(digits), exponent };
}
