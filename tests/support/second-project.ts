import type { Company } from '../../sandbox/company/company';
import { REQUEST_TYPE } from '../../sandbox/company/service-project';
import { PROJECT_MAPPING } from '../../sandbox/company/set-up-app';
import { saveProject } from './settings';
import type { World } from './world';

/** The second project of the company. */
export const OPS = { id: '10001', key: 'OPS', type: 'service_desk' };
/** Its request type for access. */
export const SHORT_FORM = '22';

/** A company with a second service project that works as the first one does. */
export function withSecondProject(company: Company): Company {
  const [project] = company.site.projects;
  if (!project) throw new Error('the company has no project');
  const second = {
    ...project,
    id: OPS.id,
    key: OPS.key,
    name: 'Operations',
    serviceDeskId: '2',
    portalId: 2,
    requestTypes: project.requestTypes.map((type) => ({
      ...type,
      id: type.id === REQUEST_TYPE.fields ? SHORT_FORM : `9${type.id}`,
    })),
  };
  return { ...company, site: { ...company.site, projects: [project, second] } };
}

/** Has an administrator map it as the first one. */
export async function setUpSecond(world: World): Promise<void> {
  await saveProject(world, {
    projectId: OPS.id,
    projectKey: OPS.key,
    requestTypeIds: [SHORT_FORM],
    ...PROJECT_MAPPING,
    reclaim: null,
  });
  await world.admin('panel-visibility/ask', { projectId: OPS.id });
}
