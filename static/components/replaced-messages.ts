export const none = 'none';
export const becomes = '→';
