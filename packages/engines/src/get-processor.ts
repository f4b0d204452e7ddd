import {
  CONTENT_KINDS,
  type ContentKind,
  createTokenCounter,
  kindOfFileType,
  type PackOptions,
  type Processor,
} from "@tokenpak/core";
import { kindProcessorOf } from "./kinds/kind-processors.ts";
import { ladderOf, packContent, requireText } from "./pack-content.ts";

/**
 * The processor of a file type: an extension (`md`, `py`, `ts`, `json`) or a content kind (`markdown`, `code`).
 * `undefined` for a type that is neither, so that a caller can skip the file.
 */
export function getProcessor(fileType: string): Processor | undefined {
  const kind = CONTENT_KINDS.find((name) => name === fileType) ?? kindOfFileType(fileType);
  return kind === undefined ? undefined : createProcessor(kind, fileType);
}

function createProcessor(kind: ContentKind, fileType: string): Processor {
  const { name, version } = kindProcessorOf(kind);
  // A path that only carries the type, for callers that have none.
  const pathHint = fileType === kind ? undefined : `content.${fileType}`;
  const settings = (options: PackOptions) => ({
    path: pathHint,
    ...options,
    kind,
    counter: options.counter ?? createTokenCounter(),
    stored: false,
  });
  return {
    name,
    version,
    kind,
    ladder(content, options = {}) {
      requireText(content);
      return ladderOf(content, settings(options));
    },
    process(content, path) {
      requireText(content);
      return packContent(content, settings(path === undefined ? {} : { path })).text;
    },
  };
}
