import { createServer } from 'node:http';
import { DatabaseSync } from 'node:sqlite';
import pg from 'pg';

/** A statement to run for every request, and the JSON to put around the rows. */
export interface BareQuestion {
  sql: string;
  params: (string | number | number[] | string[])[];
  before: string;
  after: string;
}

// The ceiling: `node:http`, the bare driver, the statement that Portico runs, and the bytes that it sends.
const [, , port = '', connection = '', file = ''] = process.argv;
const { readFileSync } = await import('node:fs');
const questions = JSON.parse(readFileSync(file, 'utf8')) as Record<string, BareQuestion>;
const isPostgres = connection.startsWith('postgres:');
const pool = isPostgres ? new pg.Pool({ connectionString: connection, max: 10 }) : undefined;
const db = isPostgres ? undefined : new DatabaseSync(connection, { readOnly: true });
const statements = new Map(Object.entries(questions).map(([name, { sql }]) => [name, db?.prepare(sql)]));

createServer(async (req, res) => {
  const name = (req.url ?? '/').slice(1);
  const question = questions[name];
  if (!question) return void res.writeHead(404).end();
  const { sql, params, before, after } = question;
  const rows = pool
    ? (await pool.query<{ json: string }>({ name, text: sql, values: params })).rows
    : (statements.get(name)?.all(...(params as (string | number)[])) as { json: string }[]);
  const body = before + rows.map(row => row.json).join(',') + after;
  res.setHeader('Content-Type', 'application/json; charset=utf-8');
  res.setHeader('Content-Length', Buffer.byteLength(body));
  res.end(body);
}).listen(Number(port));
