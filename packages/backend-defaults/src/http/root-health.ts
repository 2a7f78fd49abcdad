import { coreServices, createServiceFactory, type RootHealthService } from '@portico/backend-plugin-api';

/** Ready from the end of the start until a stop is asked for; alive as long as it answers. */
export const rootHealthServiceFactory = createServiceFactory({
  service: coreServices.rootHealth,
  deps: { lifecycle: coreServices.rootLifecycle },
  factory({ lifecycle }): RootHealthService {
    let notReady: string | undefined = 'Backend has not started yet';
    lifecycle.addStartupHook(() => {
      notReady = undefined;
    });
    lifecycle.addBeforeShutdownHook(() => {
      notReady = 'Backend is shutting down';
    });
    return {
      getLiveness: async () => ({ status: 200, payload: { status: 'ok' } }),
      getReadiness: async () =>
        notReady
          ? { status: 503, payload: { message: notReady, status: 'error' } }
          : { status: 200, payload: { status: 'ok' } },
    };
  },
});
