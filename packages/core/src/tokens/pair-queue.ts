/** Positions up to here fit beside a rank in the 53 bits of a number. */
const POSITIONS = 2 ** 31;

/**
 * A min-heap, four children a node, of (rank, position) pairs, each packed into one number, so that the lowest rank comes first
 * and among equal ranks the leftmost position.
 */
export interface PairQueue {
  push(rank: number, position: number): void;
  /** The lowest pair's key, `Infinity` when empty. */
  first(): number;
  /** Takes the lowest pair out; the queue must not be empty. */
  shift(): void;
}

export function keyOf(rank: number, position: number): number {
  return rank * POSITIONS + position;
}

export function rankIn(key: number): number {
  return Math.floor(key / POSITIONS);
}

export function positionIn(key: number): number {
  return key - rankIn(key) * POSITIONS;
}

/** An empty queue; it grows by doubling. */
export function createPairQueue(): PairQueue {
  let heap = new Float64Array(1024);
  let size = 0;

  return {
    push(rank, position) {
      if (size === heap.length) heap = grown(heap);
      siftUp(heap, size++, keyOf(rank, position));
    },
    first: () => (size === 0 ? Number.POSITIVE_INFINITY : (heap[0] as number)),
    shift() {
      size--;
      siftDown(heap, size, heap[size] as number);
    },
  };
}

function siftUp(heap: Float64Array, from: number, key: number): void {
  let hole = from;
  while (hole > 0) {
    const parent = (hole - 1) >> 2;
    if ((heap[parent] as number) <= key) break;
    heap[hole] = heap[parent] as number;
    hole = parent;
  }
  heap[hole] = key;
}

function siftDown(heap: Float64Array, size: number, key: number): void {
  let hole = 0;
  for (let first = 1; first < size; first = 4 * hole + 1) {
    const end = Math.min(first + 4, size);
    let child = first;
    for (let other = first + 1; other < end; other++) {
      if ((heap[other] as number) < (heap[child] as number)) child = other;
    }
    if ((heap[child] as number) >= key) break;
    heap[hole] = heap[child] as number;
    hole = child;
  }
  heap[hole] = key;
}

function grown(heap: Float64Array): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(heap.length * 2);
  larger.set(heap);
  return larger;
}
