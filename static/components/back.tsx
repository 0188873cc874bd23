import { Button, Inline } from '@forge/react';

/** The way from one thing back to the list of all. */
export const Back = ({ label, onBack }: { readonly label: string; readonly onBack: () => void }) => (
  <Inline>
    <Button appearance="subtle" iconBefore="arrow-left" onClick={onBack}>
      {label}
    </Button>
  </Inline>
);
