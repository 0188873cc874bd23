import { GADGET_MOST_CHOSEN, GADGET_PERIODS_DAYS } from '../../src/kpis/contract/gadget-choices';
import type { GadgetConfiguration, GadgetOption, GadgetSetup } from '../../src/kpis/contract/lead-gadget';
import * as messages from './settings-messages';

/** What a lead has answered so far; the target as it was typed. */
export interface Answers {
  readonly projectId: string;
  readonly measure: GadgetConfiguration['measure'];
  readonly days: GadgetConfiguration['days'];
  readonly target: string;
  readonly applications: readonly string[];
  readonly departments: readonly string[];
}

type Measures = GadgetSetup['measures'];

/** What the settings begin with: what was saved, as far as it can still be chosen. */
export function firstAnswers({ projects, measures, configuration }: GadgetSetup): Answers {
  const project = projects.find(({ id }) => id === configuration?.projectId) ?? projects[0];
  const target = configuration?.target ?? null;
  return {
    projectId: project?.id ?? '',
    measure: configuration?.measure ?? measures[0]?.id ?? 'sla-adherence',
    days: configuration?.days ?? 30,
    target: target === null ? '' : String(target),
    applications: configuration?.applications ?? [],
    departments: configuration?.departments ?? [],
  };
}

/** Another measure empties what was said in another unit, and what it knows nothing of. */
export function withMeasure(answers: Answers, measure: Answers['measure'], measures: Measures): Answers {
  const before = measures.find(({ id }) => id === answers.measure);
  const after = measures.find(({ id }) => id === measure);
  return {
    ...answers,
    measure,
    target: before?.unit === after?.unit ? answers.target : '',
    departments: after?.hasDepartments === true ? answers.departments : [],
  };
}

/** Which periods there are, by their text in the form. */
export const daysOf = (text: string): Answers['days'] =>
  GADGET_PERIODS_DAYS.find((days) => String(days) === text) ?? 30;

const most = (unit: string): number => (unit === 'percent' ? 100 : 1_000_000);

const targetOf = ({ target }: Answers): number | null => (target.trim() === '' ? null : Number(target));

/** The target to keep: none where it is the measure's own, so that there is one source of it. */
function ownTargetOf(answers: Answers, measures: Measures): number | null {
  const typed = targetOf(answers);
  const usual = measures.find(({ id }) => id === answers.measure)?.target ?? null;
  return usual !== null && usual.is !== 'between' && usual.value === typed ? null : typed;
}

const mostFor = ({ measure }: Answers, measures: Measures): number =>
  most(measures.find(({ id }) => id === measure)?.unit ?? 'percent');

/** Whether the target is left empty, or a number that the measure can have. */
export function isTargetValid(answers: Answers, measures: Measures): boolean {
  const target = targetOf(answers);
  return target === null || (target >= 0 && target <= mostFor(answers, measures));
}

/** The configuration that answers make, or a sentence that says why they make none. */
export function configurationOf(answers: Answers, measures: Measures): GadgetConfiguration | string {
  const { applications, departments, ...rest } = answers;
  if (!isTargetValid(answers, measures)) return messages.problems.target(mostFor(answers, measures));
  if (Math.max(applications.length, departments.length) > GADGET_MOST_CHOSEN)
    return messages.problems.tooMany(GADGET_MOST_CHOSEN);
  return {
    ...rest,
    target: ownTargetOf(answers, measures),
    applications: [...applications],
    departments: [...departments],
  };
}

/** The options, and what was chosen before and is no longer among them. */
export const withChosen = (
  options: readonly GadgetOption[],
  chosen: readonly string[],
): readonly GadgetOption[] => [
  ...options,
  ...chosen
    .filter((value) => !options.some((option) => option.value === value))
    .map((value) => ({ value, label: value === '' ? messages.unknown : value })),
];
