/**
 * What an output guarantees, strongest first. Each grade is checked at run time before a caller sees the output.
 *
 * - `byte-exact`: `unpack` gives back the original byte for byte. Untouched input has this grade.
 * - `value-exact`: decoding gives the same values, numbers as their original lexemes; insignificant white space may differ.
 * - `facts-verified`: parts are left out and marked; every fact of the kind's minimum is there, next to what it belongs to.
 * - `extractive`: only whole units of the source (lines, sentences, rows, items), in order, omissions marked.
 * - `word-subsequence`: words of the source in order; omissions in the report only.
 */
export const GRADES = [
  "byte-exact",
  "value-exact",
  "facts-verified",
  "extractive",
  "word-subsequence",
] as const;

/** One of {@link GRADES}. */
export type Grade = (typeof GRADES)[number];

/** 0 for the strongest grade; larger is weaker. */
export function gradeRank(grade: Grade): number {
  return GRADES.indexOf(grade);
}

/** Whether an output of `grade` satisfies the asked `floor`. */
export function meetsFloor(grade: Grade, floor: Grade): boolean {
  return gradeRank(grade) <= gradeRank(floor);
}

/** Whether `unpack` can give back the original, or its values, from an output of this grade. */
export function isExact(grade: Grade): boolean {
  return grade === "byte-exact" || grade === "value-exact";
}
