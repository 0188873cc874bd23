import type { ReactNode } from 'react';
import { NodeList } from '../node-list';
import type { Props } from '../props';

/** What the app passed in a property to be drawn there: text or elements. */
export function slot(props: Props, name: string): ReactNode {
  const nodes = props.elements(name);
  return nodes.length === 0 ? undefined : <NodeList nodes={nodes} />;
}
