import { median, type Row } from '../report.ts';
import type { MainThread } from './trace.ts';
import type { Turns } from './turns.ts';
import type { Visits } from './visits.ts';

/** Seconds of builds, by runs. */
export interface Builds {
  portico: number[];
  peer: number[];
}

/** What a row says: the figures of both sides, and what is to be reached, of the figure or of the ratio. */
interface Line {
  what: string;
  own: number[];
  peer?: number[];
  most?: number;
  mostRatio?: number;
}

/** The table of the bench: medians, and the median of the ratios of each run. */
export function toRows({ portico, peer, lists, graphs, builds }: Turns & { builds: Builds }): Row[] {
  const both = (of: (visits: Visits) => number): Pick<Line, 'own' | 'peer'> => ({
    own: portico.map(of),
    peer: peer.map(of),
  });
  const lines: Line[] = [
    { what: 'first visit: rows, ms', ...both(visits => visits.first.ms), mostRatio: 0.35 },
    { what: 'first visit: main thread, ms of a processor', ...both(visits => visits.first.cpuMs) },
    { what: 'first visit: JavaScript, kB', ...both(visits => visits.first.scriptKb), most: 250 },
    { what: 'first visit: JavaScript, requests', ...both(visits => visits.first.scripts) },
    { what: 'first visit: everything, kB', ...both(visits => visits.first.allKb) },
    { what: 'first visit: everything, requests', ...both(visits => visits.first.requests) },
    { what: 'second visit: rows, ms', ...both(visits => visits.second.ms) },
    { what: 'to an entity, ms', ...both(visits => visits.entity.ms), most: 100 },
    { what: 'to an entity: main thread, ms of a processor', ...both(visits => visits.entity.cpuMs) },
    { what: 'back to the list, ms', ...both(visits => visits.back.ms), most: 100 },
    { what: 'back: main thread, ms of a processor', ...both(visits => visits.back.cpuMs) },
    ...longest(
      'scrolling',
      lists.map(list => list.scrolling),
      100,
    ),
    { what: 'scrolling: rows', own: lists.map(list => list.rows) },
    ...longest(
      'typing',
      lists.map(list => list.typing),
      100,
    ),
    { what: 'graph: first picture, ms', own: graphs.map(graph => graph.firstPictureMs), most: 2000 },
    ...longest(
      'graph, panning',
      graphs.map(graph => graph.panning),
      50,
    ),
    { what: 'production build, s', own: builds.portico, peer: builds.peer, most: 30 },
  ];
  return lines.map(toRow);
}

function longest(what: string, threads: MainThread[], most: number): Line[] {
  return [
    { what: `${what}: longest task, ms`, own: threads.map(({ longestMs }) => longestMs), most },
    { what: `${what}: the same, ms of a processor`, own: threads.map(({ longestCpuMs }) => longestCpuMs) },
  ];
}

function toRow({ what, own, peer = [], most, mostRatio }: Line): Row {
  const value = median(own);
  const ratio = median(peer.map((theirs, run) => (own[run] ?? Number.NaN) / theirs));
  const isMet = value <= (most ?? Infinity) && !(ratio > (mostRatio ?? Infinity));
  const target = most === undefined ? mostRatio && `ratio <= ${mostRatio}` : `<= ${most}`;
  return {
    what,
    Portico: round(value),
    peer: peer.length > 0 ? round(median(peer)) : '',
    ratio: peer.length > 0 ? round(ratio, 2) : '',
    target: target ?? '',
    met:
      target === undefined ? '' : mostRatio !== undefined && peer.length === 0 ? '?' : isMet ? 'yes' : 'no',
  };
}

function round(value: number, digits = value < 100 ? 1 : 0): number {
  return Number(value.toFixed(digits));
}
