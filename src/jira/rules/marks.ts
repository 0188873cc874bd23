/** What marks a ticket as one to look for: its work type, or a value in one of these fields. */
export interface Marks {
  readonly workTypeIds: readonly string[];
  readonly fieldIds: readonly string[];
}

/** A field in JQL; names of custom fields may be used twice. */
const jqlName = (fieldId: string): string =>
  fieldId.startsWith('customfield_') ? `cf[${fieldId.slice('customfield_'.length)}]` : fieldId;

/** The condition in JQL for tickets with one of these marks. */
export const markedBy = ({ workTypeIds, fieldIds }: Marks): string => {
  const marked = [
    ...(workTypeIds.length === 0 ? [] : [`issuetype in (${workTypeIds.join(', ')})`]),
    ...fieldIds.map((id) => `${jqlName(id)} is not EMPTY`),
  ];
  return `(${marked.join(' OR ')})`;
};
