/** Milliseconds within which a frame that was given the focus has it. */
const ON_ITS_WAY = 1000;

/**
 * Gives this element the focus of a frame that is just being focused by its page. A frame may get, lose and get the
 * focus again on that occasion, and each time nothing in it has it: so the element takes it every time.
 */
export function focusInFrame(element: HTMLElement): void {
  const again = (): void => element.focus();
  window.addEventListener('focus', again);
  setTimeout(() => window.removeEventListener('focus', again), ON_ITS_WAY);
  element.focus();
}
