/**
 * The part of a time that now is in, which counts what is held as it is now; a part that ends now is one.
 * @param edges milliseconds since the epoch, rising: where parts begin, and where the last one ends
 * @returns null when all of them are over, or none has begun
 */
export function livePart(edges: readonly number[], now: number): number | null {
  const part = edges.findIndex((edge, index) => {
    const end = edges[index + 1];
    return end !== undefined && edge < now && now <= end;
  });
  return part === -1 ? null : part;
}
