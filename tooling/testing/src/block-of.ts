import { Block, type BlockInit, contentHash, fileTypeOf } from "@tokenpak/core";

/** A block of a content, for tests: its rendition is the content itself, and a token is a character, unless `init` differs. */
export function blockOf(path: string, content: string, init: Partial<BlockInit> = {}): Block {
  return new Block({
    path,
    contentHash: contentHash(content),
    fileType: fileTypeOf(path),
    rawTokens: content.length,
    compressedTokens: content.length,
    compressedContent: content,
    ...init,
  });
}
