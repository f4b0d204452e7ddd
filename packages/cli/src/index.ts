export type { CliIo, InputStream, OutputStream } from "./cli-io.ts";
export { main } from "./main.ts";
