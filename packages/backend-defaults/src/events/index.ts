export {
  createEventsContext,
  createPluginEvents,
  eventsServiceFactories,
  eventsServiceFactory,
  type EventsContext,
} from './events-service.ts';
