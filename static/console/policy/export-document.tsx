import { ExportText } from '../../components/export-text';
import { call } from './use-policy';

/** A version as the document that imports as the same. */
export const ExportDocument = ({ version }: { readonly version: number }) => (
  <ExportText
    label="Export JSON"
    title={`Policy version ${version} as JSON`}
    language="json"
    load={async () => (await call('policy/export', { version })).text}
  />
);
