import Button from '@atlaskit/button/new';
import DropdownMenu, { DropdownItem, DropdownItemGroup } from '@atlaskit/dropdown-menu';
import ChevronDown from '@atlaskit/icon/core/chevron-down';
import { useState, type ReactNode } from 'react';
import { followTransition, type Issue, type Transition } from '../api/issues';
import { closeFlag, showFlag } from '../env/flags';
import { StatusLozenge } from '../parts/status';

interface StatusMenuProps {
  readonly issue: Issue;
  readonly onChange: () => void;
}

const REFUSED = 'transition-refused';

/** The status of an issue and where its workflow leads from there. */
export function StatusMenu({ issue, onChange }: StatusMenuProps): ReactNode {
  const [isMoving, setMoving] = useState(false);
  const { status } = issue.fields;

  const move = async ({ id, name }: Transition): Promise<void> => {
    setMoving(true);
    closeFlag(REFUSED);
    try {
      await followTransition(issue.key, id);
    } catch (error) {
      // the words of the workflow's validator, when one of them refused
      showFlag({
        id: REFUSED,
        type: 'error',
        title: `“${name}” did not go through`,
        description: error instanceof Error ? error.message : String(error),
      });
    } finally {
      setMoving(false);
      onChange();
    }
  };

  if (issue.transitions.length === 0) {
    return (
      <p className="issue-status">
        <StatusLozenge name={status.name} category={status.statusCategory.key} />
      </p>
    );
  }
  return (
    <div className="issue-status">
      <DropdownMenu<HTMLButtonElement>
        trigger={({ triggerRef, isSelected = false, testId: _testId, ...props }) => (
          <Button
            {...props}
            ref={triggerRef}
            isSelected={isSelected}
            isLoading={isMoving}
            iconAfter={ChevronDown}
            appearance={status.statusCategory.key === 'new' ? 'default' : 'primary'}
          >
            {status.name}
          </Button>
        )}
      >
        <DropdownItemGroup title="Move to">
          {issue.transitions.map((transition) => (
            <DropdownItem
              key={transition.id}
              onClick={() => void move(transition)}
              elemAfter={
                <StatusLozenge name={transition.to.name} category={transition.to.statusCategory.key} />
              }
            >
              {transition.name}
            </DropdownItem>
          ))}
        </DropdownItemGroup>
      </DropdownMenu>
    </div>
  );
}
