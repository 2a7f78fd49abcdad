// What the portal of this repository installs, with the bench's own configuration.
import '../../apps/portal/backend.ts';
