import { sha256 } from '../../common/rules/digest';
import { SeatkeeperError } from '../../common/rules/errors';
import { decidingFirst, type ChangedItem } from '../../common/rules/changed-item';
import { readAccountName } from '../../jira/client/site';
import { MOST_ITEMS, type ChangeContent, type ChangeStep } from '../rules/change';
import { changeMessages } from '../rules/messages';
import { addChangeStep, findChange } from '../store/change-steps';

/** A change that somebody wants, before anything of it is written. */
export interface WantedChange {
  /** What is changed: the catalog, or a part of the settings. */
  readonly target: string;
  /** How often the target had been changed when it was shown to them. */
  readonly after: number;
  readonly items: readonly ChangedItem[];
  /** As JSON. */
  readonly body: string;
  readonly personId: string;
  readonly now: number;
}

export const contentOf = ({ items, body, after }: WantedChange): ChangeContent => ({
  items: decidingFirst(items).slice(0, MOST_ITEMS),
  more: Math.max(0, items.length - MOST_ITEMS),
  body,
  after,
});

/**
 * Writes the first step of a change: `made` when it needs nobody else, else `proposed`.
 * @returns the id of the change
 */
export async function beginChange(kind: 'made' | 'proposed', wanted: WantedChange): Promise<string> {
  const { target, after, body, personId, now } = wanted;
  const changeId = sha256(JSON.stringify([target, after, body, personId, now])).slice(0, 32);
  const step = { changeId, step: 1, kind, target, byId: personId, at: now, note: '' };
  await addChangeStep(step, contentOf(wanted));
  return changeId;
}

/** Writes the step after another one, unless somebody was faster. @returns whether it was written */
export const continueChange = (
  { changeId, step, target }: ChangeStep,
  kind: ChangeStep['kind'],
  byId: string,
  now: number,
  note = '',
): Promise<boolean> => addChangeStep({ changeId, step: step + 1, kind, target, byId, at: now, note }, null);

/**
 * The refusal for somebody who goes by what is out of date: what changed, and by whom as far as that is known.
 * @param say of what is to be done then; by default of a page
 */
export async function overtakenBy(
  changeId: string | null,
  say = changeMessages.overtaken,
): Promise<SeatkeeperError> {
  const change = changeId === null ? undefined : await findChange(changeId);
  const author = change?.steps[0];
  const who = author ? await readAccountName(author.byId) : null;
  return new SeatkeeperError('conflict', say(who, sayItems(change?.content.items ?? [])));
}

const MOST_SAID = 3;

const sayItems = (items: readonly ChangedItem[]): string =>
  items
    .slice(0, MOST_SAID)
    .map(({ subject, details }) =>
      [subject, ...(details.length === 0 ? [] : [details.join('; ')])].join(': '),
    )
    .join('. ');
