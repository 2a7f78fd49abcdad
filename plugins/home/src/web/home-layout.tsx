import { useMemo, useState } from 'react';
import { Button } from '@mantine/core';
import {
  configApiRef,
  storageApiRef,
  useApi,
  useTexts,
  useTranslationRef,
} from '@portico/frontend-plugin-api';
import { useObservable } from '@portico/plugin-app/react';
import { Content, EmptyState, Header, MenuButton, Page } from '@portico/ui';
import { IconLayoutDashboard, IconPlus } from '@portico/ui/icons';
import { HOME_STORAGE_BUCKET, HOME_STORAGE_KEY } from '../index.ts';
import type { HomePageLayoutProps } from '../react/home-page-layout-blueprint.ts';
import {
  clampWidth,
  defaultArrangement,
  moveWidget,
  parseArrangement,
  place,
  serializeArrangement,
  type PlacedWidget,
} from './arrangement.ts';
import { homeTranslationRef } from './home-translation.ts';
import classes from './home.module.css';
import { WidgetFrame } from './widget-frame.tsx';

/** The start page: widgets in a grid of twelve columns, which every user arranges for themselves. */
export function HomeLayout({ widgets, defaultConfig }: HomePageLayoutProps) {
  const { t } = useTranslationRef(homeTranslationRef);
  const organization = useApi(configApiRef).getOptionalString('organization.name');
  const { placed, save, restore } = useArrangement({ widgets, defaultConfig });
  const [isArranging, setArranging] = useState(false);
  const toWords = useTexts(widgets.flatMap(({ title, description }) => [title, description]));
  if (!placed) return null;
  const shown = placed.flatMap(item => {
    const widget = widgets.find(({ name }) => name === item.name);
    return widget ? [{ item, widget }] : [];
  });
  const addable = widgets.filter(({ name }) => !placed.some(item => item.name === name));
  const change = (index: number, changes: Partial<PlacedWidget>) =>
    save(placed.map((item, at) => (at === index ? { ...item, ...changes } : item)));
  return (
    <Page title={t('title')}>
      <Header
        title={organization ? t('welcomeTo', { organization }) : t('title')}
        breadcrumbs={[{ title: t('title') }]}
        actions={
          isArranging ? (
            <>
              <MenuButton
                label={t('add')}
                icon={<IconPlus size={14} />}
                isDisabled={addable.length === 0}
                entries={addable.map(widget => ({
                  id: widget.name ?? '',
                  label: toWords(widget.title ?? widget.name ?? ''),
                  description: widget.description && toWords(widget.description),
                  onClick: () => save([...placed, place(widget, crypto.randomUUID().slice(0, 8))]),
                }))}
              />
              <Button variant="default" onClick={restore}>
                {t('restore')}
              </Button>
              <Button onClick={() => setArranging(false)}>{t('done')}</Button>
            </>
          ) : (
            <Button
              variant="default"
              leftSection={<IconLayoutDashboard size={14} />}
              onClick={() => setArranging(true)}
            >
              {t('arrange')}
            </Button>
          )
        }
      />
      <Content>
        {shown.length === 0 && (
          <EmptyState icon={IconLayoutDashboard} title={t('empty')} text={t('emptyHint')} />
        )}
        <div className={classes['grid']}>
          {shown.map(({ item, widget }) => {
            const index = placed.indexOf(item);
            return (
              <WidgetFrame
                key={item.id}
                item={item}
                title={toWords(widget.title ?? item.name)}
                index={index}
                isArranging={isArranging}
                onMove={to => save(moveWidget(placed, index, to))}
                onMoveHere={from => save(moveWidget(placed, from, index))}
                onResize={by => change(index, { width: clampWidth(item.width + by, widget) })}
                onRemove={() => save(placed.filter(other => other !== item))}
              >
                {widget.component}
              </WidgetFrame>
            );
          })}
        </div>
      </Content>
    </Page>
  );
}

function useArrangement({
  widgets,
  defaultConfig,
}: Pick<HomePageLayoutProps, 'widgets'> & { defaultConfig: HomePageLayoutProps['defaultConfig'] }) {
  const storage = useApi(storageApiRef);
  const bucket = useMemo(() => storage.forBucket(HOME_STORAGE_BUCKET), [storage]);
  const stored = useObservable(
    useMemo(() => bucket.observe$<string>(HOME_STORAGE_KEY), [bucket]),
    bucket.snapshot<string>(HOME_STORAGE_KEY),
  );
  const initial = useMemo(() => defaultArrangement(widgets, defaultConfig), [widgets, defaultConfig]);
  const placed = useMemo(
    () => (stored.presence === 'present' ? (parseArrangement(stored.value) ?? initial) : initial),
    [stored, initial],
  );
  return {
    /** Not yet known while the storage is asked. */
    placed: stored.presence === 'unknown' ? undefined : placed,
    save: (next: readonly PlacedWidget[]) => void bucket.set(HOME_STORAGE_KEY, serializeArrangement(next)),
    restore: () => void bucket.remove(HOME_STORAGE_KEY),
  };
}
