const FOREIGN =
  /node_modules|\bnode:|\binternal\/|site-packages|dist-packages|\/lib\/python|\/rustc\/|\/(?:usr|opt)\/(?:lib|include|share|local)|^\s*at (?:java|javax|jdk|sun|org\.junit|org\.apache|org\.gradle|org\.opentest4j|kotlin|scala)\.|\b(?:java\.base|jdk\.internal)\b|\b(?:core|std|alloc|test)::|__rust|rust_begin|_start\b|<frozen |\\lib\\|\.cargo\/registry|\/pkg\/mod\/|\/toolchains?\//;

/** Whether a frame of a stack trace, or the place of a remark, lies in a library or a run time rather than in the project. */
export function isForeign(line: string): boolean {
  return FOREIGN.test(line.length > 500 ? line.slice(0, 500) : line);
}
