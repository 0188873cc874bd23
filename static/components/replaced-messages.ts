export const nobody = 'nobody';
export const becomes = '→';
