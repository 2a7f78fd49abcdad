import { cloneElement, useEffect, useMemo, useState, type ReactElement, type ReactNode } from 'react';
import { useIsFetching } from '@tanstack/react-query';
import type { KindDefinition, ModelBase } from '@portico/catalog-model';
import { iconsApiRef, useOptionalApi, type IconsApi } from '@portico/frontend-plugin-api';
import { builtinKindLooks, KindLooksProvider, type KindLook, type KindLooks } from '@portico/ui';
import type { Icon } from '@portico/ui/icons';
import { useCatalogModel } from '../../react/catalog-model-query.ts';

/** How long nothing is asked for before a page counts as complete, in milliseconds. */
const pauses = { afterAnswers: 150, withoutAny: 3000 };

/** Gives kinds the icons and hues of the model, which it asks for once the page has what it begins with. */
export function ModelKindLooks({ children }: { children: ReactNode }) {
  const { data: model } = useCatalogModel({ isNeeded: useIsPageComplete() });
  const icons = useOptionalApi(iconsApiRef);
  const looks = useMemo(() => (model ? toKindLooks(model, icons) : {}), [model, icons]);
  return <KindLooksProvider looks={looks}>{children}</KindLooksProvider>;
}

/** The looks that a model declares, and those of kinds for which the app has an icon under `kind:<kind>`. */
export function toKindLooks(model: Pick<ModelBase, 'kinds'>, icons: IconsApi | undefined): KindLooks {
  return Object.fromEntries(model.kinds.map(kind => [kind.kind.toLowerCase(), toLook(kind, icons)]));
}

function toLook({ kind, display = {} }: KindDefinition, icons: IconsApi | undefined): Partial<KindLook> {
  const isBuiltIn = Object.hasOwn(builtinKindLooks, kind.toLowerCase());
  const key = display.icon ?? (isBuiltIn ? undefined : `kind:${kind.toLowerCase()}`);
  const element = key === undefined ? undefined : icons?.icon(key);
  return {
    ...(element && { icon: toIcon(element) }),
    ...(display.hue !== undefined && { hue: display.hue }),
  };
}

/** An icon of the app in the size that is asked for, whether it listens to that or is as large as the text around it. */
function toIcon(element: ReactElement): Icon {
  return function AppKindIcon({ size = 16, className, label }) {
    return (
      <span
        className={className}
        style={{ display: 'inline-flex', fontSize: size }}
        {...(label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
      >
        {cloneElement(element as ReactElement<{ size: number | string }>, { size })}
      </span>
    );
  };
}

/** Whether what the page asked for first is there. A page that asks for nothing is complete soon as well. */
function useIsPageComplete(): boolean {
  const [isComplete, setComplete] = useState(false);
  const [hasAsked, setAsked] = useState(false);
  const isFetching = useIsFetching() > 0;
  useEffect(() => {
    if (isFetching) setAsked(true);
    if (isComplete || isFetching) return undefined;
    const timer = setTimeout(() => setComplete(true), hasAsked ? pauses.afterAnswers : pauses.withoutAny);
    return () => clearTimeout(timer);
  }, [isComplete, hasAsked, isFetching]);
  return isComplete;
}
