import type { VNode } from 'preact';
import { useId, useState } from 'preact/hooks';
import type { Card } from '../../protocol';
import type { CardProps } from './props';
import { Icon } from './icon';

/** A calendar: one of its times is booked, and then shown. */
export function MeetingCard({
  card: { teamMember, duration, slots, answer },
  isSending,
  onAnswer,
}: CardProps<Card & { type: 'meeting' }>): VNode {
  const name = useId();
  const [time, setTime] = useState<number | null>(null);
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const what = `${duration} minutes with ${teamMember.name}`;
  if (answer !== null) {
    return (
      <p class="card is-done">
        <Icon name="done" />
        <span>
          <strong class="card-answer">
            {dayOf(answer.time)}, {clockOf(answer.time)}
          </strong>
          <span class="card-note">{what}</span>
        </span>
      </p>
    );
  }
  const submit = (event: Event): void => {
    event.preventDefault();
    if (time !== null && !isSending) onAnswer({ type: 'meeting', time, timeZone });
  };
  return (
    <form class="card meeting" onSubmit={submit} aria-label={what}>
      <p class="card-note">
        {what} · {timeZone}
      </p>
      {daysOf(slots).map(([day, times]) => (
        <fieldset key={day}>
          <legend>{day}</legend>
          <div class="slots">
            {times.map((slot) => (
              <label key={slot} class="slot">
                <input type="radio" name={name} checked={slot === time} onChange={() => setTime(slot)} />
                <span>{clockOf(slot)}</span>
              </label>
            ))}
          </div>
        </fieldset>
      ))}
      <button type="submit" class="primary" disabled={time === null} aria-disabled={isSending}>
        {time === null ? 'Choose a time' : `Book ${dayOf(time)}, ${clockOf(time)}`}
      </button>
    </form>
  );
}

function daysOf(slots: readonly number[]): [day: string, slots: number[]][] {
  const days = new Map<string, number[]>();
  for (const slot of slots) days.set(dayOf(slot), [...(days.get(dayOf(slot)) ?? []), slot]);
  return [...days];
}

function dayOf(time: number): string {
  return new Date(time).toLocaleDateString([], { weekday: 'long', day: 'numeric', month: 'short' });
}

function clockOf(time: number): string {
  return new Date(time).toLocaleTimeString([], { hour: 'numeric', minute: '2-digit' });
}
