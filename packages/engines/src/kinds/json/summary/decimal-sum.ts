/** A decimal number: `digits` times ten to the minus `scale`. */
export interface Decimal {
  readonly digits: bigint;
  /** Never negative. */
  readonly scale: number;
}

/** Exponents and digits beyond this are refused: such numbers are no quantities, and cost more than they tell. */
const MAX_LENGTH = 120;

const PARTS = /^(-?)([0-9]+)(?:\.([0-9]+))?(?:[eE]([+-]?[0-9]+))?$/;

/** The exact value of a JSON number, or `undefined` where it has too many digits or too large an exponent. */
export function decimalOf(lexeme: string): Decimal | undefined {
  if (lexeme.length > MAX_LENGTH) return undefined;
  const match = PARTS.exec(lexeme);
  if (match === null) return undefined;
  const [, sign = "", whole = "", fraction = "", exponent = "0"] = match;
  const shift = Number(exponent);
  if (Math.abs(shift) > MAX_LENGTH) return undefined;
  const digits = BigInt(`${sign}${whole}${fraction}`);
  const scale = fraction.length - shift;
  return scale >= 0 ? { digits, scale } : { digits: digits * 10n ** BigInt(-scale), scale: 0 };
}

/** Negative, zero or positive as `left` is less than, equal to or greater than `right`. */
export function compareDecimals(left: Decimal, right: Decimal): number {
  const scale = Math.max(left.scale, right.scale);
  const difference = atScale(left, scale) - atScale(right, scale);
  if (difference === 0n) return 0;
  return difference < 0n ? -1 : 1;
}

/** A decimal as a JSON number without exponent, zeros at the end of its fraction left out. */
export function decimalText({ digits, scale }: Decimal): string {
  const sign = digits < 0n ? "-" : "";
  const text = `${digits < 0n ? -digits : digits}`.padStart(scale + 1, "0");
  const cut = text.length - scale;
  const fraction = text.slice(cut).replace(/0+$/, "");
  return `${sign}${text.slice(0, cut)}${fraction === "" ? "" : `.${fraction}`}`;
}

/** Adds many decimals exactly; whole and short ones without big integers. */
export class DecimalSum {
  readonly #byScale = new Map<number, bigint>();
  #quick = 0;

  /** Adds a JSON number; `false` where it cannot be added. */
  add(lexeme: string): boolean {
    if (lexeme.length <= 12 && WHOLE.test(lexeme)) {
      this.#quick += Number(lexeme);
      if (Math.abs(this.#quick) > SAFE) this.#flush();
      return true;
    }
    const value = decimalOf(lexeme);
    if (value === undefined) return false;
    this.#byScale.set(value.scale, (this.#byScale.get(value.scale) ?? 0n) + value.digits);
    return true;
  }

  total(): Decimal {
    this.#flush();
    const scale = [...this.#byScale.keys()].reduce((most, each) => Math.max(most, each), 0);
    let digits = 0n;
    for (const [own, sum] of this.#byScale) digits += atScale({ digits: sum, scale: own }, scale);
    return { digits, scale };
  }

  #flush(): void {
    this.#byScale.set(0, (this.#byScale.get(0) ?? 0n) + BigInt(this.#quick));
    this.#quick = 0;
  }
}

const WHOLE = /^-?[0-9]+$/;
const SAFE = 2 ** 52;

function atScale({ digits, scale }: Decimal, wanted: number): bigint {
  return digits * 10n ** BigInt(wanted - scale);
}
