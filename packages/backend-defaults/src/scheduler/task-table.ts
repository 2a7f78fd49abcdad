import { serializeError } from '@portico/errors';
import type { Knex } from 'knex';
import { nextRun, toMilliseconds, type TaskSettings } from './task-settings.ts';

const tableName = 'backstage_backend_tasks__tasks';

/** What the database knows of a task. */
export interface TaskRow {
  id: string;
  settings: TaskSettings;
  /** Whose run it is that is going on. */
  ticket: string | undefined;
  /** Milliseconds until it is due, by the clock of the database; absent if it waits to be triggered. */
  dueIn: number | undefined;
  /** Milliseconds until the run that is going on is given up. */
  expiresIn: number | undefined;
  startedAt: string | undefined;
  expiresAt: string | undefined;
  nextAt: string | undefined;
  lastRunEndedAt: string | undefined;
  lastRunError: string | undefined;
}

/** How a run ended. */
export interface RunEnd {
  settings: TaskSettings;
  error?: unknown;
  interrupted?: boolean;
}

interface Clock {
  now: Knex.Raw;
  /** So many milliseconds after now. */
  after(milliseconds: number): Knex.Raw;
  at(time: Date): Knex.Raw;
  /** So many milliseconds after the run was due, but not in the past. */
  afterDue(milliseconds: number): Knex.Raw;
  /** Milliseconds from now until the time in a column. */
  until(column: string): Knex.Raw;
}

const idle = { current_run_ticket: null, current_run_started_at: null, current_run_expires_at: null };

/**
 * The table of a plugin's global tasks, in a database that was migrated for
 * it. Each change is one statement, so that of several instances one wins.
 * Times are those of the database, not of the instance.
 */
export class TaskTable {
  readonly #knex: Knex;
  readonly #clock: Clock;

  constructor(knex: Knex) {
    this.#knex = knex;
    this.#clock = knex.client.config.client === 'pg' ? postgresClock(knex) : sqliteClock(knex);
  }

