import type { Account } from './model';
import { stableUuid } from './stable-uuid';
import type { JsmSite } from './site';

export interface Group {
  readonly groupId: string;
  readonly name: string;
}

export const groupNamed = (name: string): Group => ({ groupId: stableUuid('group', name), name });

/** The groups that somebody is in, by name. */
export function groupsOf(site: JsmSite): Group[] {
  const names = new Set([...site.accounts.values()].flatMap(({ groups }) => [...groups]));
  return [...names].sort().map(groupNamed);
}

/** Active members, or all of them. */
export const membersOf = (site: JsmSite, { name }: Group, withInactive = false): Account[] =>
  [...site.accounts.values()].filter(({ active, groups }) => groups.has(name) && (active || withInactive));
