import { useTranslationRef } from '@portico/frontend-plugin-api';
import { useCatalogModel } from './catalog-model-query.ts';
import { catalogReactTranslationRef } from './catalog-react-translation.ts';
import { findKind } from './kind-fields.ts';

const builtIn = [
  'component',
  'api',
  'resource',
  'system',
  'domain',
  'group',
  'user',
  'template',
  'location',
] as const;

/** Whether a kind is one that every catalog has, with cards and columns of its own. */
export function isBuiltInKind(kind: string): boolean {
  return findBuiltIn(kind) !== undefined;
}

/** Names a built-in kind with the words of a translation; any other stays as it is given. */
export function nameKind(t: (key: `kind.${(typeof builtIn)[number]}`) => string, kind: string): string {
  const known = findBuiltIn(kind);
  return known ? t(`kind.${known}`) : kind;
}

/**
 * Names kinds: the built-in ones in the language of the user, those of the
 * organisation as its model writes them, and others as they are given.
 */
export function useKindName(): (kind: string) => string {
  const { t } = useTranslationRef(catalogReactTranslationRef);
  const { data: model } = useCatalogModel();
  return kind => nameKind(t, findKind(model, kind)?.kind ?? kind);
}

/** Names kinds as {@link useKindName} does, for many: "Components". Without a plural, a kind keeps its name. */
export function useKindPlural(): (kind: string) => string {
  const { t } = useTranslationRef(catalogReactTranslationRef);
  const { data: model } = useCatalogModel();
  return kind => {
    const definition = findKind(model, kind);
    const known = findBuiltIn(kind);
    if (known) return t(`kinds.${known}`);
    return definition?.display?.plural ?? definition?.kind ?? kind;
  };
}

function findBuiltIn(kind: string): (typeof builtIn)[number] | undefined {
  return builtIn.find(name => name === kind.toLowerCase());
}
