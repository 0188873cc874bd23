import { ticketExists } from '../../jira/client/tickets';
import { charactersIn, hasTraining, ticketNamedIn, type Evidence } from '../../policy/rules/evidence';
import type { IntakeProblem } from '../rules/access-request';
import type { CompleteRequest } from '../rules/checked-request';
import { requestMessages } from '../rules/messages';

type Seen = { readonly seen: string } | { readonly problem: IntakeProblem };

/**
 * Looks for everything that a decision wants to see; one call to Jira for each project of which it wants a
 * change ticket, and none otherwise.
 * @returns the evidence with what was seen, and what has to be added; one of the two is complete
 */
export async function checkEvidence(
  asked: readonly Evidence[],
  request: CompleteRequest,
): Promise<{ readonly evidence: readonly Evidence[]; readonly problems: readonly IntakeProblem[] }> {
  const evidence: Evidence[] = [];
  const problems: IntakeProblem[] = [];
  for (const one of asked) {
    const found = await look(one, request);
    if ('seen' in found) evidence.push({ ...one, seen: found.seen });
    else problems.push(found.problem);
  }
  return { evidence, problems };
}

async function look(asked: Evidence, { details, people }: CompleteRequest): Promise<Seen> {
  switch (asked.kind) {
    case 'justification': {
      const length = charactersIn(details.justification);
      return length >= asked.minCharacters
        ? { seen: requestMessages.evidence.characters(length) }
        : missing('justification-short', String(length), String(asked.minCharacters));
    }
    case 'change-ticket': {
      const key = ticketNamedIn(details.justification, asked.projectKey);
      if (key === undefined) return missing('change-ticket-missing', asked.projectKey);
      return (await ticketExists(key))
        ? { seen: key }
        : missing('change-ticket-unknown', key, asked.projectKey);
    }
    case 'training':
      return hasTraining(people.beneficiary?.trainings ?? [], asked.name)
        ? { seen: requestMessages.evidence.completed }
        : missing('training-missing', asked.name);
  }
}

const missing = (code: IntakeProblem['code'], subject: string, ...choices: readonly string[]): Seen => ({
  problem: { code, subject, choices },
});
