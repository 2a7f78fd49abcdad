import {
  coreExtensionData,
  createExtensionInput,
  translated,
  type AppNode,
} from '@portico/frontend-plugin-api';
import {
  EntityContentBlueprint,
  entityCardLeadsRef,
  entityCardTypeRef,
  entityContentLayoutComponentRef,
  entityFilterExpressionRef,
  entityFilterFunctionRef,
} from '../../react.ts';
import { entityTranslationRef } from './entity-translation.ts';
import { toFilter } from './to-filter.ts';

const filterData = [entityFilterFunctionRef.optional(), entityFilterExpressionRef.optional()];

/** The first tab of an entity's page, which other extensions fill with cards and may arrange with layouts. */
export const overview = EntityContentBlueprint.makeWithOverrides({
  name: 'overview',
  inputs: {
    layouts: createExtensionInput([entityContentLayoutComponentRef, ...filterData]),
    cards: createExtensionInput([
      coreExtensionData.reactElement,
      entityCardTypeRef.optional(),
      entityCardLeadsRef.optional(),
      ...filterData,
    ]),
  },
  factory(makeContent, { node, inputs }) {
    const cards = inputs.cards
      .toSorted((a, b) => rank(a, node) - rank(b, node))
      .map(card => ({
        id: card.node.spec.id,
        type: card.get(entityCardTypeRef),
        leads: card.get(entityCardLeadsRef) ?? false,
        element: card.get(coreExtensionData.reactElement),
        isFor: toFilter(card),
      }));
    const layouts = inputs.layouts.map(layout => ({
      Layout: layout.get(entityContentLayoutComponentRef),
      isFor: toFilter(layout),
    }));
    return makeContent({
      path: '/',
      title: translated(entityTranslationRef, 'tab.overview'),
      group: 'overview',
      icon: 'dashboard',
      loader: async () => {
        const { Overview } = await import('./overview.tsx');
        return <Overview cards={cards} layouts={layouts} />;
      },
    });
  },
});

/** First what the configuration puts into an order, then what leads, then the cards of the page's own plugin, then those of others. */
function rank(
  card: { node: AppNode; get(ref: typeof entityCardLeadsRef): boolean | undefined },
  page: AppNode,
): number {
  const { report, spec } = card.node;
  if (report?.configIndex !== undefined) return 0;
  if (card.get(entityCardLeadsRef)) return 1;
  return spec.plugin.pluginId === page.spec.plugin.pluginId ? 2 : 3;
}
