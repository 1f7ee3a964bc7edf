import type { DriftEventMap } from '@driftkit/widget';
import type { Meeting } from '../shared/api-types';

type Booked = DriftEventMap['scheduling:meetingBooked'][0];

/** A meeting as Drift tells of it, as our server keeps it; nothing where its time cannot be read. */
export function readMeeting({ teamMember, meeting }: Booked): { meeting?: Meeting } {
  // Drift's documents do not settle the type of `time`: epoch milliseconds, or a string.
  const startsAt = new Date(meeting.time);
  if (Number.isNaN(startsAt.getTime())) return {};
  return {
    meeting: {
      with: teamMember.name,
      startsAt: startsAt.toISOString(),
      minutes: meeting.duration,
      timeZone: meeting.timeZone,
    },
  };
}
