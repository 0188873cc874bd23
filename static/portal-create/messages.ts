import { counted } from '../../src/common/rules/plural';

/** What the portal's form for asking says. */
export const portalCreateMessages = {
  loading: 'Loading applications',
  empty: 'No applications are available yet. Ask your admin.',
  application: { label: 'What do you need?', placeholder: 'Choose an application' },
  option: (name: string, description: string): string => `${name}: ${description}`,
  tier: 'Which tier?',
  role: 'Which role?',
  forWhom: { label: 'Who is it for?', me: 'Me', other: 'Someone else' },
  duration: {
    label: 'How long?',
    noEnd: 'No end date',
    days: (count: number): string => counted(count, { one: '# day', other: '# days' }),
    oneYear: '1 year',
    help: 'The period starts when access is granted.',
  },
  reason: { label: 'Why do you need it?', placeholder: 'One sentence is enough' },
  person: {
    label: 'Who gets access?',
    placeholder: 'Find a person',
    email: 'Their email address',
    emailPlaceholder: 'name@company.com',
    help: 'Use the email address they have in Jira.',
    searching: 'Searching…',
    notFound: 'No active person has this email address.',
  },
  tierOffer: {
    named: (name: string, summary: string): string => `${name}: ${summary}`,
    noSeats: 'no seats left right now',
    seatsLeft: (count: number): string => counted(count, { one: '# seat left', other: '# seats left' }),
  },
  preview: {
    loading: 'Looking up approvers…',
    failed: 'We can’t look up the approvers right now. You can still send the request.',
    evidence: (needed: readonly string[]): string => `You also need ${needed.join(' and ')}.`,
    incomplete: 'This can’t be requested yet',
    denied: 'This request won’t be approved',
    noApproval: (reasons: string): string => `No approval needed: ${reasons}`,
    noApprover: 'The service desk needs to find an approver first, so this takes a little longer.',
    approvers: 'Approvers',
  },
};
