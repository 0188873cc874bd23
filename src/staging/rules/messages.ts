export const stagingMessages = {
  beingApplied:
    'This import is already being applied, so it can’t be checked again. Choose the file again to import it once more.',
  checkedAgain: 'This file was checked again. Review the new dry run, then apply it.',
  uploadGone: 'This upload is no longer available. Choose the file again.',
};
