import { counted } from '../../common/rules/plural';

export const flowMessages = {
  accessRequest: 'Access request',
  reviewFirst: 'Review the dry run first, then apply it.',
  ticketNotFound: 'This ticket doesn’t exist, or you don’t have access to it.',
  calendars: {
    tooMany: (most: number): string => counted(most, { other: 'You can have at most # calendars.' }),
    isDefault: (calendar: string): string =>
      `“${calendar}” is the default calendar. Make another calendar the default first.`,
    cannotRemoveDefault: 'You can’t remove the default calendar. Make another calendar the default first.',
    nameTaken: (name: string): string => `Another calendar is already called “${name}”.`,
    locationTaken: (location: string, calendar: string): string =>
      `“${location}” is already in the calendar “${calendar}”.`,
  },
  projects: {
    gone: 'This service project doesn’t exist anymore.',
    sameRequestType: 'Choose different request types for access requests and for reclaim requests.',
    fieldTwice: (id: string): string => `You mapped the same field twice (${id}).`,
    statusTwice: (id: string): string => `You mapped the same status twice (${id}).`,
  },
};
