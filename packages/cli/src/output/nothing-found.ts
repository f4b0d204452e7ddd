/** What is said where a search finds nothing, with its line break. */
export function nothingFound(query: string): string {
  const shown = query.length > 60 ? `${query.slice(0, 60)}...` : query;
  return `Nothing found for ${JSON.stringify(shown)}. Try other words.\n`;
}
