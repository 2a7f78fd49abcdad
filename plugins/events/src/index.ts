/** The header of a waiting response that tells after how many milliseconds it ends at the latest. */
export const notifyTimeoutHeader = 'backstage-events-notify-timeout';

/** An event on the bus. Metadata does not travel with it. */
export interface BusEvent {
  topic: string;
  payload: unknown;
}
