export const unreachable = 'Seatkeeper can’t be reached right now. Try again in a minute.';
export const failed = 'Something went wrong on our side. Try again in a minute.';
