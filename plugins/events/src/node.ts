export {
  eventsExtensionPoint,
  type EventBroker,
  type EventPublisher,
  type EventSubscriber,
  type EventsExtensionPoint,
  type HttpBodyParser,
  type HttpPostIngress,
  type MediaType,
  type RequestDetails,
  type RequestValidationContext,
  type RequestValidator,
} from './node/events-extension-point.ts';
export { routeSubTopics, type SubTopicRoute } from './node/route-sub-topics.ts';
