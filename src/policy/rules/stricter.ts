import { stageKey } from './approval-stage';
import type { Evidence } from './evidence';
import type { Decision } from './policy';

/**
 * Why what was decided is not enough for what would be decided today: the reasons that are new, or all of them where
 * none is; undefined when it is enough. Whoever answers today may ask for less, and for the same of others who are
 * asked instead, but for nothing that was not asked.
 * @param durationDays of the access, null for no end
 */
export function addedSince(
  before: Decision,
  today: Decision,
  durationDays: number | null,
): readonly string[] | undefined {
  const isLonger = today.maxDays !== null && (durationDays === null || durationDays > today.maxDays);
  const isMore =
    isLonger ||
    (today.effect !== 'auto-approve' && before.effect === 'auto-approve') ||
    today.stages.some((stage) => !before.stages.some((had) => covers(had, stage))) ||
    today.evidence.some((asked) => !before.evidence.some((had) => shows(had, asked))) ||
    today.exceptions.some((control) => !before.exceptions.includes(control));
  if (!isMore) return undefined;
  const added = today.reasons.filter((reason) => !before.reasons.includes(reason));
  return added.length > 0 ? added : today.reasons;
}

type Stage = Decision['stages'][number];

const covers = (had: Stage, asked: Stage): boolean =>
  stageKey(had) === stageKey(asked) && had.quorum >= asked.quorum;

const sameName = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

function shows(had: Evidence, asked: Evidence): boolean {
  switch (asked.kind) {
    case 'justification':
      return had.kind === 'justification' && had.minCharacters >= asked.minCharacters;
    case 'change-ticket':
      return had.kind === 'change-ticket' && sameName(had.projectKey, asked.projectKey);
    case 'training':
      return had.kind === 'training' && sameName(had.name, asked.name);
  }
}
