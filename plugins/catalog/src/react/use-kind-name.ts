import { useTranslationRef } from '@portico/frontend-plugin-api';
import { catalogReactTranslationRef } from './catalog-react-translation.ts';

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

/** Names kinds in the language of the user; those that are not built in as they name themselves. */
export function useKindName(): (kind: string) => string {
  const { t } = useTranslationRef(catalogReactTranslationRef);
  return kind => {
    const known = builtIn.find(name => name === kind.toLowerCase());
    return known ? t(`kind.${known}`) : kind;
  };
}
