import Button, { IconButton } from '@atlaskit/button/new';
import ButtonGroup from '@atlaskit/button/button-group';
import Edit from '@atlaskit/icon/core/edit';
import SectionMessage from '@atlaskit/section-message';
import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { saveGadget, type Gadget } from '../api/dashboards';
import type { Module } from '../api/session';
import { Panel, Section } from '../parts/page';
import { messageOf } from '../ui-kit/message-of';
import { Surface } from '../ui-kit/surface';
import { WidgetEditor, type WidgetConfig } from '../ui-kit/widget-editor';

// the preview runs the app anew for what its settings say, and not for every letter of it
const SETTLE_MS = 300;

interface Props {
  readonly module: Module;
  readonly dashboardId: string;
  readonly gadget: Gadget;
  readonly onSaved: () => void;
}

/** An app's widget; its settings are saved by the dashboard's own button, with a preview beside them. */
export function DashboardWidget({ module, dashboardId, gadget, onSaved }: Props): ReactNode {
  const [isEditing, setEditing] = useState(gadget.configuration === undefined);
  const title = module.title ?? module.key;
  const leave = (): void => {
    setEditing(false);
  };
  return (
    <Panel
      title={title}
      actions={
        <IconButton
          icon={Edit}
          label={`Edit ${title}`}
          appearance="subtle"
          isSelected={isEditing}
          onClick={() => {
            setEditing(!isEditing);
          }}
        />
      }
    >
      {isEditing ? (
        <Editing
          module={module}
          dashboardId={dashboardId}
          gadget={gadget}
          onLeave={leave}
          onSaved={() => {
            leave();
            onSaved();
          }}
        />
      ) : (
        <Surface
          module={module}
          place={{ page: 'dashboard', dashboardId, gadgetId: gadget.id, editing: false }}
        />
      )}
    </Panel>
  );
}

function Editing({
  module,
  dashboardId,
  gadget,
  onSaved,
  onLeave,
}: Props & { readonly onLeave: () => void }): ReactNode {
  const [said, setSaid] = useState<WidgetConfig | undefined>(gadget.configuration);
  const preview = useSettled(said);
  const [isSaving, setSaving] = useState(false);
  const [problem, setProblem] = useState<string>();
  const editor = useMemo(() => new WidgetEditor(gadget.configuration, setSaid), [gadget.configuration]);
  const place = { page: 'dashboard', dashboardId, gadgetId: gadget.id } as const;

  const save = async (): Promise<void> => {
    setSaving(true);
    setProblem(undefined);
    try {
      await editor.save(gadget.id, (settings) => saveGadget(dashboardId, gadget.id, settings));
      onSaved();
    } catch (error) {
      setProblem(messageOf(error));
      setSaving(false);
    }
  };
  return (
    <div className="widget-editing">
      <Section title="Preview">
        <Surface
          module={module}
          place={{ ...place, editing: false, ...(preview ? { draft: preview } : {}) }}
        />
      </Section>
      <Section title="Settings">
        <Surface view="edit" module={module} place={{ ...place, editing: true }} widgetEditor={editor} />
        {problem === undefined ? null : (
          <SectionMessage appearance="error" title="The widget was not saved">
            {problem}
          </SectionMessage>
        )}
        <ButtonGroup label="The dashboard's own buttons">
          <Button appearance="primary" isLoading={isSaving} onClick={() => void save()}>
            Save widget
          </Button>
          <Button appearance="subtle" onClick={onLeave}>
            Cancel
          </Button>
        </ButtonGroup>
      </Section>
    </div>
  );
}

function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => {
      setSettled(value);
    }, SETTLE_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [value]);
  return settled;
}
