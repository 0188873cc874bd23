/** Something that a change is about, and what becomes of it, in words. */
export interface ChangedItem {
  readonly subject: string;
  readonly details: readonly string[];
  /** Whether it decides about who gets access. */
  readonly decides?: boolean | undefined;
  /** Who is somebody else in a role, besides what the details say. */
  readonly people?: readonly ReplacedPerson[] | undefined;
}

/** Who has a role and who will, by account id, since names stand in Atlassian's accounts alone; null for nobody. */
export interface ReplacedPerson {
  readonly role: string;
  readonly beforeId: string | null;
  readonly afterId: string | null;
  /** Which of the details says so without names. */
  readonly detail?: string | undefined;
}

/** What the details say besides who is replaced, which is told by name. */
export const besidesPeople = ({ details, people = [] }: Pick<ChangedItem, 'details' | 'people'>): string[] =>
  details.filter((detail) => !people.some((replaced) => replaced.detail === detail));

/** Whether people stand beside it and nothing else is said, not even that it is new or changed. */
export const isTellingPeopleOnly = (item: Pick<ChangedItem, 'details' | 'people'>): boolean =>
  (item.people ?? []).length > 0 && besidesPeople(item).length === 0;

/** What decides about who gets access stands before the rest, so that whoever has to approve it reads it first. */
export const decidingFirst = <T extends Pick<ChangedItem, 'decides'>>(items: readonly T[]): T[] => [
  ...items.filter(({ decides }) => decides === true),
  ...items.filter(({ decides }) => decides !== true),
];

/** `label: before → after` for each pair that differs. */
export const changedDetails = (
  pairs: readonly (readonly [label: string, before: string, after: string])[],
): string[] =>
  pairs
    .filter(([, before, after]) => before !== after)
    .map(([label, before, after]) => `${label}: ${before} → ${after}`);
