export const named = (name: string, summary: string): string => `${name}: ${summary}`;
export const seatFree = 'seat available';
export const held = 'you have it';
export const full = 'full right now, you can still request it and wait';
