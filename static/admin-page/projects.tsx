import { Button, DynamicTable, Lozenge, Stack, Text } from '@forge/react';
import { useState } from 'react';
import type { ProjectChoice, SetupView } from '../../src/flows/contract/admin';
import { GuardSection } from './guard-section';
import { PanelSection } from './panel-section';
import { ProjectForm } from './project-form';
import { adminPageMessages } from './messages';

const messages = adminPageMessages.projects;

/** The service projects of the site, and the mapping of the one that is being edited. */
export const Projects = ({
  setup,
  onChanged,
}: {
  readonly setup: SetupView;
  readonly onChanged: () => Promise<unknown>;
}) => {
  const [editing, setEditing] = useState<ProjectChoice | null>(null);
  if (editing) {
    return (
      <ProjectForm
        key={editing.id}
        project={editing}
        setup={setup}
        onDone={async () => {
          await onChanged();
          setEditing(null);
        }}
        onCancel={() => {
          setEditing(null);
        }}
      />
    );
  }
  return (
    <Stack space="space.300">
      <DynamicTable
        caption={messages.title}
        head={{
          cells: [
            { key: 'project', content: messages.project },
            { key: 'state', content: messages.state },
            { key: 'edit', content: messages.action },
          ],
        }}
        rows={setup.projects.map((project) => {
          const mapped = setup.settings.some(({ projectId }) => projectId === project.id);
          return {
            key: project.id,
            cells: [
              { key: 'project', content: messages.named(project.name, project.key) },
              {
                key: 'state',
                content: (
                  <Lozenge appearance={mapped ? 'success' : 'default'}>
                    {mapped ? messages.isSetUp : messages.notSetUp}
                  </Lozenge>
                ),
              },
              {
                key: 'edit',
                content: (
                  <Button
                    onClick={() => {
                      setEditing(project);
                    }}
                  >
                    {mapped ? messages.change(project.key) : messages.setUp(project.key)}
                  </Button>
                ),
              },
            ],
          };
        })}
        emptyView={<Text>{messages.none}</Text>}
      />
      <PanelSection />
      <GuardSection />
    </Stack>
  );
};
