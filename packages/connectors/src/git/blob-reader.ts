import type { Git } from "./git.ts";
import { type AnswerReader, GitConversation } from "./git-conversation.ts";

/** Reads objects by id. */
export interface BlobReader {
  /** Size in bytes; `undefined` where the repository does not have the object. */
  sizeOf(object: string): Promise<number | undefined>;
  /** The whole content; `undefined` where the repository does not have the object. */
  read(object: string): Promise<Buffer | undefined>;
  /** Ends when all that was asked is answered. */
  close(): void;
}

interface ObjectAnswer {
  /** `undefined` for an object that is missing. */
  readonly size: number | undefined;
  readonly content: Buffer;
}

/** Reads objects with `git cat-file` (https://git-scm.com/docs/git-cat-file#_batch_output), one process for sizes and one for contents. */
export function blobReader(git: Git): BlobReader {
  const sizes = new GitConversation(git, ["cat-file", "--batch-check"]);
  const contents = new GitConversation(git, ["cat-file", "--batch"]);
  return {
    sizeOf: async (object) =>
      (await sizes.ask(`${object}\n`, objectAnswer({ hasContent: false }))).size,
    read: async (object) => {
      const { size, content } = await contents.ask(
        `${object}\n`,
        objectAnswer({ hasContent: true }),
      );
      return size === undefined ? undefined : content;
    },
    close() {
      sizes.close();
      contents.close();
    },
  };
}

/** `<id> <type> <size>` and a line break, then the content and another; or `<id> missing`. */
function objectAnswer({ hasContent }: { hasContent: boolean }): AnswerReader<ObjectAnswer> {
  let head = Buffer.alloc(0);
  let size: number | undefined;
  let wanted: number | undefined;
  let received = 0;
  const chunks: Buffer[] = [];
  const add = (chunk: Buffer): void => {
    chunks.push(chunk);
    received += chunk.length;
  };
  return {
    take(chunk) {
      if (wanted === undefined) {
        head = Buffer.concat([head, chunk]);
        const end = head.indexOf(10);
        if (end < 0) return undefined;
        size = sizeIn(head.toString("latin1", 0, end));
        wanted = hasContent && size !== undefined ? size + 1 : 0;
        add(head.subarray(end + 1));
      } else {
        add(chunk);
      }
      if (received < wanted) return undefined;
      return { size, content: Buffer.concat(chunks).subarray(0, Math.max(0, wanted - 1)) };
    },
  };
}

function sizeIn(line: string): number | undefined {
  const size = / [a-z]+ ([0-9]+)$/.exec(line)?.[1];
  return size === undefined ? undefined : Number(size);
}
