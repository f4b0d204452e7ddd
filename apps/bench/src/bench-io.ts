/** What a benchmark prints to and reads from. */
export interface BenchIo {
  print(line: string): void;
  /** Folder with public benchmark data, or `undefined` where there is none. */
  readonly dataDir: string | undefined;
}
