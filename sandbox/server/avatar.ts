const COLORS = ['#1868DB', '#6E5DC6', '#227D9B', '#216E4E', '#A54800', '#943D73', '#5D1F1A', '#44546F'];

/** A round picture with a person's initials, the same color for the same name. */
export function avatarSvg(name: string): string {
  const initials = name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => word.charAt(0).toUpperCase())
    .join('');
  const sum = Buffer.from(name).reduce((total, byte) => total + byte, 0);
  const color = COLORS[sum % COLORS.length] ?? '#44546F';
  const safe = initials.replace(/[^\p{L}\p{N}?]/gu, '');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48"><rect width="48" height="48" rx="24" fill="${color}"/><text x="24" y="31" font-family="sans-serif" font-size="20" fill="#fff" text-anchor="middle">${safe}</text></svg>`;
}
