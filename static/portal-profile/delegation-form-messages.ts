export const title = 'Time away';
export const notSaved = 'Time away not saved';
export const firstDay = 'First day';
export const lastDay = 'Last day';
export const actions = 'Save time away';
export const save = 'Save';
export const cancel = 'Cancel';
export const problems = {
  noFirstDay: 'Choose your first day away.',
  noLastDay: 'Choose your last day away.',
  lastBeforeFirst: 'Choose a last day that isn’t before the first day.',
  noDelegate: 'Add at least one delegate.',
  noApplication: 'Choose at least one application.',
};
