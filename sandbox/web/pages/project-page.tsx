import type { ReactNode } from 'react';
import type { Project } from '../api/session';
import { useSession } from '../env/session';
import { Page } from '../parts/page';
import { Nothing } from '../parts/states';
import { Surface } from '../ui-kit/surface';

/** A page of the app in a project. */
export function ProjectPage({
  project,
  moduleKey,
}: {
  readonly project: Project;
  readonly moduleKey: string;
}): ReactNode {
  const { session } = useSession();
  const module = session.modules.find(({ type, key }) => type === 'jira:projectPage' && key === moduleKey);
  return (
    <Page
      title={module?.title ?? 'App page'}
      crumbs={[{ text: project.name, href: `/jira/servicedesk/projects/${project.key}/queues` }]}
    >
      {module ? (
        <Surface module={module} place={{ page: 'project', projectKey: project.key }} />
      ) : (
        <Nothing header="The app has no such page" description="Its manifest declares none of this name." />
      )}
    </Page>
  );
}
