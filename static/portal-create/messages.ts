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
    notFound: 'You can’t request access for anyone with this email address.',
  },
  tierOffer: {
    named: (name: string, summary: string): string => `${name}: ${summary}`,
    seatFree: 'seat available',
    queue: (ahead: number): string =>
      ahead === 0
        ? 'no seat right now, you’d be first in the queue'
        : counted(ahead, {
            one: 'no seat right now, # request is ahead of you',
            other: 'no seat right now, # requests are ahead of you',
          }),
  },
  preview: {
    loading: 'Looking up approvers…',
    failed: 'We can’t look up the approvers right now. You can still send the request.',
    evidence: (needed: readonly string[]): string => `You also need ${needed.join(' and ')}.`,
    incomplete: 'This can’t be requested yet',
    denied: 'This request won’t be approved',
    deniedOther: 'The access policy doesn’t allow this for them.',
    noApproval: (reasons: string): string =>
      reasons === '' ? 'No approval needed.' : `No approval needed: ${reasons}`,
    noApprover: 'The service desk needs to find an approver first, so this takes a little longer.',
    approvers: 'Approvers',
  },
};
