import { accessSync, constants } from 'node:fs';
import { tmpdir } from 'node:os';
import { fine, type Finding } from './finding.ts';

/** Whether the portal may write where it keeps its data and its temporary files. */
export async function checkFolder(folder: string): Promise<Finding[]> {
  return [folder, tmpdir()].flatMap((path): Finding[] => {
    try {
      accessSync(path, constants.W_OK);
      return fine('folder', `'${path}' can be written`);
    } catch {
      const text = `'${path}' cannot be written. Give this user the permission, or choose another folder`;
      return [{ status: 'fail', subject: 'folder', text }];
    }
  });
}
