import SectionMessage from '@atlaskit/section-message';
import { memo, type ReactNode } from 'react';
import type { ForgeNode } from './forge-doc';
import { notDrawn } from './not-drawn';
import { useSurface } from './surface-context';

/** Draws elements of a surface, each by the table of components. */
export function NodeList({ nodes }: { readonly nodes: readonly ForgeNode[] }): ReactNode {
  return nodes.map((node) => <NodeView key={node.key} node={node} />);
}

export const NodeView = memo(function NodeView({ node }: { readonly node: ForgeNode }): ReactNode {
  const { renderers } = useSurface();
  const Component = Object.hasOwn(renderers, node.type) ? renderers[node.type] : undefined;
  return Component ? <Component node={node} /> : <Unknown node={node} />;
});

/** A component that the sandbox cannot draw must never pass for one that draws nothing. */
function Unknown({ node }: { readonly node: ForgeNode }): ReactNode {
  const { report } = useSurface();
  report(`The sandbox does not draw <${node.type}>.`);
  const reason = Object.hasOwn(notDrawn, node.type) ? notDrawn[node.type] : undefined;
  return (
    <div data-unknown-component={node.type}>
      <SectionMessage appearance="error" title={`The sandbox does not draw <${node.type}>`}>
        {reason}
        <NodeList nodes={node.children} />
      </SectionMessage>
    </div>
  );
}
