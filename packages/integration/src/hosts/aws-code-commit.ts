import { type Config, type Secret, readOptionalSecret } from '@portico/config';
import { createGitIntegration, type UrlGrammar } from '../git-integration.ts';
import { integrationConfigs } from '../host-config.ts';
import type { GitIntegration } from '../scm-integration.ts';
import { encodePath, encodeSegment, notSourceUrl, pathSegments, toSourcePath } from '../source-url.ts';

/** `integrations.awsCodeCommit[]` */
export interface AwsCodeCommitConfig {
  host: string;
  region: string;
  accessKeyId: string | undefined;
  secretAccessKey: Secret | undefined;
  roleArn: string | undefined;
  externalId: string | undefined;
}

/** AWS CodeCommit, by the URLs of the console. */
export type AwsCodeCommitIntegration = GitIntegration<AwsCodeCommitConfig>;

/** Reads `integrations.awsCodeCommit`. */
export function readAwsCodeCommitIntegrations(config: Config): AwsCodeCommitIntegration[] {
  return integrationConfigs(config, 'awsCodeCommit').map(entry => {
    const region = entry.getString('region');
    const host = entry.getOptionalString('host') ?? `${region}.console.aws.amazon.com`;
    const found = {
      host,
      region,
      accessKeyId: entry.getOptionalString('accessKeyId'),
      secretAccessKey: readOptionalSecret(entry, 'secretAccessKey'),
      roleArn: entry.getOptionalString('roleArn'),
      externalId: entry.getOptionalString('externalId'),
    };
    return createGitIntegration('awsCodeCommit', found, grammar);
  });
}

/** `/codesuite/codecommit/repositories/{repo}/browse/refs/heads/{ref}/--/{path}` */
const grammar: UrlGrammar = {
  parse(url) {
    const [suite, service, repositories, repo = '', ...rest] = pathSegments(url);
    if (suite !== 'codesuite' || service !== 'codecommit' || repositories !== 'repositories' || repo === '') {
      throw notSourceUrl(
        url,
        `${url.origin}/codesuite/codecommit/repositories/repo/browse/refs/heads/main/--/file.yaml`,
      );
    }
    const dashes = rest.indexOf('--');
    const ref = (dashes === -1 ? rest : rest.slice(0, dashes)).join('/').replace(/^.*?refs\/heads\//, '');
    if (!rest.includes('heads') || dashes === -1) return { owner: '', repo, path: '' };
    const view = rest[0] === 'browse' ? 'browse' : 'edit';
    return { owner: '', repo, view, ref, refType: 'branch', path: toSourcePath(rest.slice(dashes + 1), url) };
  },
  withPath: ({ repo, ref = '' }, path, url) => withFile(url, `${encodeSegment(repo)}/browse`, ref, path),
  setLine(url, line) {
    url.hash = `L${line}`;
  },
  edit: ({ repo, ref = '', path }, url) => withFile(url, `${encodeSegment(repo)}/files/edit`, ref, path).href,
};

function withFile(url: URL, page: string, ref: string, path: string): URL {
  const resolved = new URL(url);
  resolved.pathname = `/codesuite/codecommit/repositories/${page}/refs/heads/${encodePath(ref)}/--/${encodePath(path)}`;
  return resolved;
}
