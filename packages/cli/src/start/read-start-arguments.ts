import { parseArgs } from 'node:util';
import type { StartOptions } from './start.ts';

/**
 * Reads the arguments of a plain `portico start`; `undefined` for another
 * command, a call for help or a mistake, which the parser of all commands deals
 * with. The portal runs in this process, and that parser would stay in its
 * memory for nothing.
 */
export function readStartArguments([command, ...args]: readonly string[]): StartOptions | undefined {
  if (command !== 'start') return undefined;
  try {
    const { values } = parseArgs({
      args,
      options: {
        config: { type: 'string', multiple: true },
        dev: { type: 'boolean' },
        timing: { type: 'boolean' },
      },
    });
    return values;
  } catch {
    return undefined;
  }
}
