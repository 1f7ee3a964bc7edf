import type { DriftEventMap } from '@driftkit/widget';
import type { Meeting } from '../shared/api-types';
import { isTimeZone, readMeeting } from '../shared/read-meeting';

type Booked = DriftEventMap['scheduling:meetingBooked'][0];

/** A meeting as Drift tells of it, as our server keeps it; undefined where it cannot be read. */
export function bookedMeeting({ teamMember, meeting }: Partial<Booked>): Meeting | undefined {
  // Drift's documents do not settle the type of `time`: epoch milliseconds, or a string.
  const time = new Date(meeting?.time ?? NaN);
  if (Number.isNaN(time.getTime())) return undefined;
  return readMeeting({
    with: teamMember?.name,
    startsAt: time.toISOString(),
    minutes: meeting?.duration,
    // A zone nobody here knows is no reason to lose the meeting.
    timeZone: isTimeZone(meeting?.timeZone) ? meeting.timeZone : 'UTC',
  });
}
