import { createElement } from 'react';
import { ElementProp, partOf, snapshot, textOf, type Copies } from '../../sandbox/web/ui-kit/forge-doc';

const doc = (type: string, props: Record<string, unknown> = {}, children: unknown[] = []): unknown => ({
  type,
  key: type,
  props,
  children,
});

it('is a copy: what the app’s reconciler changes later does not reach it', () => {
  const child = { type: 'String', key: 'a', props: { text: 'before' }, children: [] };
  const root = { type: 'Root', key: 'root', props: {}, children: [child] };
  const copy = snapshot(root);
  child.props.text = 'after';
  root.children.pop();
  expect(textOf(copy)).toBe('before');
});

it('is the same object where nothing has changed since the last copy', () => {
  const text = { type: 'String', key: 'a', props: { text: 'before' }, children: [] };
  const changed = { type: 'Text', key: 'b', props: {}, children: [text] };
  const root = { type: 'Root', key: 'root', props: {}, children: [changed, doc('Text')] };
  const copies: Copies = new WeakMap();
  const first = snapshot(root, copies);
  text.props.text = 'after';
  const second = snapshot(root, copies);
  expect(second.children[1]).toBe(first.children[1]);
  expect(textOf(first)).toBe('before');
  expect(textOf(second)).toBe('after');
});

it('puts right what an older @forge/react leaves in the properties after an update', () => {
  const onClick = (): void => undefined;
  const created = snapshot(doc('Textfield', { id: 'forge-app-0a1b2-seats', onClick }));
  const updated = snapshot(doc('Textfield', { id: 'seats', onClick, children: createElement('Text') }));
  expect(updated.props).toEqual(created.props);
  expect(updated.props).toEqual({ id: 'seats', onClick });
});

it('takes elements in properties apart, so that they can be drawn', () => {
  const action = createElement('Button', { appearance: 'primary' }, 'Ask ', 3, ' people');
  const { primaryAction } = snapshot(doc('EmptyState', { primaryAction: action })).props;
  const [button] = primaryAction instanceof ElementProp ? primaryAction.nodes : [];
  expect(button).toMatchObject({ type: 'Button', props: { appearance: 'primary' } });
  expect(button && textOf(button)).toBe('Ask 3 people');
});

it('names a component in a property, which nobody renders', () => {
  const Own = (): null => null;
  const { actions } = snapshot(doc('SectionMessage', { actions: [createElement(Own)] })).props;
  expect(actions instanceof ElementProp && actions.nodes[0]?.type).toBe('component Own in a property');
});

it('finds the parts of a composite component', () => {
  const wrapper = doc('ContentWrapper', { name: 'head' }, [doc('Cell', { cellKey: 'a' })]);
  const table = snapshot(doc('DynamicTable', {}, [wrapper]));
  expect(partOf(table, 'head').map(({ props }) => props['cellKey'])).toEqual(['a']);
  expect(partOf(table, 'rows')).toEqual([]);
});

it('refuses what is no forgeDoc', () => {
  expect(() => snapshot('text')).toThrow('This is no forgeDoc.');
});
