import { counted } from '../../src/common/rules/plural';

export const loading = 'Loading applications';
export const empty = 'No applications are available yet. Ask your admin.';
export const application = { label: 'What do you need?', placeholder: 'Choose an application' };
export const option = (name: string, description: string): string => `${name}: ${description}`;
export const tier = 'Which tier?';
export const role = 'Which role?';
export const forWhom = { label: 'Who is it for?', me: 'Me', other: 'Someone else' };
export const duration = {
  label: 'How long?',
  noEnd: 'No end date',
  days: (count: number): string => counted(count, { one: '# day', other: '# days' }),
  oneYear: '1 year',
  help: 'The period starts when access is granted.',
};
export const reason = { label: 'Why do you need it?', placeholder: 'One sentence is enough' };
