import { counted } from '../../src/common/rules/plural';

const number = (count: number): string => counted(count, { other: '#' });

export const loading = 'Loading the settings';
export const noProject = 'None of your projects is set up for Seatkeeper. Ask a Jira admin.';
export const project = 'Project';
export const measure = 'Measure';
export const period = 'Period';
export const lastDays = (days: number): string => `Last ${days} days`;
export const target = 'Target';
export const noDefault = (unit: string): string => `In ${unit}. Leave empty for no target.`;
export const byDefault = (unit: string, target: string): string =>
  `In ${unit}. Leave empty to use the default: ${target}.`;
export const applications = 'Applications';
export const allApplications = 'All applications';
export const departments = 'Departments';
export const allDepartments = 'All departments';
export const noDepartments =
  'License pools don’t belong to departments, so this measure can’t be filtered by department.';
export const unknown = 'Unknown';
export const actions = 'Save the settings';
export const save = 'Save';
export const problems = {
  target: (most: number): string => `Enter a target from 0 to ${number(most)}, or leave it empty.`,
  tooMany: (most: number): string =>
    `Choose at most ${number(most)} applications and at most ${number(most)} departments.`,
};