  /** Adds a task, or changes its settings. It keeps when it is due, unless its schedule now says sooner. */
  async register(id: string, settings: TaskSettings): Promise<void> {
    const regular = this.#next(settings, 'now');
    const delay = settings.initialDelayDuration;
    const isDuration = settings.cadence.startsWith('P');
    const first = delay ? this.#clock.after(toMilliseconds(delay)) : isDuration ? this.#clock.now : regular;
    const due = `${tableName}.next_run_start_at`;
    const kept = this.#knex.raw('case when ?? is null or ? < ?? then ? else ?? end', [
      due,
      regular,
      due,
      regular,
      due,
    ]);
    const settingsJson = JSON.stringify(settings);
    await this.#rows()
      .insert({ id, settings_json: settingsJson, next_run_start_at: first })
      .onConflict('id')
      .merge({ settings_json: settingsJson, next_run_start_at: kept });
  }

  /** All tasks of the plugin. */
  async list(): Promise<TaskRow[]> {
    const rows: RawRow[] = await this.#rows().select('*', {
      due_in: this.#clock.until('next_run_start_at'),
      expires_in: this.#clock.until('current_run_expires_at'),
    });
    return rows.map(toTaskRow);
  }

  /** Takes a task that is due for a run of one's own; `false` if it is not due, or another was quicker. */
  async claim(id: string, ticket: string, settings: TaskSettings): Promise<boolean> {
    const claimed = await this.#rows()
      .where({ id, current_run_ticket: null })
      .where('next_run_start_at', '<=', this.#clock.now)
      .update({
        current_run_ticket: ticket,
        current_run_started_at: this.#clock.now,
        current_run_expires_at: this.#clock.after(toMilliseconds(settings.timeoutAfterDuration)),
      });
    return claimed === 1;
  }

  /** Ends one's own run; `false` if it was no longer one's own. An interrupted run is due again at once. */
  async release(id: string, ticket: string, { settings, error, interrupted }: RunEnd): Promise<boolean> {
    const due = interrupted ? {} : { next_run_start_at: this.#next(settings, 'due') };
    const released = await this.#rows()
      .where({ id, current_run_ticket: ticket })
      .update({ ...idle, ...this.#endedWith(error), ...due });
    return released === 1;
  }

  /** Gives up runs whose time is over, and tells which. */
  async expire(): Promise<string[]> {
    const expired: { id: string }[] = await this.#rows()
      .where('current_run_expires_at', '<', this.#clock.now)
      .update({ ...idle, ...this.#endedWith(new Error('Task timed out')) })
      .returning('id');
    return expired.map(row => row.id);
  }

  /** Makes a task due. */
  async trigger(id: string): Promise<'triggered' | 'running' | 'unknown'> {
    const due = await this.#rows()
      .where({ id, current_run_ticket: null })
      .update({ next_run_start_at: this.#clock.now });
    if (due === 1) return 'triggered';
    return (await this.#rows().where({ id }).first('id')) ? 'running' : 'unknown';
  }

  /** Ends a run from outside. */
  async cancel(id: string): Promise<'cancelled' | 'idle' | 'unknown'> {
    const row = (await this.#rows().where({ id }).first()) as RawRow | undefined;
    if (!row) return 'unknown';
    const ticket = row.current_run_ticket;
    if (!ticket) return 'idle';
    const error = new Error('Task was cancelled');
    const settings = JSON.parse(row.settings_json) as TaskSettings;
    return (await this.release(id, ticket, { settings, error })) ? 'cancelled' : 'idle';
  }

  #rows(): Knex.QueryBuilder {
    return this.#knex(tableName);
  }

  #next(settings: TaskSettings, base: 'now' | 'due'): Knex.Raw {
    const run = nextRun(settings.cadence);
    if (run.kind === 'manual') return this.#knex.raw('null');
    if (run.kind === 'at') return this.#clock.at(run.time);
    return base === 'due' ? this.#clock.afterDue(run.milliseconds) : this.#clock.after(run.milliseconds);
  }

  #endedWith(error: unknown): object {
    const json = error === undefined ? null : JSON.stringify(serializeError(error));
    return { last_run_ended_at: this.#clock.now, last_run_error_json: json };
  }
}

interface RawRow {
  id: string;
  settings_json: string;
  current_run_ticket: string | null;
  due_in: number | null;
  expires_in: number | null;
  current_run_started_at: Date | string | null;
  current_run_expires_at: Date | string | null;
  next_run_start_at: Date | string | null;
  last_run_ended_at: Date | string | null;
  last_run_error_json: string | null;
}

function toTaskRow(row: RawRow): TaskRow {
  return {
    id: row.id,
    settings: JSON.parse(row.settings_json) as TaskSettings,
    ticket: row.current_run_ticket ?? undefined,
    dueIn: row.due_in ?? undefined,
    expiresIn: row.expires_in ?? undefined,
    startedAt: toIso(row.current_run_started_at),
    expiresAt: toIso(row.current_run_expires_at),
    nextAt: toIso(row.next_run_start_at),
    lastRunEndedAt: toIso(row.last_run_ended_at),
    lastRunError: row.last_run_error_json ?? undefined,
  };
}

function toIso(time: Date | string | null): string | undefined {
  if (time === null) return undefined;
  // SQLite keeps the times as text in UTC.
  return (typeof time === 'string' ? new Date(`${time.replace(' ', 'T')}Z`) : time).toISOString();
}

function postgresClock(knex: Knex): Clock {
  const interval = `? * interval '1 millisecond'`;
  return {
    now: knex.raw('now()'),
    after: milliseconds => knex.raw(`now() + ${interval}`, [milliseconds]),
    at: time => knex.raw('?::timestamptz', [time.toISOString()]),
    afterDue: milliseconds => knex.raw(`greatest(next_run_start_at + ${interval}, now())`, [milliseconds]),
    until: column => knex.raw('(extract(epoch from ?? - now()) * 1000)::float8', [column]),
  };
}

function sqliteClock(knex: Knex): Clock {
  const format = `'%Y-%m-%d %H:%M:%f'`;
  const seconds = (milliseconds: number) => `${milliseconds / 1000} seconds`;
  return {
    now: knex.raw(`strftime(${format}, 'now')`),
    after: milliseconds => knex.raw(`strftime(${format}, 'now', ?)`, [seconds(milliseconds)]),
    at: time => knex.raw(`strftime(${format}, ?)`, [time.toISOString()]),
    afterDue: milliseconds =>
      knex.raw(`max(strftime(${format}, next_run_start_at, ?), strftime(${format}, 'now'))`, [
        seconds(milliseconds),
      ]),
    until: column => knex.raw(`(julianday(??) - julianday('now')) * 86400000`, [column]),
  };
}
