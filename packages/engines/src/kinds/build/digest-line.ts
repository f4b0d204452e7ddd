/** A line of the digest. */
export interface DigestLine {
  /** Index of the line. */
  readonly at: number;
  /** How many lines it stands for, itself included. */
  readonly count: number;
  /** `like`: lines of its sort; `equal`: lines that say the same; `pair`: it and the line below, together. */
  readonly stands: "itself" | "like" | "equal" | "pair";
}
