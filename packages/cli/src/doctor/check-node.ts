import { fine, type Finding } from './finding.ts';

/** Whether this Node can run the portal: it strips types and has SQLite from version 24.12 on. */
export async function checkNode(version = process.versions.node): Promise<Finding[]> {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > 24 || (major === 24 && minor >= 12)) return fine('node', `version ${version}`);
  const text = `version ${version} is too old. Install Node 24.12 or later, or run it by npm scripts: npm start`;
  return [{ status: 'fail', subject: 'node', text }];
}
