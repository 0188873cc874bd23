import { ExportText } from '../../components/export-text';
import { policyMessages } from './messages';
import { call } from './use-policy';

/** A version as the document that imports as the same. */
export const ExportDocument = ({ version }: { readonly version: number }) => (
  <ExportText
    label={policyMessages.export.action}
    title={policyMessages.export.title(version)}
    load={async () => (await call('policy/export', { version })).text}
    download={() => call('policy/download', { version })}
  />
);
