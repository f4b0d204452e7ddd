import { CONTENT_KINDS } from "@tokenpak/core";
import { kindProcessorOf } from "./kinds/kind-processors.ts";

/**
 * Which formats the engines of this build write: `code1 json1 markdown2 text1`, by name. It changes when the output of a kind
 * does, so what was packed under another fingerprint is worth packing again. Give it to `indexDocuments` as `engineVersion`,
 * with the version of the package where that should count as well.
 */
export function engineFingerprint(): string {
  const formats = CONTENT_KINDS.map((kind) => {
    const { name, version } = kindProcessorOf(kind);
    return `${name}${version}`;
  });
  return [...new Set(formats)].sort().join(" ");
}
