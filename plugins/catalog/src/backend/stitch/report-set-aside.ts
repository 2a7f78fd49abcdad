import type { LoggerService } from '@portico/backend-plugin-api';
import type { SetAsideEntity } from './set-aside.ts';

// More at a time are hardly read. What has been forgotten is told again.
const mostRemembered = 1000;

/** Makes a function that logs what is set aside: each fault of an entity once, however often it is tried again. */
export function createSetAsideReport(logger: LoggerService): (found: readonly SetAsideEntity[]) => void {
  const reported = new Map<string, string>();
  return found => {
    for (const { ref, reason } of found) {
      if (reported.get(ref) === reason) continue;
      reported.delete(ref);
      reported.set(ref, reason);
      if (reported.size > mostRemembered) reported.delete(reported.keys().next().value ?? '');
      logger.warn(
        `The entity '${ref}' could not be made visible and is set aside: ${reason}. What was served of it stays. ` +
          'Correct it at its source; it is tried again when it is checked next, or refreshed',
      );
    }
  };
}
