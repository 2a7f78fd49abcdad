import { formatProblem } from '@portico/catalog-model';
import type {
  EntityExplanation,
  ExplainedAncestor,
  ExplainedConflict,
  ExplainedFetch,
  ExplainedSource,
} from '@portico/catalog-client';
import { formatColumns } from '../print.ts';

/** An explanation as people read it in a terminal: the answer first, then what it rests on. */
export function formatExplanation(explanation: EntityExplanation): string {
  const { entityRef, state, summary, uid } = explanation;
  const sections: [string, string[]][] = [
    ['Declared by', explanation.sources.map(describeSource)],
    ['Comes from', describeChain(explanation.chain)],
    ['Last fetch', explanation.fetch ? describeFetch(explanation.fetch) : []],
    ['Faults', explanation.problems.map(formatProblem)],
    ['Errors', explanation.errors.map(({ name, message }) => `${name}: ${message}`)],
    [
      'Rules',
      explanation.rules.map(
        ({ decision, location, rule, reason }) =>
          `${decision} at ${location}${rule === undefined ? '' : ` by ${rule}`}: ${reason}`,
      ),
    ],
    ['Conflicts', explanation.conflicts.map(describeConflict)],
    [
      'Processors of the last run',
      formatLines(
        explanation.processors.map(({ name, stages, durationMs }) => [
          name,
          formatDuration(durationMs),
          stages.join(', '),
        ]),
      ),
    ],
    ['Checks', describeSchedule(explanation.schedule)],
    ['Permission', [describePermission(explanation.permission)]],
    ['Did you mean', explanation.similar],
  ];
  return [
    `${entityRef} is ${state}${uid === undefined ? '' : ` (uid ${uid})`}`,
    summary,
    ...sections.flatMap(([title, lines]) =>
      lines.length === 0 ? [] : ['', `${title}:`, ...lines.map(line => `  ${line}`)],
    ),
  ].join('\n');
}

function describeSource(source: ExplainedSource): string {
  const { type, name, locationKey, lastSeenAt } = source;
  const key = locationKey === undefined ? '' : `, location key ${locationKey}`;
  const seen = lastSeenAt === undefined ? '' : `, last seen ${lastSeenAt}`;
  return `${type} ${name}${key}${seen}${describeHeldRemoval(source)}`;
}

function describeHeldRemoval({ removalHeldSince }: ExplainedSource | ExplainedAncestor): string {
  return removalHeldSince === undefined ? '' : `, removal held back since ${removalHeldSince}`;
}

function describeChain(chain: readonly ExplainedAncestor[]): string[] {
  return chain.map((ancestor, depth) => {
    const { entityRef, location, provider } = ancestor;
    const origin = provider === undefined ? '' : ` (provider ${provider}${describeHeldRemoval(ancestor)})`;
    const place = location === undefined ? '' : ` at ${location}`;
    return `${'  '.repeat(depth)}${depth > 0 ? '└ ' : ''}${entityRef}${origin}${place}`;
  });
}

function describeFetch({ location, at, outcome, status, durationMs, error }: ExplainedFetch): string[] {
  const facts = [
    outcome,
    ...(status === undefined ? [] : [`status ${status}`]),
    ...(durationMs === undefined ? [] : [formatDuration(durationMs)]),
  ];
  return [`${location}`, `${at}: ${facts.join(', ')}`, ...(error ? [`${error.name}: ${error.message}`] : [])];
}

function describeConflict({ winner, loser, lastSeenAt, reason }: ExplainedConflict): string {
  return `${describeSource(winner)} wins over ${describeSource(loser)}, last seen ${lastSeenAt}: ${reason}`;
}

function describeSchedule(schedule: EntityExplanation['schedule']): string[] {
  const times = [
    ['first seen', schedule.firstSeenAt],
    ['last processed', schedule.lastProcessedAt],
    ['last in order', schedule.lastSuccessAt],
    ['last changed', schedule.lastChangedAt],
    ['next check', schedule.nextCheckAt],
  ].flatMap(([name, time]) => (name === undefined || time === undefined ? [] : [[name, time]]));
  return [...formatLines(times), schedule.reason];
}

function describePermission({ permission, decision, conditional }: EntityExplanation['permission']): string {
  return `${permission}: ${decision}${conditional ? ', by what is in the entity' : ''}`;
}

function formatLines(rows: readonly (readonly string[])[]): string[] {
  return rows.length === 0 ? [] : formatColumns(rows).split('\n');
}

function formatDuration(milliseconds: number): string {
  return milliseconds < 10 ? `${milliseconds.toFixed(1)} ms` : `${Math.round(milliseconds)} ms`;
}
