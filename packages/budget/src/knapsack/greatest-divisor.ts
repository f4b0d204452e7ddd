/** The greatest whole number that divides all, whole numbers from 0 themselves. 1 if there is none above 0. */
export function greatestDivisor(values: Float64Array): number {
  let divisor = 0;
  for (const value of values) {
    if (divisor === 1) {
      break;
    }
    let rest = value;
    while (rest > 0) {
      [divisor, rest] = [rest, divisor % rest];
    }
  }
  return divisor || 1;
}
