import type { GithubIntegration } from '@portico/integration';
import type { PullRequest, SubmittedPullRequest } from '../../react/catalog-import-api.ts';

/** What {@link submitGithubPullRequest} works with. */
export interface GithubAccess {
  integration: Pick<GithubIntegration, 'parseUrl'>;
  /** Of the REST API: `https://api.github.com`. */
  apiBaseUrl: string;
  /** Of the user, with the scope `repo`. */
  token: string;
  fetch: typeof fetch;
  branch: string;
  filename: string;
}

/**
 * Puts a file on a branch of its own and makes a pull request of it, by the REST API of GitHub.
 *
 * @throws Error in GitHub's words when it refuses.
 */
export async function submitGithubPullRequest(
  { repositoryUrl, fileContent, title, body }: PullRequest,
  access: GithubAccess,
): Promise<SubmittedPullRequest> {
  const { branch, filename } = access;
  const { owner, repo } = access.integration.parseUrl(repositoryUrl);
  const repository = `/repos/${encodeURIComponent(owner)}/${encodeURIComponent(repo)}`;
  const { default_branch: base, html_url: page } = await call<{ default_branch: string; html_url: string }>(
    access,
    repository,
  );
  const head = await call<{ object: { sha: string } }>(
    access,
    `${repository}/git/ref/heads/${encodePath(base)}`,
  );
  await call(access, `${repository}/git/refs`, 'POST', { ref: `refs/heads/${branch}`, sha: head.object.sha });
  await call(access, `${repository}/contents/${encodeURIComponent(filename)}`, 'PUT', {
    message: title,
    content: toBase64(fileContent),
    branch,
  });
  const { html_url: link } = await call<{ html_url: string }>(access, `${repository}/pulls`, 'POST', {
    title,
    body,
    head: branch,
    base,
  });
  return { link, location: `${page}/blob/${base}/${filename}` };
}

async function call<Answer>(
  { apiBaseUrl, token, fetch }: GithubAccess,
  path: string,
  method = 'GET',
  body?: object,
): Promise<Answer> {
  const response = await fetch(`${apiBaseUrl}${path}`, {
    method,
    headers: {
      accept: 'application/vnd.github+json',
      authorization: `Bearer ${token}`,
      'x-github-api-version': '2022-11-28',
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  const answer: unknown = await response.json().catch(() => undefined);
  // GitHub's answers are as its documentation tells.
  if (response.ok) return answer as Answer;
  const told = typeof answer === 'object' && answer && 'message' in answer ? String(answer.message) : '';
  throw new Error(`GitHub answered '${method} ${path}' with ${response.status}. ${told}`.trim());
}

/** A branch may have slashes, which the API wants as they are. */
function encodePath(branch: string): string {
  return branch.split('/').map(encodeURIComponent).join('/');
}

function toBase64(text: string): string {
  return btoa(Array.from(new TextEncoder().encode(text), byte => String.fromCodePoint(byte)).join(''));
}
