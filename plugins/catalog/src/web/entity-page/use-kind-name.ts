import { useTranslationRef } from '@portico/frontend-plugin-api';
import { entityTranslationRef } from './entity-translation.ts';

/** Names kinds in the language of the user; those that are not built in as they name themselves. */
export function useKindName(): (kind: string) => string {
  const { t } = useTranslationRef(entityTranslationRef);
  const names: Record<string, string> = {
    component: t('kind.component'),
    api: t('kind.api'),
    resource: t('kind.resource'),
    system: t('kind.system'),
    domain: t('kind.domain'),
    group: t('kind.group'),
    user: t('kind.user'),
    template: t('kind.template'),
    location: t('kind.location'),
  };
  return kind => {
    const key = kind.toLowerCase();
    return (Object.hasOwn(names, key) ? names[key] : undefined) ?? kind;
  };
}
