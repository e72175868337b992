/** Work that can wait until the person sees what the key press did. */

/** Where no frame comes (the page was hidden meanwhile) the work is done all the same. */
const LONGEST = 1000;

/** Does it after the next frame: a message that is sent while a frame is made arrives once that frame is done. */
export function afterPaint(work: () => void): void {
  if (document.hidden) return work();
  const { port1, port2 } = new MessageChannel();
  const once = () => {
    clearTimeout(timer);
    port1.close();
    work();
  };
  const timer = setTimeout(once, LONGEST);
  port1.onmessage = once;
  requestAnimationFrame(() => port2.postMessage(null));
}
