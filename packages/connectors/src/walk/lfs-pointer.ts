/** Most that a file can have which only stands for one in Git LFS (https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md). */
const MOST_POINTER_BYTES = 1024;

const POINTER = "version https://git-lfs.github.com/spec/";

/** Whether a file only stands for one that Git LFS keeps elsewhere. */
export function isLfsPointer(bytes: Buffer): boolean {
  return (
    bytes.length <= MOST_POINTER_BYTES && bytes.toString("latin1", 0, POINTER.length) === POINTER
  );
}
