/**
 * Takes events as they come and answers once for all that came within `milliseconds` of the first; ends with them, after a last answer for
 * what was not answered yet.
 */
export async function* paced(
  events: AsyncIterable<unknown>,
  milliseconds: number,
): AsyncGenerator<void> {
  const iterator = events[Symbol.asyncIterator]();
  let next = iterator.next();
  while (!(await next).done) {
    const pause = pauseOf(milliseconds);
    let outcome: unknown;
    do {
      next = iterator.next();
      outcome = await Promise.race([next.then(({ done }) => (done ? "done" : "more")), pause.over]);
    } while (outcome === "more");
    pause.end();
    yield;
  }
}

function pauseOf(milliseconds: number): { readonly over: Promise<void>; end(): void } {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  return { over, end: () => clearTimeout(timer) };
}
