import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

/** Tells when the element is scrolled off the top, and when it is back, whatever it is that scrolls. */
export function useScrolledPast(tell: (isPast: boolean) => void): RefObject<HTMLDivElement> {
  const element = useRef<HTMLDivElement>(null);
  const latest = useRef(tell);
  useEffect(() => {
    latest.current = tell;
  });
  useEffect(() => {
    if (!element.current) return;
    const observer = new IntersectionObserver(([entry]) => {
      if (!entry) return;
      const { isIntersecting, boundingClientRect, rootBounds } = entry;
      latest.current(!isIntersecting && boundingClientRect.top < (rootBounds?.bottom ?? 0));
    });
    observer.observe(element.current);
    return () => observer.disconnect();
  }, []);
  return element;
}
