import { useEffect, useRef, useState, type ReactNode } from 'react';

interface SidewaysScrollProps {
  /** What the content is called, for those who reach it by keyboard. */
  readonly label: string;
  readonly children: ReactNode;
}

/** Lets wide content such as a table scroll within its place; reachable by keyboard while it does. */
export function SidewaysScroll({ label, children }: SidewaysScrollProps): ReactNode {
  const box = useRef<HTMLDivElement>(null);
  const [scrolls, setScrolls] = useState(false);
  useEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(() => {
      setScrolls(element.scrollWidth > element.clientWidth);
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
    };
  }, []);
  return (
    <div
      ref={box}
      className="scrolls-sideways"
      {...(scrolls ? { tabIndex: 0, role: 'region', 'aria-label': `${label}, scrolls sideways` } : {})}
    >
      {children}
    </div>
  );
}
