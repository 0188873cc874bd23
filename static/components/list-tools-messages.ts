export const search = 'Search';
export const order = 'Sort by';
