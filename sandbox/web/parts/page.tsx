import Breadcrumbs, { BreadcrumbsItem } from '@atlaskit/breadcrumbs';
import Heading from '@atlaskit/heading';
import { useEffect, useId, type ReactNode } from 'react';

export interface Crumb {
  readonly text: string;
  readonly href: string;
}

interface PageProps {
  readonly title: string;
  readonly crumbs?: readonly Crumb[];
  /** Stands beside the title. */
  readonly actions?: ReactNode;
  readonly width?: 'narrow' | 'wide';
  readonly children: ReactNode;
}

/** A page of the product: where it lies, what it is called, its content. */
export function Page({ title, crumbs = [], actions, width = 'wide', children }: PageProps): ReactNode {
  useEffect(() => {
    document.title = `${title} - Sandbox`;
  }, [title]);
  return (
    <div className="page" data-width={width}>
      {crumbs.length === 0 ? null : (
        <Breadcrumbs label="Breadcrumbs">
          {crumbs.map(({ text, href }) => (
            <BreadcrumbsItem key={href} text={text} href={href} />
          ))}
        </Breadcrumbs>
      )}
      <div className="page-head">
        <Heading as="h1" size="large">
          {title}
        </Heading>
        {actions}
      </div>
      {children}
    </div>
  );
}

interface PanelProps {
  readonly title: string;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A titled box, such as the one around an app's panel. */
export function Panel({ title, actions, children }: PanelProps): ReactNode {
  const id = useId();
  return (
    <section className="panel" aria-labelledby={id}>
      <div className="panel-head">
        <Heading as="h2" size="small" id={id}>
          {title}
        </Heading>
        {actions}
      </div>
      <div className="panel-body">{children}</div>
    </section>
  );
}

/** A titled part of a page without a box. */
export function Section({ title, actions, children }: PanelProps): ReactNode {
  const id = useId();
  return (
    <section className="section" aria-labelledby={id}>
      <div className="panel-head">
        <Heading as="h2" size="small" id={id}>
          {title}
        </Heading>
        {actions}
      </div>
      {children}
    </section>
  );
}
