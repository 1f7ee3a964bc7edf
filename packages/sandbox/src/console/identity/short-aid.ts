import { shownText } from '../model/shown-text';

/** The first part of a `drift_aid`: enough to tell two apart. */
export function shortAid(aid: string): string {
  const [first = '', ...more] = aid.split('-');
  return more.length > 0 && first.length >= 4 ? shownText(first, 8) : shownText(aid, 12);
}
