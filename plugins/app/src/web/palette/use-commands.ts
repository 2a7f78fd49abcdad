import { useEffect, useMemo, useState } from 'react';
import { useApi, useApiHolder, type ApiHolder } from '@portico/frontend-plugin-api';
import type { Command, CommandProvider } from '../../react/command-provider-blueprint.ts';
import { commandsApiRef } from './commands-api.ts';
import { useOwnProviders } from './own-providers.tsx';

/** The commands of one provider. */
export interface CommandGroup {
  title: string;
  commands: readonly Command[];
}

interface Found {
  text: string;
  groups: readonly (CommandGroup | undefined)[];
  failures: readonly { source: string; error: unknown }[];
  pending: number;
}

const pauseMilliseconds = 80;
const mostPerGroup = 8;

/** The commands of all providers for a text. What comes late fills in; what fails is named, and the rest stays. */
export function useCommands(text: string): {
  groups: CommandGroup[];
  failures: Found['failures'];
  /** Whether the groups are those of an earlier text. */
  isBehind: boolean;
  isSearching: boolean;
} {
  const apis = useApiHolder();
  const added = useApi(commandsApiRef).providers;
  const own = useOwnProviders();
  const providers = useMemo(() => [...own, ...added], [own, added]);
  const [found, setFound] = useState<Found>({ text: '', groups: [], failures: [], pending: 1 });
  const needle = text.trim();
  useEffect(() => {
    const controller = new AbortController();
    const timer = setTimeout(
      () => search({ providers, text: needle, apis, signal: controller.signal, onChange: setFound }),
      needle === '' ? 0 : pauseMilliseconds,
    );
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [providers, needle, apis]);
  const groups = found.groups.filter(
    group => group !== undefined && group.commands.length > 0,
  ) as CommandGroup[];
  const isBehind = found.text !== needle;
  return { groups, failures: found.failures, isBehind, isSearching: isBehind || found.pending > 0 };
}

function search({
  providers,
  text,
  apis,
  signal,
  onChange,
}: {
  providers: readonly CommandProvider[];
  text: string;
  apis: ApiHolder;
  signal: AbortSignal;
  onChange(change: (before: Found) => Found): void;
}): void {
  const first: Found = {
    text,
    groups: providers.map(() => undefined),
    failures: [],
    pending: providers.length,
  };
  let isFirst = true;
  const update = (change: (before: Found) => Found): void => {
    if (signal.aborted) return;
    const start = isFirst;
    isFirst = false;
    onChange(before => change(start ? first : before));
  };
  providers.forEach((provider, index) => {
    void Promise.resolve()
      .then(() => provider.search(text, { apis, signal }))
      .then(
        commands =>
          update(before => ({
            ...before,
            pending: before.pending - 1,
            groups: before.groups.with(index, {
              title: provider.title,
              commands: commands.slice(0, mostPerGroup),
            }),
          })),
        (error: unknown) =>
          update(before => ({
            ...before,
            pending: before.pending - 1,
            failures: [...before.failures, { source: provider.title, error }],
          })),
      );
  });
}
