import { useMemo, useState } from 'react';
import { Button } from '@mantine/core';
import { useTranslationRef } from '@portico/frontend-plugin-api';
import {
  ColumnMenu,
  DataTable,
  EntityLink,
  Facets,
  FilterChips,
  SearchField,
  TableToolbar,
  Tag,
  type TableColumn,
  type TableSort,
} from '@portico/ui';
import classes from './gallery.module.css';
import { galleryTranslationRef } from './gallery-translation.ts';

interface Thing {
  name: string;
  kind: string;
  team: string;
  calls: number;
}

const kinds = ['component', 'api', 'resource', 'system'];
const things: readonly Thing[] = Array.from({ length: 10_000 }, (_, index) => ({
  name: `${['payments', 'orders', 'search', 'billing', 'media'][index % 5]}-${index}`,
  kind: kinds[index % 4] ?? 'component',
  team: `team-${'abcdefghijkl'[index % 12]}`,
  calls: (index * 7919) % 100_000,
}));

const columns: readonly (Omit<TableColumn<Thing>, 'title'> & {
  title: 'name' | 'kind' | 'owner' | 'calls';
})[] = [
  {
    id: 'name',
    title: 'name',
    isSortable: true,
    render: row => <EntityLink kind={row.kind} title={row.name} to={`#${row.name}`} />,
  },
  { id: 'kind', title: 'kind', width: '120px', render: row => <Tag>{row.kind}</Tag> },
  { id: 'team', title: 'owner', width: '140px', hideBelow: 'medium', render: row => row.team },
  {
    id: 'calls',
    title: 'calls',
    width: '110px',
    align: 'end',
    isSortable: true,
    hideBelow: 'wide',
    render: row => row.calls.toLocaleString(),
  },
];

/** A table of ten thousand rows with facets, chips, search, selection and columns to choose. */
export function ListExamples() {
  const { t } = useTranslationRef(galleryTranslationRef);
  const [sort, setSort] = useState<TableSort>({ column: 'name', direction: 'asc' });
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [teams, setTeams] = useState<string[]>([]);
  const [search, setSearch] = useState('');
  const [hidden, setHidden] = useState<string[]>([]);
  const named = columns.map(column => ({ ...column, title: t(column.title) }));
  const rows = useMemo(() => choose({ teams, search, sort }), [teams, search, sort]);
  const chips = teams.map(team => ({
    id: team,
    label: t('owner'),
    value: team,
    onRemove: () => setTeams(teams.filter(other => other !== team)),
  }));
  return (
    <div className={classes['columns']}>
      <Facets
        label={t('filters')}
        groups={[
          { id: 'team', title: t('owner'), options: teamOptions, selected: teams, onChange: setTeams },
        ]}
      />
      <div>
        <TableToolbar
          total={rows.length}
          selected={selected.size}
          bulkActions={
            <Button variant="default" onClick={() => setSelected(new Set())}>
              {t('clear')}
            </Button>
          }
        >
          <SearchField label={t('find')} value={search} onChange={setSearch} />
          <ColumnMenu columns={named} hidden={hidden} onChange={setHidden} />
        </TableToolbar>
        <FilterChips chips={chips} onClear={() => setTeams([])} />
        <DataTable
          label={t('things')}
          columns={named.filter(({ id }) => !hidden.includes(id))}
          rows={rows}
          rowKey={row => row.name}
          total={rows.length}
          sort={sort}
          onSortChange={setSort}
          selection={{ selected, onChange: setSelected, nameOf: row => row.name }}
        />
      </div>
    </div>
  );
}

const teamOptions = [...new Set(things.map(({ team }) => team))].map(team => ({
  value: team,
  count: things.filter(thing => thing.team === team).length,
}));

function choose({ teams, search, sort }: { teams: string[]; search: string; sort: TableSort }): Thing[] {
  const sign = sort.direction === 'asc' ? 1 : -1;
  return things
    .filter(thing => (teams.length === 0 || teams.includes(thing.team)) && thing.name.includes(search))
    .sort((a, b) => sign * (sort.column === 'calls' ? a.calls - b.calls : a.name.localeCompare(b.name)));
}
