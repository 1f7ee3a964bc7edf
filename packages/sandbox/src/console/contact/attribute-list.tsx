import type { VNode } from 'preact';
import type { Attributes, AttributeValue } from '../../protocol';
import { shownText, shownValue } from '../model/shown-text';
import { DefinitionList } from '../parts/definition-list';
import { ShowMore, useLimit } from '../parts/show-more';

export function AttributeList({ attributes }: { attributes: Attributes }): VNode {
  const [limit, more] = useLimit(12, 50);
  const all = Object.entries(attributes);
  if (all.length === 0) {
    return (
      <p class="quiet">
        None. <code>identify</code> and <code>setUserAttributes</code> set them.
      </p>
    );
  }
  return (
    <>
      <DefinitionList
        name="Attributes"
        items={all.slice(0, limit).map(([name, value]) => ({
          term: shownText(name, 100),
          value: <Value value={value} />,
        }))}
      />
      <ShowMore hidden={all.length - limit} of="attributes" onMore={more} />
    </>
  );
}

// The type is fixed by the first use, so "1" and 1 must not look alike.
function Value({ value }: { value: AttributeValue }): VNode {
  return typeof value === 'string' ? <span>{shownText(value)}</span> : <code>{shownValue(value)}</code>;
}
