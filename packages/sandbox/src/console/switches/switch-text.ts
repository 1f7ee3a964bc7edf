/** A switch as a person reads it. Every position has a label. */
export interface SwitchText<T> {
  title: string;
  explanation: string;
  labels: Readonly<Record<`${T & (string | boolean)}`, string>>;
}
