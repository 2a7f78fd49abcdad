import type { EventParams, EventsService } from '@portico/backend-plugin-api';

/** How events of a topic are told apart. */
export interface SubTopicRoute {
  /** Unique within the plugin. */
  id: string;
  topic: string;
  /** `undefined`: the event goes no further. */
  subTopicOf(params: EventParams): string | undefined;
}

/** Publishes each event of a topic again, as `<topic>.<sub-topic>`. */
export async function routeSubTopics(events: EventsService, route: SubTopicRoute): Promise<void> {
  await events.subscribe({
    id: route.id,
    topics: [route.topic],
    async onEvent(params) {
      const subTopic = route.subTopicOf(params);
      if (subTopic) await events.publish({ ...params, topic: `${route.topic}.${subTopic}` });
    },
  });
}
