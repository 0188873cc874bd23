export const stagingMessages = {
  uploadGone: 'This upload is no longer available. Choose the file again.',
};
