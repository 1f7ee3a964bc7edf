import type { VNode } from 'preact';

const LONGEST = 600_000;

export interface SlowByProps {
  milliseconds: number;
  onChange: (milliseconds: number) => void;
}

/** How slow is slow. Counts when the field is left, not at every digit. */
export function SlowBy({ milliseconds, onChange }: SlowByProps): VNode {
  return (
    <label class="slow-by">
      Delay in milliseconds{' '}
      <input
        type="number"
        min={0}
        max={LONGEST}
        step={500}
        value={milliseconds}
        onChange={({ currentTarget }) => {
          const { valueAsNumber, validity } = currentTarget;
          if (validity.valid && !Number.isNaN(valueAsNumber)) onChange(valueAsNumber);
        }}
      />
    </label>
  );
}
