import {
  atlassianAuthApiRef,
  bitbucketAuthApiRef,
  bitbucketServerAuthApiRef,
  githubAuthApiRef,
  gitlabAuthApiRef,
  googleAuthApiRef,
  microsoftAuthApiRef,
  oktaAuthApiRef,
  oneloginAuthApiRef,
  openshiftAuthApiRef,
  vmwareCloudAuthApiRef,
  type ApiRef,
  type ProfileInfoApi,
  type SessionApi,
} from '@portico/frontend-plugin-api';

/** A provider whose API has an id that all portals know. */
export interface KnownProvider {
  title: string;
  apiRef: ApiRef<ProfileInfoApi & SessionApi>;
}

/** The providers by their keys in `auth.providers`. */
export const knownProviders: Readonly<Record<string, KnownProvider>> = {
  atlassian: { title: 'Atlassian', apiRef: atlassianAuthApiRef },
  bitbucket: { title: 'Bitbucket', apiRef: bitbucketAuthApiRef },
  bitbucketServer: { title: 'Bitbucket Server', apiRef: bitbucketServerAuthApiRef },
  github: { title: 'GitHub', apiRef: githubAuthApiRef },
  gitlab: { title: 'GitLab', apiRef: gitlabAuthApiRef },
  google: { title: 'Google', apiRef: googleAuthApiRef },
  microsoft: { title: 'Microsoft', apiRef: microsoftAuthApiRef },
  okta: { title: 'Okta', apiRef: oktaAuthApiRef },
  onelogin: { title: 'OneLogin', apiRef: oneloginAuthApiRef },
  openshift: { title: 'OpenShift', apiRef: openshiftAuthApiRef },
  vmwareCloudServices: { title: 'VMware Cloud', apiRef: vmwareCloudAuthApiRef },
};
