import type { Endpoint } from '../endpoint.ts';
import { Reply } from './reply.ts';

/** Throws when an answer is not what the definition promises; for tests, where it costs nothing that matters. */
export function checkAnswer({ method, path, output }: Endpoint, answer: unknown): void {
  if (!output) return;
  const value = valueOf(answer);
  const result = value === undefined ? undefined : output.safeParse(JSON.parse(value));
  if (!result || result.success) return;
  const faults = result.error.issues.map(issue => `${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`The answer of '${method} ${path}' is not what its definition says: ${faults.join('; ')}`);
}

/** The JSON text of a good answer, as the client will read it. */
function valueOf(answer: unknown): string | undefined {
  if (!(answer instanceof Reply)) return JSON.stringify(answer);
  const { status = 200, json, jsonText } = answer.options;
  if (status >= 300) return undefined;
  if (json !== undefined) return JSON.stringify(json);
  return typeof jsonText === 'object' ? Buffer.from(jsonText).toString() : jsonText;
}
