import { policyMessages } from './messages';

/** Something that has to be shown before a request is decided. */
export type EvidenceRequirement =
  | { readonly kind: 'justification'; readonly minCharacters: number }
  /** An issue of that project, named in the justification. */
  | { readonly kind: 'change-ticket'; readonly projectKey: string }
  /** A training that the roster lists for whoever gets the access. */
  | { readonly kind: 'training'; readonly name: string };

/** A requirement with what was seen of it, such as the ticket's key; null before anybody looked. */
export type Evidence = EvidenceRequirement & { readonly seen: string | null };

/** Requirements add up to the strictest: the longest justification, each ticket and each training once. */
export function strictestEvidence(asked: readonly EvidenceRequirement[]): Evidence[] {
  const lengths = asked.flatMap((one) => (one.kind === 'justification' ? [one.minCharacters] : []));
  const projects = asked.flatMap((one) =>
    one.kind === 'change-ticket' ? [one.projectKey.toUpperCase()] : [],
  );
  const trainings = asked.flatMap((one) => (one.kind === 'training' ? [one.name] : []));
  return [
    ...(lengths.length === 0
      ? []
      : [{ kind: 'justification' as const, minCharacters: Math.max(...lengths), seen: null }]),
    ...distinct(projects).map((projectKey) => ({ kind: 'change-ticket' as const, projectKey, seen: null })),
    ...distinct(trainings).map((name) => ({ kind: 'training' as const, name, seen: null })),
  ];
}

/** Sorted, and each once whatever its case. */
const distinct = (names: readonly string[]): string[] =>
  [...names].sort().filter((name, index, all) => all.findIndex((other) => sameName(other, name)) === index);

const sameName = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase();

/** What a requirement asks for, within a sentence. */
export function evidenceText(asked: EvidenceRequirement): string {
  switch (asked.kind) {
    case 'justification':
      return policyMessages.evidence.justification(asked.minCharacters);
    case 'change-ticket':
      return policyMessages.evidence.changeTicket(asked.projectKey);
    case 'training':
      return policyMessages.evidence.training(asked.name);
  }
}

const ISSUE_KEY = /(?<![A-Z0-9_-])([A-Z][A-Z0-9_]+)-[1-9]\d*(?![A-Z0-9_])/gi;

/** The first issue of a project that a text names, in capitals; undefined when it names none. */
export function ticketNamedIn(text: string, projectKey: string): string | undefined {
  for (const [key, project = ''] of text.matchAll(ISSUE_KEY))
    if (sameName(project, projectKey)) return key.toUpperCase();
  return undefined;
}

/** Whether somebody has a training, whatever the case it is written in. */
export const hasTraining = (trainings: readonly string[], name: string): boolean =>
  trainings.some((training) => sameName(training, name));
