import { Block, type BlockEntry, contentHash, fileTypeOf } from "@tokenpak/core";

/** A text to search, without the packing that searching does not need. */
export function unpackedEntry(path: string, content: string): BlockEntry {
  const block = new Block({
    path,
    fileType: fileTypeOf(path),
    contentHash: contentHash(content),
    rawTokens: 0,
    compressedTokens: 0,
    compressedContent: "",
  });
  return { block, content };
}
