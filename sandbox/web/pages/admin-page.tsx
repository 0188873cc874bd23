import type { ReactNode } from 'react';
import { useSession } from '../env/session';
import { Page } from '../parts/page';
import { Nothing } from '../parts/states';
import { Surface } from '../ui-kit/surface';

/** The app's page in Jira's settings. */
export function AdminPage(): ReactNode {
  const { session } = useSession();
  const module = session.modules.find(({ type }) => type === 'jira:adminPage');
  return (
    <Page
      title={module?.title ?? 'Admin page'}
      crumbs={[{ text: 'Apps', href: '/jira/settings/apps/admin-page' }]}
    >
      {module ? (
        <Surface module={module} place={{ page: 'admin' }} />
      ) : (
        <Nothing header="The app has no admin page" description="Its manifest declares none." />
      )}
    </Page>
  );
}
